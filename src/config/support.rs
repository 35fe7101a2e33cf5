//! The policy of support access as settings: one word each.

use serde::{Deserialize, Serialize};

/// What lets an operator into an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SupportPolicy {
    /// An owner allows it each time.
    Consent,
    /// It is allowed at once, and the owners are told.
    Notice,
}

impl SupportPolicy {
    pub fn key(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::Notice => "notice",
        }
    }
}

/// Whether an operator may change anything inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SupportWrite {
    Never,
    /// An owner allows it each time.
    Consent,
}
