//! How far a long work is: a bar on a terminal, plain lines elsewhere, nothing for what takes less than a second.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::{
    io::IsTerminal,
    time::{Duration, Instant},
};

const PATIENCE: Duration = Duration::from_secs(1);
const BETWEEN_LINES: Duration = Duration::from_secs(5);

pub(super) struct Progress {
    bar: ProgressBar,
    what: &'static str,
    on_terminal: bool,
    /// When something may be shown next.
    next: Instant,
    shown: bool,
}

impl Progress {
    pub(super) fn new(what: &'static str, total: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:30}] {pos}/{len} {eta}") {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.set_message(what);
        let on_terminal = std::io::stderr().is_terminal();
        Self { bar, what, on_terminal, next: Instant::now() + PATIENCE, shown: false }
    }

    /// One more is done.
    pub(super) fn advance(&mut self) {
        self.bar.inc(1);
        if Instant::now() < self.next {
            return;
        }
        if !self.on_terminal {
            eprintln!("{}: {} of {}", self.what, self.bar.position(), self.bar.length().unwrap_or(0));
            self.next = Instant::now() + BETWEEN_LINES;
        } else if !self.shown {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            self.shown = true;
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
