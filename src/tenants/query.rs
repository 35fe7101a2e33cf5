//! What the console's list of organisations is asked for.

use super::{TenantCondition, TenantStatus};
use crate::ids::SavedFilterId;
use serde::{Deserialize, Serialize};

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
    #[serde(default)]
    pub condition: Option<TenantCondition>,
    /// The key of a plan; empty for all.
    #[serde(default)]
    pub plan: String,
    /// A placement by its key, `@` and the name of a registered server, or both; empty for all.
    #[serde(default)]
    pub place: String,
    pub order: TenantOrder,
    /// The cursor that the page before gave.
    pub after: Option<String>,
}

impl TenantQuery {
    /// Those who live on a registered server.
    pub fn on_server(name: &str) -> Self {
        Self { place: format!("@{name}"), ..Self::default() }
    }

    /// The placement and the server that are asked for; empty for any.
    pub fn placement_and_server(&self) -> (&str, &str) {
        self.place.split_once('@').unwrap_or((&self.place, ""))
    }
}

/// A page of a list, and the cursors of its neighbours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    pub rows: Vec<T>,
    pub next: Option<String>,
}

/// A filter of the console's list that an operator keeps; `query` is the list's address without its path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedFilter {
    pub id: SavedFilterId,
    pub name: String,
    pub query: String,
}
