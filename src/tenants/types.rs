//! What the interface knows of an organisation.

use crate::{deletions::Deletion, locale::Locale, modules::Module, money::Currency};
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
    pub placement: String,
    pub database_bytes: i64,
    pub created_at: String,
    pub last_active_at: Option<String>,
    /// It was deleted, and its data goes then.
    pub gone_at: Option<String>,
}

/// One organisation as the console shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenantDetail {
    pub summary: TenantSummary,
    pub status_reason: Option<String>,
    /// Since when nobody can delete it.
    pub locked_at: Option<String>,
    pub deletion: Option<Deletion>,
    pub locale: Locale,
    pub time_zone: String,
    pub currency: Currency,
    pub modules: Vec<Module>,
    /// Hosts that lead here, the main one first.
    pub hosts: Vec<String>,
    pub members: i64,
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

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TenantOrder {
    #[default]
    Name,
    Newest,
    LastActive,
    Largest,
}

impl TenantOrder {
    pub const ALL: [Self; 4] = [Self::Name, Self::Newest, Self::LastActive, Self::Largest];

    pub fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Newest => "newest",
            Self::LastActive => "last-active",
            Self::Largest => "largest",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.key() == key)
    }
}

/// The console's list as its address names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenantQuery {
    pub search: String,
    pub status: Option<TenantStatus>,
    pub order: TenantOrder,
    /// The cursor that the page before gave.
    pub after: Option<String>,
}

/// A page of a list, and the cursors of its neighbours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    pub rows: Vec<T>,
    pub next: Option<String>,
}

/// A new organisation as a form sends it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewTenant {
    pub name: String,
    pub slug: String,
    pub admin_name: String,
    pub admin_email: String,
    pub locale: Locale,
    pub modules: Vec<Module>,
}
