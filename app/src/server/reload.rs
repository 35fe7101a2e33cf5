//! A page that is loaded again by itself where no scripts run. It stands in the head that the server writes, and nowhere in
//! what scripts make.

use std::sync::{
    Arc,
    atomic::{AtomicU8, Ordering},
};

/// In so many seconds, when one of the page's views asks for it.
#[derive(Clone, Debug, Default)]
pub(crate) struct ReloadWithoutScripts(Arc<AtomicU8>);

impl ReloadWithoutScripts {
    pub(crate) fn after(&self, seconds: u8) {
        self.0.store(seconds, Ordering::Relaxed);
    }

    pub(super) fn tag(&self) -> String {
        match self.0.load(Ordering::Relaxed) {
            0 => String::new(),
            seconds => format!(r#"<noscript><meta http-equiv="refresh" content="{seconds}"></noscript>"#),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ReloadWithoutScripts;

    #[test]
    fn only_who_asks_is_loaded_again() {
        let reload = ReloadWithoutScripts::default();
        assert_eq!(reload.tag(), "");
        reload.clone().after(2);
        assert_eq!(reload.tag(), r#"<noscript><meta http-equiv="refresh" content="2"></noscript>"#);
    }
}
