//! What a tenant's database is, and why it isn't what it should be.

use super::{Connection, DbError, Schema, Shape, joined, transfer::BARRIER};
use crate::{modules::Module, sql};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// What a tenant's database is now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    pub shape: Shape,
    /// The newest migration of each set that it got.
    pub versions: BTreeMap<String, i64>,
}

#[derive(Debug)]
pub enum UpgradeError {
    Database(DbError),
    /// What came out isn't a clean install; nothing was kept of it.
    Differs(Vec<String>),
}

impl Condition {
    /// Reads it back from the engine.
    pub(super) async fn read(on: &mut impl Connection, modules: &[Module]) -> Result<Self, DbError> {
        let (shape, records) = Shape::read(on).await?;
        let mut versions = BTreeMap::new();
        for schema in Schema::of_tenant(modules).filter(|schema| records.contains(schema.record())) {
            let text = joined(&["select cast(coalesce(max(version), 0) as bigint) from", schema.record()]);
            versions.insert(schema.key().to_owned(), sql!(on, scalar i64, text)?);
        }
        Ok(Self { shape, versions })
    }

    /// Whether a move lets nobody write to it, or did when it was copied.
    pub(crate) fn is_barred(&self) -> bool {
        self.shape.has_named(BARRIER)
    }

    /// Whether the tables are those of a clean install.
    pub(super) fn compare(&self, clean: &Self) -> Result<(), UpgradeError> {
        let differences = self.shape.differences(&clean.shape);
        if differences.is_empty() { Ok(()) } else { Err(UpgradeError::Differs(differences)) }
    }
}

impl UpgradeError {
    /// Another try may go well.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Database(error) if error.is_passing())
    }
}

impl From<DbError> for UpgradeError {
    fn from(error: DbError) -> Self {
        Self::Database(error)
    }
}

impl From<sqlx::Error> for UpgradeError {
    fn from(error: sqlx::Error) -> Self {
        Self::Database(error.into())
    }
}

impl fmt::Display for UpgradeError {
    /// One line with all that stands behind it: it is kept beside the tenant.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database(error) => error.cause().fmt(f),
            Self::Differs(differences) => write!(f, "not a clean install: {}", shortened(differences)),
        }
    }
}

impl std::error::Error for UpgradeError {}

/// The first few of them: a database of something else differs in everything.
fn shortened(differences: &[String]) -> String {
    const SHOWN: usize = 5;
    let shown = differences.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("; ");
    let more = differences.len().saturating_sub(SHOWN);
    if more == 0 { shown } else { format!("{shown}; and {more} more") }
}
