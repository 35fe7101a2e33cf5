//! Placements and servers, as the interface and the command line name them.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Where a tenant's data lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Placement {
    /// A file of its own.
    Sqlite,
    /// A database of its own on the deployment's own PostgreSQL server, or on a registered one that is named.
    PostgresDatabase,
    /// A schema of its own in a database that it shares with others.
    PostgresSchema,
    /// A database of its own on a registered PostgreSQL server.
    PostgresServer,
}

impl Placement {
    pub const ALL: [Self; 4] = [Self::Sqlite, Self::PostgresDatabase, Self::PostgresSchema, Self::PostgresServer];

    /// Its name in settings, in the database and on the command line.
    pub fn key(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::PostgresDatabase => "postgres-database",
            Self::PostgresSchema => "postgres-schema",
            Self::PostgresServer => "postgres-server",
        }
    }
}

impl FromStr for Placement {
    type Err = ();

    fn from_str(key: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|placement| placement.key() == key).ok_or(())
    }
}

impl fmt::Display for Placement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ServerState {
    Active,
    /// It keeps the tenants that it has and gets no new ones.
    Draining,
}

impl ServerState {
    pub const ALL: [Self; 2] = [Self::Active, Self::Draining];

    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Draining => "draining",
        }
    }
}

impl FromStr for ServerState {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|state| state.name() == name).ok_or(())
    }
}

/// A registered server as it is listed. Its address is never shown again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerSummary {
    pub name: String,
    pub region: String,
    pub state: ServerState,
    /// Those that live there now.
    pub tenants: i64,
    /// The most that may.
    pub capacity: i64,
    /// RFC 3339.
    pub created_at: String,
    pub checked_at: Option<String>,
    /// Why the last check failed.
    pub last_error: Option<String>,
    /// As the last check that reached it has seen it: `PostgreSQL 15.18`.
    pub version: Option<String>,
    /// The encryption of the last check's connection; `None` when it had none, or none was ever made.
    pub tls: Option<String>,
}

/// Where the deployment itself keeps organisations' data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// That of the files.
    Directory,
    /// Its own PostgreSQL server.
    Server,
}

impl Place {
    pub fn of(placement: Placement) -> Self {
        if placement == Placement::Sqlite { Self::Directory } else { Self::Server }
    }
}

/// Of a hundred places on a server, or connections to one: with so many taken there is little room left.
pub(crate) const NEARLY_FULL: i64 = 90;

/// A place of the deployment's own, and how full it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnPlace {
    pub place: Place,
    /// Those that live there now.
    pub tenants: i64,
    /// Of their databases, as they were looked at last.
    pub database_bytes: i64,
    /// Bytes of the directory's disk; a server doesn't tell of its own.
    pub disk: Option<Room>,
    /// Connections of all nodes to a server, of the part of it that they may take.
    pub connections: Option<Room>,
}

impl OwnPlace {
    /// Bytes that are free, where that is known.
    pub fn free(&self) -> Option<i64> {
        self.disk.map(|disk| disk.of - disk.used)
    }

    /// The connections to a server of which nearly all that the nodes may have are open.
    pub fn nearly_all_connections(&self) -> Option<Room> {
        self.connections.filter(|room| room.used * 100 >= room.of * NEARLY_FULL)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Room {
    pub used: i64,
    pub of: i64,
}
