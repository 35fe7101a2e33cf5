//! Usage as the interface shows it: to operators, and alike to the organisation whose it is.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How far back a chart goes: a day by hours, thirty days, twelve months.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Period {
    #[default]
    #[serde(rename = "24h")]
    Day,
    #[serde(rename = "30d")]
    Month,
    #[serde(rename = "12m")]
    Year,
}

impl Period {
    pub const ALL: [Self; 3] = [Self::Day, Self::Month, Self::Year];

    /// Its name in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Day => "24h",
            Self::Month => "30d",
            Self::Year => "12m",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|period| period.key() == key)
    }
}

/// What was counted within some time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub requests: i64,
    pub client_errors: i64,
    pub server_errors: i64,
    /// Turned away on purpose: too many at once, or closed for work.
    pub refused: i64,
    pub bytes: i64,
    pub sign_ins: i64,
    pub refused_sign_ins: i64,
    /// Work beside requests, and mails, with those that failed.
    pub jobs: i64,
    pub failed_jobs: i64,
    pub mails: i64,
    pub failed_mails: i64,
    /// The microseconds within which half, 95 and 99 of a hundred requests were answered; `None` without any.
    pub p50_micros: Option<i64>,
    pub p95_micros: Option<i64>,
    pub p99_micros: Option<i64>,
}

/// An hour, a day or a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsagePoint {
    /// Its beginning, RFC 3339 in UTC.
    pub began: String,
    pub counts: Counts,
    /// People who worked on the day; of a month the most on one day. Not known by hours.
    pub active_users: Option<i64>,
    /// As it was looked at last until then; `None` before it ever was.
    pub size: Option<Size>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    pub database_bytes: i64,
    /// Of pictures and other files.
    pub storage_bytes: i64,
}

impl Size {
    pub fn total(self) -> i64 {
        self.database_bytes.saturating_add(self.storage_bytes)
    }
}

/// What one organisation did, or all of the deployment. The last point is the one that isn't over yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    pub period: Period,
    pub points: Vec<UsagePoint>,
    pub total: Counts,
    /// On the day with the most of the period; today's of a day.
    pub active_users: i64,
    /// Rows by module, as they were looked at last. Not known of the deployment.
    pub module_rows: BTreeMap<String, i64>,
    /// Whether anything is counted here.
    pub is_counted: bool,
}
