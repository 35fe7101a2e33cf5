//! Asking before something is destroyed.

use super::{Failure, Output};
use clap::Args;
use std::io::{self, BufRead, IsTerminal, Write};

#[derive(Debug, Args)]
pub struct Destructive {
    /// Say what would happen, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Don't ask
    #[arg(long)]
    yes: bool,
}

/// For what can be taken back at any time, or has to be possible at once, so that nobody is asked.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct DryRun {
    /// Say what would happen, and change nothing
    #[arg(long)]
    dry_run: bool,
}

impl DryRun {
    /// In a dry run it says what would happen. Gives whether this is one.
    pub(super) fn is_all(self, what: &str, out: &mut Output) -> bool {
        if self.dry_run {
            tell(&[what.to_owned()], out);
        }
        self.dry_run
    }

    pub(super) fn is_dry_run(self) -> bool {
        self.dry_run
    }
}

/// What a dry run found, and that it is one.
pub(super) fn tell(what: &[String], out: &mut Output) {
    say(what, out);
    out.line(UNCHANGED);
}

pub(super) fn say(what: &[String], out: &mut Output) {
    for line in what {
        out.line(line);
    }
}

const UNCHANGED: &str = "Nothing was changed: this is a dry run.";

impl Destructive {
    /// Says what will happen. Gives whether it may: not in a dry run.
    ///
    /// # Errors
    /// When somebody who was asked says no, or when there is nobody to ask and `--yes` wasn't given.
    pub(super) fn may(&self, what: &[String], out: &mut Output) -> Result<bool, Failure> {
        self.may_after(what, "this can't be undone: --yes says that it is meant", out)
    }

    /// The same for what can be taken up again, but not by whoever it surprises.
    ///
    /// # Errors
    /// As [`Self::may`].
    pub(super) fn may_for_now(&self, what: &[String], out: &mut Output) -> Result<bool, Failure> {
        self.may_after(what, "--yes says that it is meant", out)
    }

    fn may_after(&self, what: &[String], unasked: &str, out: &mut Output) -> Result<bool, Failure> {
        for line in what {
            out.line(line);
        }
        if self.dry_run {
            out.line(UNCHANGED);
            return Ok(false);
        }
        if self.yes {
            return Ok(true);
        }
        if !io::stdin().is_terminal() {
            return Err(Failure::said(unasked));
        }
        if asked() { Ok(true) } else { Err(Failure::said("nothing was changed")) }
    }

    /// The same for what nothing brings back: the name is typed once more, and `--yes` alone isn't enough.
    ///
    /// # Errors
    /// When there is nobody to ask and the name wasn't given.
    pub(super) fn may_by_name(
        &self,
        what: &[String],
        name: &str,
        given: Option<&str>,
        out: &mut Output,
    ) -> Result<bool, Failure> {
        for line in what {
            out.line(line);
        }
        if self.dry_run {
            out.line(UNCHANGED);
            return Ok(false);
        }
        match given {
            Some(given) if given == name && self.yes => return Ok(true),
            Some(given) if given != name => {
                return Err(Failure::said(format!("--confirm says {given}, and it is {name}")));
            }
            _ => {}
        }
        if !io::stdin().is_terminal() {
            return Err(Failure::said(format!(
                "this removes it at once: --yes --confirm {name} says that it is meant"
            )));
        }
        if answered("Type its name to go on: ").as_deref() == Some(name) {
            return Ok(true);
        }
        Err(Failure::said("that is not its name: nothing was changed"))
    }

    pub(super) fn is_dry_run(&self) -> bool {
        self.dry_run
    }
}

fn asked() -> bool {
    answered("Go on? Type yes: ").as_deref() == Some("yes")
}

fn answered(question: &str) -> Option<String> {
    let mut stderr = io::stderr();
    let mut answer = String::new();
    let _gone = write!(stderr, "{question}").and_then(|()| stderr.flush());
    io::stdin().lock().read_line(&mut answer).ok()?;
    Some(answer.trim().to_owned())
}
