//! How mails go out: by a mail server, or onto a page of a developer's machine, or not at all.

use super::{Composer, smtp::transport};
use crate::config::Config;
use lettre::{AsyncSmtpTransport, Tokio1Executor};
use std::sync::{Arc, OnceLock};
use tokio::sync::Notify;

/// How mails go out.
pub struct Mails {
    pub(super) way: Way,
    /// Who puts them into words: the product has the words.
    pub(super) composer: OnceLock<Arc<dyn Composer>>,
    /// Something was written down.
    pub(super) awake: Notify,
}

pub(super) enum Way {
    Nowhere,
    /// They are kept and shown.
    Shown,
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
}

impl Mails {
    pub(crate) fn new(config: &Config) -> Self {
        let way = match transport(&config.mail.smtp) {
            Some(transport) => Way::Smtp(transport),
            None if config.server.public_url.is_localhost() => Way::Shown,
            None => Way::Nowhere,
        };
        Self { way, composer: OnceLock::new(), awake: Notify::new() }
    }

    /// Whether anything is written down.
    pub fn is_on(&self) -> bool {
        !matches!(self.way, Way::Nowhere)
    }

    /// Whether mails are shown instead of sent.
    pub fn is_shown(&self) -> bool {
        matches!(self.way, Way::Shown)
    }

    /// From now on mails are put into words. The first one stays.
    pub fn compose_with(&self, composer: Arc<dyn Composer>) {
        let _ = self.composer.set(composer);
    }
}

impl std::fmt::Debug for Mails {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.way {
            Way::Nowhere => "Mails(nowhere)",
            Way::Shown => "Mails(shown)",
            Way::Smtp(_) => "Mails(smtp)",
        })
    }
}
