//! Secrets that are handed to a command: by a file or by the standard input, never as an argument, which every user of the
//! machine can read.

use super::Failure;
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use std::{
    io::{self, BufRead, IsTerminal, Write},
    path::Path,
};

/// The first line of a file.
pub(super) fn from_file(file: &Path) -> Result<String, Failure> {
    let text = std::fs::read_to_string(file)
        .map_err(|error| Failure::said(format!("{} can't be read: {error}", file.display())))?;
    Ok(first_line(&text))
}

/// The first line of the standard input. On a terminal it is asked for, and what is typed isn't shown.
pub(super) fn from_stdin(question: &str) -> Result<String, Failure> {
    let stdin = io::stdin();
    let unreadable = |error: io::Error| Failure::said(format!("the standard input can't be read: {error}"));
    let _quiet = stdin.is_terminal().then(|| Quiet::begin(question)).transpose().map_err(unreadable)?;
    let mut line = String::new();
    stdin.lock().read_line(&mut line).map_err(unreadable)?;
    Ok(first_line(&line))
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().trim().to_owned()
}

/// A terminal that doesn't show what is typed, until this is dropped.
struct Quiet(Termios);

impl Quiet {
    fn begin(question: &str) -> io::Result<Self> {
        let before = tcgetattr(io::stdin())?;
        let mut quiet = before.clone();
        quiet.local_modes.remove(LocalModes::ECHO);
        tcsetattr(io::stdin(), OptionalActions::Now, &quiet)?;
        let before = Self(before);
        let mut stderr = io::stderr();
        write!(stderr, "{question}")?;
        stderr.flush()?;
        Ok(before)
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        let _gone = tcsetattr(io::stdin(), OptionalActions::Now, &self.0);
        let _closed = writeln!(io::stderr());
    }
}
