//! What the interface knows of organisations that are going or gone.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// An organisation that was deleted and is still there. Moments are RFC 3339.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deletion {
    pub requested_at: String,
    /// Its data goes then; until then it can be restored.
    pub gone_at: String,
    pub requested_by: String,
    pub reason: Option<String>,
    /// `None` when no export is wanted.
    pub export: Option<FinalExport>,
    /// Its data is being removed: there is no way back.
    pub is_being_erased: bool,
    /// The last try to export or to remove it failed, and will be made again.
    pub has_failed: bool,
}

/// The file with all of its data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FinalExport {
    /// On the server.
    pub path: String,
    /// `None` until it is written.
    pub written: Option<WrittenExport>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenExport {
    pub at: String,
    pub bytes: i64,
    pub sha256: String,
}

/// The proof that an organisation was removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasure {
    pub tenant_id: String,
    pub slug: String,
    pub name: String,
    pub requested_at: String,
    pub requested_by: String,
    pub reason: Option<String>,
    pub erased_at: String,
    pub erased_by: String,
    /// SHA-256 of the name of its database.
    pub database_sha256: String,
    pub removed: Removed,
}

/// What was removed of an organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// The tables of its own database, each with its rows.
    pub tables: BTreeMap<String, i64>,
    /// Why they could not be counted.
    pub unreadable: Option<String>,
    /// The tables of the central database, each with the rows that were the organisation's.
    pub central: BTreeMap<String, i64>,
    /// Accounts of people who belonged to no other organisation.
    pub people: i64,
    /// Files, or databases and roles of the server.
    pub traces: Vec<String>,
    pub export: Option<FinalExport>,
}
