//! What the console and the command line know of certificates.

use serde::{Deserialize, Serialize};

/// The certificate of one host, without its key. Times are RFC 3339 in UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateSummary {
    pub host: String,
    /// The organisation's slug; `None` for the deployment's own hosts.
    pub organisation: Option<String>,
    pub state: CertificateState,
    pub valid_until: Option<String>,
    /// When it is ordered, renewed or tried again.
    pub due_at: String,
    /// Orders that failed in a row.
    pub failures: i64,
    /// Why the last order wasn't carried out.
    pub error: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CertificateState {
    /// It was not issued yet.
    Waiting,
    Valid,
    /// It is valid, and its renewal fails.
    Failing,
    /// There is none that is valid, and the last order failed.
    Missing,
}

impl CertificateState {
    pub fn of(is_valid: bool, has_failed: bool) -> Self {
        match (is_valid, has_failed) {
            (true, false) => Self::Valid,
            (true, true) => Self::Failing,
            (false, true) => Self::Missing,
            (false, false) => Self::Waiting,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Valid => "valid",
            Self::Failing => "failing",
            Self::Missing => "missing",
        }
    }
}
