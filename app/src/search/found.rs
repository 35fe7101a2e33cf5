//! What a search finds, worded for its reader: whoever shows it needs to know nothing of loans or members.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Those that found anything.
    pub groups: Vec<Group>,
    /// How many there are, or that there is nothing.
    pub summary: String,
    /// What one can search for here.
    pub hint: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    pub label: String,
    /// The path of the sign before each.
    pub sign: String,
    pub hits: Vec<Hit>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    pub title: String,
    pub detail: String,
    /// A path of this host.
    pub href: String,
}
