//! The server's error: what may be said of it (`Fault`), and the private cause, which is logged and never sent.

use crate::{
    db::{DbError, UpgradeError},
    fault::{Fault, Kind, Problem},
};
use std::{error::Error as StdError, fmt};

pub type Result<T, E = Error> = std::result::Result<T, E>;

#[derive(Debug)]
pub struct Error {
    pub fault: Fault,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    pub fn new(kind: Kind) -> Self {
        Fault::new(kind).into()
    }

    pub fn not_found() -> Self {
        Self::new(Kind::NotFound)
    }

    pub fn field(field: &str, problem: Problem) -> Self {
        Fault::field(field, problem).into()
    }

    /// 503 with the seconds after which another try is worth it.
    pub fn unavailable(seconds: u32, cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { fault: Fault::new(Kind::Unavailable { seconds }), source: Some(cause.into()) }
    }

    /// 500: something that should not happen, with what happened.
    pub fn internal(cause: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self { fault: Fault::new(Kind::Internal), source: Some(cause.into()) }
    }

    pub fn is_not_found(&self) -> bool {
        self.kind() == Kind::NotFound
    }

    /// Who asked can mend it.
    pub fn is_invalid(&self) -> bool {
        self.kind() == Kind::Invalid
    }

    pub fn kind(&self) -> Kind {
        self.fault.kind
    }

    /// Writes the cause to the log when it is ours to know, and gives what may be sent.
    pub fn into_fault(self) -> Fault {
        if matches!(self.fault.kind, Kind::Internal | Kind::Unavailable { .. }) {
            tracing::error!(error = %self.with_causes(), "request failed");
        }
        self.fault
    }

    /// This error and all that stands behind it, in one line.
    pub fn with_causes(&self) -> String {
        let mut line = self.to_string();
        let mut cause = self.source();
        while let Some(error) = cause {
            line = format!("{line}: {error}");
            cause = error.source();
        }
        line
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.fault.kind {
            Kind::NotFound => f.write_str("not found"),
            Kind::Unauthenticated => f.write_str("not signed in"),
            Kind::Forbidden => f.write_str("not allowed"),
            Kind::ReadOnly => f.write_str("support may only look"),
            Kind::NotInPlan => f.write_str("not in the organisation's plan"),
            Kind::OverLimit => f.write_str("more than the organisation's plan allows"),
            Kind::Invalid => write!(f, "invalid input: {:?}", self.fault.fields),
            Kind::Conflict => f.write_str("changed by somebody else"),
            Kind::RateLimited { seconds } => write!(f, "too many tries, again in {seconds} s"),
            Kind::Unavailable { seconds } => write!(f, "unavailable, again in {seconds} s"),
            Kind::Internal => f.write_str("internal error"),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|cause| cause as &(dyn StdError + 'static))
    }
}

impl From<UpgradeError> for Error {
    fn from(error: UpgradeError) -> Self {
        match error {
            UpgradeError::Database(error) => error.into(),
            differs @ UpgradeError::Differs(_) => Self::internal(differs),
        }
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self { fault, source: None }
    }
}

impl From<DbError> for Error {
    /// A database that can't be reached is a matter of waiting; anything else is our mistake.
    fn from(error: DbError) -> Self {
        match () {
            () if error.is_moving() => Self::unavailable(2, error),
            () if error.is_unreachable() => Self::unavailable(5, error),
            () => Self::internal(error),
        }
    }
}
