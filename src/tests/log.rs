//! The program's log in a test: its warnings stand in the output of a test that fails, and a test may keep all of it.

use std::{
    io::Write,
    sync::{Mutex, Once, OnceLock},
};
use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::{
    filter::LevelFilter,
    fmt::{self, MakeWriter},
    layer::SubscriberExt as _,
    registry::LookupSpan,
    reload,
    util::SubscriberInitExt as _,
};

static KEPT: Mutex<Option<Kept>> = Mutex::new(None);
static LEVEL: OnceLock<Box<dyn Fn(LevelFilter) + Send + Sync>> = OnceLock::new();

#[derive(Default)]
struct Kept {
    all: Vec<u8>,
    answered_for: Vec<u8>,
}

/// Writes warnings into the test's output, from the first call on.
pub fn show_warnings() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Begun with all of it: what libraries log in another way is never let through beyond the level of the beginning.
        let (filter, level) = reload::Layer::new(LevelFilter::TRACE);
        tracing_subscriber::registry().with(filter).with(lines()).init();
        level.reload(LevelFilter::WARN).unwrap();
        let change = move |to| level.reload(to).unwrap();
        assert!(LEVEL.set(Box::new(change)).is_ok());
    });
}

fn lines<S: Subscriber + for<'a> LookupSpan<'a>>() -> fmt::Layer<S, fmt::format::DefaultFields, fmt::format::Format, Log>
{
    fmt::layer().with_ansi(false).with_writer(Log)
}

/// Keeps every line from here on, of each level, instead of showing the warnings.
pub fn keep() {
    show_warnings();
    *KEPT.lock().unwrap() = Some(Kept::default());
    LEVEL.get().unwrap()(LevelFilter::TRACE);
}

/// What was kept until now.
pub fn kept() -> String {
    read(|kept| &kept.all)
}

/// Of that what this program answers for: its own lines of each level, and what of its libraries is written where nobody
/// changed `log.filter`.
pub fn answered_for() -> String {
    read(|kept| &kept.answered_for)
}

fn read(part: fn(&Kept) -> &[u8]) -> String {
    KEPT.lock().unwrap().as_ref().map(|kept| String::from_utf8_lossy(part(kept)).into_owned()).unwrap_or_default()
}

struct Log;

impl<'w> MakeWriter<'w> for Log {
    type Writer = Lines;

    fn make_writer(&'w self) -> Lines {
        Lines { is_answered_for: true }
    }

    fn make_writer_for(&'w self, of: &Metadata<'_>) -> Lines {
        let own = ["tenantry", "app", "platform", "hydrate"];
        let is_own = own.contains(&of.target().split("::").next().unwrap_or_default());
        Lines { is_answered_for: is_own || *of.level() <= Level::INFO }
    }
}

/// One of them: the formatter writes each at once.
struct Lines {
    is_answered_for: bool,
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match &mut *KEPT.lock().unwrap() {
            Some(kept) => {
                kept.all.extend(bytes);
                if self.is_answered_for {
                    kept.answered_for.extend(bytes);
                }
            }
            None => print!("{}", String::from_utf8_lossy(bytes)),
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
