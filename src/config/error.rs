//! What is wrong with the settings.

use std::{error::Error as StdError, fmt};

/// One or more problems, all of those that could be found in one go.
#[derive(Debug, PartialEq, Eq)]
pub struct ConfigError(Vec<ConfigProblem>);

impl ConfigError {
    pub(super) fn one(source: &str, reason: String) -> Self {
        Self(vec![ConfigProblem { key: None, source: source.to_owned(), reason }])
    }

    /// # Errors
    /// When there is any problem.
    pub(super) fn unless_empty(problems: Vec<ConfigProblem>) -> Result<(), Self> {
        if problems.is_empty() { Ok(()) } else { Err(Self(problems)) }
    }

    pub fn problems(&self) -> &[ConfigProblem] {
        &self.0
    }
}

/// The key when there is one, the file or variable that it came from, and the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigProblem {
    pub key: Option<String>,
    pub source: String,
    pub reason: String,
}

impl fmt::Display for ConfigProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.key {
            Some(key) => write!(f, "{key} (from {}): {}", self.source, self.reason),
            None => write!(f, "{}: {}", self.source, self.reason),
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str("\n")?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl StdError for ConfigError {}
