//! The program's log in a test: its warnings stand in the output of a test that fails, and a test may keep all of it.

use std::{
    io::Write,
    sync::{Mutex, Once, OnceLock},
};
use tracing::Subscriber;
use tracing_subscriber::{
    filter::LevelFilter, fmt, layer::SubscriberExt as _, registry::LookupSpan, reload, util::SubscriberInitExt as _,
};

static KEPT: Mutex<Option<Vec<u8>>> = Mutex::new(None);
static LEVEL: OnceLock<Box<dyn Fn(LevelFilter) + Send + Sync>> = OnceLock::new();

/// Writes warnings into the test's output, from the first call on.
pub fn show_warnings() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let (filter, level) = reload::Layer::new(LevelFilter::WARN);
        tracing_subscriber::registry().with(filter).with(lines()).init();
        let change = move |to| level.reload(to).unwrap();
        assert!(LEVEL.set(Box::new(change)).is_ok());
    });
}

fn lines<S: Subscriber + for<'a> LookupSpan<'a>>()
-> fmt::Layer<S, fmt::format::DefaultFields, fmt::format::Format, fn() -> Lines> {
    fmt::layer().with_ansi(false).with_writer(|| Lines)
}

/// Keeps every line from here on, of each level, instead of showing the warnings.
pub fn keep() {
    show_warnings();
    *KEPT.lock().unwrap() = Some(Vec::new());
    LEVEL.get().unwrap()(LevelFilter::TRACE);
}

/// What was kept until now.
pub fn kept() -> String {
    String::from_utf8_lossy(KEPT.lock().unwrap().as_deref().unwrap_or_default()).into_owned()
}

struct Lines;

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match &mut *KEPT.lock().unwrap() {
            Some(kept) => kept.extend(bytes),
            None => print!("{}", String::from_utf8_lossy(bytes)),
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
