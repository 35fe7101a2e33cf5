//! The table of modules: what an organisation can enable. Adding one is a row here and its folders.

use serde::{Deserialize, Serialize};
use std::str::FromStr;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Module {
    Loans,
}

impl Module {
    pub const ALL: [Self; 1] = [Self::Loans];

    /// The name in the database, in the folders and in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Loans => "loans",
        }
    }

    /// Its tables, in an order in which they can be filled; export and erasure follow it.
    pub fn tables(self) -> &'static [&'static str] {
        match self {
            Self::Loans => &["borrower", "loan", "guarantor", "repayment", "loan_event"],
        }
    }
}

impl FromStr for Module {
    type Err = ();

    fn from_str(key: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|module| module.key() == key).ok_or(())
    }
}
