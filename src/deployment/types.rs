//! What the interface knows of settings.

use serde::{Deserialize, Serialize};

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SettingSource {
    Default,
    /// The path of the file.
    File(String),
    /// The variable.
    Environment(String),
    /// Who changed it, and when: RFC 3339 in UTC.
    Console {
        by: String,
        at: String,
    },
}

/// How a setting is changed in the console.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SettingKind {
    Switch,
    Number {
        least: u64,
        most: u64,
    },
    /// One of the plans, by its key.
    Plan,
    Email,
    /// Tags of languages with commas between them.
    Languages,
    /// The tag of one.
    Language,
    /// The name of one in the IANA time zone database.
    TimeZone,
    /// The code of one.
    Currency,
}

/// One setting. Values are written as in the file, passwords masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownSetting {
    pub key: String,
    pub value: String,
    pub default: String,
    pub source: SettingSource,
    pub variable: String,
    /// In English, as in the file; the console says it in the reader's language.
    pub doc: String,
    /// Present for what can be changed while the server runs; all else is read when it starts.
    pub kind: Option<SettingKind>,
    /// As its form shows it.
    pub plain: String,
}

impl ShownSetting {
    pub fn section(&self) -> &str {
        self.key.split_once('.').map_or(self.key.as_str(), |(section, _)| section)
    }

    /// The environment counts over the console.
    pub fn is_locked(&self) -> bool {
        matches!(self.source, SettingSource::Environment(_))
    }
}
