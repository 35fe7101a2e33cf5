//! Why a command failed, in lines for people.

use super::words;
use crate::{
    config::ConfigError,
    error::Error,
    fault::{FieldProblem, Kind},
};
use std::{fmt, process::ExitCode};

#[derive(Debug)]
pub enum Failure {
    Config(ConfigError),
    Platform(Error),
    /// What to say, when the command knows better than the error.
    Said(String),
    /// The command already printed what is wrong; the exit code tells it to scripts.
    Reported,
}

impl Failure {
    pub fn said(message: impl Into<String>) -> Self {
        Self::Said(message.into())
    }

    /// Puts a missing thing into words that name it.
    pub fn naming_missing(error: Error, what: impl FnOnce() -> String) -> Self {
        if error.kind() == Kind::NotFound { Self::Said(what()) } else { error.into() }
    }

    pub(super) fn report(&self) -> ExitCode {
        let text = self.to_string();
        for line in text.lines() {
            eprintln!("error: {line}");
        }
        ExitCode::FAILURE
    }
}

impl fmt::Display for Failure {
    /// One line, or one for each field or setting.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Config(error) => error.fmt(f),
            Self::Platform(error) if !error.fault.fields.is_empty() => {
                let line =
                    |FieldProblem { field, problem }: &FieldProblem| format!("{field}: {}", words::problem(problem));
                f.write_str(&error.fault.fields.iter().map(line).collect::<Vec<_>>().join("\n"))
            }
            Self::Platform(error) => f.write_str(&error.with_causes()),
            Self::Said(message) => f.write_str(message),
            Self::Reported => Ok(()),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Platform(error)
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::Config(error)
    }
}
