//! What the interface knows of an organisation.

use super::Page;
use crate::{
    access::Role,
    brand::BrandTokens,
    deletions::Deletion,
    ids::NoteId,
    locale::Locale,
    modules::Module,
    money::Currency,
    overview::{Concern, Detail},
    plans::PlanName,
};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TenantStatus {
    Provisioning,
    Active,
    Suspended,
    Maintenance,
}

impl TenantStatus {
    pub const ALL: [Self; 4] = [Self::Provisioning, Self::Active, Self::Suspended, Self::Maintenance];

    pub fn name(self) -> &'static str {
        match self {
            Self::Provisioning => "provisioning",
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Maintenance => "maintenance",
        }
    }
}

impl FromStr for TenantStatus {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|status| status.name() == name).ok_or(())
    }
}

/// What the organisation's own people may know of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenantProfile {
    pub slug: String,
    pub name: String,
    pub locale: Locale,
    pub time_zone: String,
    pub currency: Currency,
    pub modules: Vec<Module>,
}

/// A row of the console's list. Times are RFC 3339 in UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenantSummary {
    pub slug: String,
    pub name: String,
    pub status: TenantStatus,
    pub plan: String,
    pub plan_name: PlanName,
    pub placement: String,
    pub database_bytes: i64,
    pub created_at: String,
    pub last_active_at: Option<String>,
    /// It was deleted, and its data goes then.
    pub gone_at: Option<String>,
    pub status_reason: Option<String>,
    /// The version of the core tables, when it was ever read back.
    pub version: Option<i64>,
    /// One of its sets of tables isn't at the newest version.
    pub is_behind: bool,
    /// Why runs leave it out.
    pub quarantine: Option<String>,
    /// Its tables weren't those of a clean install when they were last read back.
    pub has_drifted: bool,
    /// Its database can't be opened by the process that answers.
    pub is_unreachable: bool,
    pub members: i64,
    /// Connections to its database from the process that answers.
    pub connections: i64,
    /// As they were last counted; `None` when they never were.
    pub active_loans: Option<i64>,
    /// Of this month, counted alike.
    pub transactions: Option<i64>,
    pub troubles: Troubles,
}

impl TenantSummary {
    /// What is the matter with it, the gravest first.
    pub fn health(&self) -> Health {
        match self.status {
            _ if self.gone_at.is_some() => Health::Deleted,
            TenantStatus::Provisioning => Health::Provisioning,
            TenantStatus::Maintenance => Health::Maintenance,
            TenantStatus::Suspended => Health::Suspended,
            TenantStatus::Active if self.is_unreachable => Health::Unreachable,
            TenantStatus::Active => self.health_of_open(),
        }
    }

    /// In the order of the overview.
    fn health_of_open(&self) -> Health {
        let noted = self.troubles.noted.as_ref().map(|noted| (noted.concern, Health::Troubled(noted.concern)));
        let quarantined = self.quarantine.as_ref().map(|_| (Concern::Quarantined, Health::Quarantined));
        let drifted = self.has_drifted.then_some((Concern::Drifted, Health::Drifted));
        let gravest = [noted, quarantined, drifted].into_iter().flatten().min_by_key(|(concern, _)| *concern);
        match gravest {
            Some((_, health)) => health,
            None if self.is_behind => Health::Behind,
            None => Health::Well,
        }
    }

    /// In the words of whoever closed it, or of what failed.
    pub fn reason(&self) -> Option<&str> {
        match self.health() {
            Health::Suspended | Health::Maintenance => {
                self.status_reason.as_deref().filter(|reason| !reason.is_empty())
            }
            Health::Quarantined => self.quarantine.as_deref(),
            Health::Troubled(_) => match &self.troubles.noted.as_ref()?.detail {
                Detail::Reason(reason) | Detail::Job { reason, .. } => Some(reason),
                _ => None,
            },
            Health::Deleted
            | Health::Provisioning
            | Health::Unreachable
            | Health::Drifted
            | Health::Behind
            | Health::Well => None,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    Well,
    Provisioning,
    Suspended,
    Maintenance,
    /// Closed, and its data goes when the grace is over.
    Deleted,
    /// Its people are told to come again in a moment.
    Unreachable,
    /// An upgrade failed, or somebody took it back: it is open, on older tables, and runs leave it out.
    Quarantined,
    /// Its tables aren't those of a clean install.
    Drifted,
    /// Something that the overview tells of.
    Troubled(Concern),
    /// The next run brings it to the newest version.
    Behind,
}

/// What is known of an organisation beside its status.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Troubles {
    /// The gravest of what the overview tells of.
    pub noted: Option<Noted>,
    /// Since when its tables are known to differ.
    pub drifted_at: Option<String>,
    /// Its tables were never read back.
    pub is_unread: bool,
    /// The first of its sets of tables that isn't at the newest version.
    pub lag: Option<Lag>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    pub concern: Concern,
    pub detail: Detail,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lag {
    pub set: String,
    pub version: i64,
    pub head: i64,
}

/// What the list can be asked for beside the status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TenantCondition {
    Deleted,
    Quarantined,
    Behind,
    /// Of a limit of its plan little is left.
    NearLimit,
}

impl TenantCondition {
    pub const ALL: [Self; 4] = [Self::Deleted, Self::Quarantined, Self::Behind, Self::NearLimit];

    pub fn key(self) -> &'static str {
        match self {
            Self::Deleted => "deleted",
            Self::Quarantined => "quarantined",
            Self::Behind => "behind",
            Self::NearLimit => "near-limit",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|condition| condition.key() == key)
    }
}

/// One organisation as the console shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenantDetail {
    pub summary: TenantSummary,
    /// Since when nobody can delete it.
    pub locked_at: Option<String>,
    pub deletion: Option<Deletion>,
    pub locale: Locale,
    pub time_zone: String,
    pub currency: Currency,
    pub modules: Vec<Module>,
    /// Modules that are turned off, with their data.
    pub disabled: Vec<Module>,
    /// As it is published.
    pub brand: BrandTokens,
    /// Hosts that lead here, the main one first.
    pub hosts: Vec<String>,
    /// The registered server that it lives on; `None` in the deployment's own place.
    pub server: Option<String>,
    /// The address of its front door, with scheme and port.
    pub url: String,
}

/// Where an organisation's people come in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrontDoor {
    pub name: String,
    pub host: String,
    /// With scheme and port.
    pub url: String,
}

/// A new organisation as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewTenant {
    pub name: String,
    pub slug: String,
    pub admin_name: String,
    pub admin_email: String,
    pub locale: Locale,
    /// By its name in the IANA time zone database. Empty stands for the deployment's default.
    pub time_zone: String,
    /// By its code. Empty stands for the deployment's default.
    pub currency: String,
    pub modules: Vec<Module>,
}

/// What an operator wrote down about an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenantNote {
    pub id: NoteId,
    pub author: String,
    /// Whether the reader wrote it, and may delete it.
    pub is_own: bool,
    pub content: String,
    pub at: String,
}

/// A member as operators see them. Times are RFC 3339 in UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenantPerson {
    pub name: String,
    pub email: String,
    pub role: Role,
    pub since: String,
    pub expires_at: Option<String>,
    pub last_seen_at: Option<String>,
}

/// Somebody who is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenantSession {
    /// Names it without opening it.
    pub key: String,
    pub name: String,
    pub email: String,
    pub began_at: String,
    pub last_seen_at: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenantPeople {
    pub members: Page<TenantPerson>,
    pub sessions: Page<TenantSession>,
}
