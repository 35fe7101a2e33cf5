//! How far a long work is: a bar on a terminal, plain lines elsewhere, nothing for what takes less than a second.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::{
    io::Write,
    pin::pin,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};
use tokio::time::timeout;

const PATIENCE: Duration = Duration::from_secs(1);
const BETWEEN_LINES: Duration = Duration::from_secs(5);
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);

pub(super) struct Progress {
    bar: ProgressBar,
    shown: Mutex<Shown>,
}

struct Shown {
    surface: Surface,
    /// When something may be shown next.
    next: Instant,
}

enum Surface {
    /// Taken by the bar when it is shown first.
    Terminal(Option<ProgressDrawTarget>),
    Lines(Box<dyn Write + Send>),
}

impl Progress {
    pub(super) fn new(what: &'static str, total: usize) -> Self {
        Self::on(Surface::stderr(), PATIENCE, what, total)
    }

    /// For work that tells itself how long it still takes: the bar doesn't guess beside it.
    pub(super) fn foretold(what: &'static str) -> Self {
        Self::new(what, 0).without_a_guess()
    }

    fn without_a_guess(self) -> Self {
        if let Ok(style) = ProgressStyle::with_template("{wide_msg} [{bar:20}] {pos}/{len}") {
            self.bar.set_style(style.progress_chars("=> "));
        }
        self
    }

    fn on(surface: Surface, patience: Duration, what: &'static str, total: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{wide_msg} [{bar:20}] {pos}/{len} {eta}") {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.set_message(what);
        Self { bar, shown: Mutex::new(Shown { surface, next: Instant::now() + patience }) }
    }

    /// One more is done.
    pub(super) fn advance(&self) {
        self.bar.inc(1);
        self.show();
    }

    /// So many of so many are done, and what else is to be said of it.
    pub(super) fn reach(&self, done: u64, total: u64, what: String) {
        self.bar.set_length(total);
        self.bar.set_position(done);
        self.bar.set_message(what);
        self.show();
    }

    /// One more begins that has a name. A log gets the name at once.
    pub(super) fn begin(&self, name: &str) {
        self.bar.set_message(name.to_owned());
        self.bar.inc(1);
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        shown.write_line(&self.bar);
    }

    /// Waits for the work, and shows what lasts though nothing of it ends.
    pub(super) async fn during<T>(&self, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        loop {
            match timeout(BETWEEN_LOOKS, &mut work).await {
                Ok(done) => return done,
                Err(_) => self.show(),
            }
        }
    }

    fn show(&self) {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        if Instant::now() < shown.next {
            return;
        }
        shown.write_line(&self.bar);
        if let Surface::Terminal(target) = &mut shown.surface {
            if let Some(target) = target.take() {
                self.bar.set_draw_target(target);
            }
            self.bar.tick();
        }
    }
}

impl Shown {
    /// A reader that went away is no failure.
    fn write_line(&mut self, bar: &ProgressBar) {
        if let Surface::Lines(out) = &mut self.surface {
            let _gone = writeln!(out, "{} ({} of {})", bar.message(), bar.position(), bar.length().unwrap_or(0));
            self.next = Instant::now() + BETWEEN_LINES;
        }
    }
}

impl Surface {
    /// A terminal that can't move its cursor is none.
    fn stderr() -> Self {
        let target = ProgressDrawTarget::stderr();
        if target.is_hidden() { Self::Lines(Box::new(std::io::stderr())) } else { Self::Terminal(Some(target)) }
    }
}

impl Progress {
    /// Takes the bar away, for who prints while others still hold it.
    pub(super) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
#[path = "progress_tests.rs"]
mod tests;
