//! What there was of an organisation, noted before anything of it is removed: whoever goes on after a crash finds no
//! database to count in any more.

use super::store::Stored;
use crate::{
    db::{Home, PoolSize, Rows, SnapshotName, ToSqlx, Tx, sqlx},
    error::Result,
    ids::TenantId,
    platform::Platform,
};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use std::{collections::BTreeMap, time::Duration};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Found {
    /// Copies of its database that upgrades made.
    pub(super) snapshots: Vec<String>,
    /// The rows of `upgrade_task` that are removed first, so that no upgrade begins on it.
    pub(super) upgrade_tasks: i64,
    /// `None` until they are counted.
    pub(super) counted: Option<Counted>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Counted {
    pub(super) tables: BTreeMap<String, i64>,
    pub(super) unreadable: Option<String>,
    pub(super) traces: Vec<String>,
}

impl Found {
    pub(super) fn snapshots(&self) -> Vec<SnapshotName> {
        self.snapshots.iter().filter_map(|name| SnapshotName::stored(name)).collect()
    }

    /// Takes the upgrades' mention of the organisation away, and remembers the copies that they made.
    pub(super) async fn take_tasks(&mut self, tx: &mut Tx, platform: &Platform, tenant: TenantId) -> Result<()> {
        let text = "select snapshot from upgrade_task where tenant_id = $1";
        self.snapshots.extend(sql!(tx, scalar_all String, text, tenant)?);
        let text = "delete from upgrade_task
                    where tenant_id = $1 and not (state in ('running', 'restoring') and lease_until > $2)";
        let removed = sql!(tx, execute text, tenant, platform.clock.now().to_sqlx())?;
        self.upgrade_tasks += i64::try_from(removed).unwrap_or_default();
        Ok(())
    }

    pub(super) async fn keep(&self, tx: &mut Tx, tenant: TenantId) -> Result<()> {
        sql!(tx, execute "update deletion set found = $1 where tenant_id = $2", Json(self), tenant)?;
        Ok(())
    }
}

/// Counts the rows of each table, and what there is on the disk or the server. A database that can't be read is removed
/// all the same; that it couldn't be counted is part of the proof.
pub(super) async fn count(platform: &Platform, stored: &Stored, found: &Found) -> Result<Counted> {
    let Some(home) = &stored.home else { return Ok(Counted::default()) };
    let traces = platform.lifecycle.traces(home, &found.snapshots()).await?;
    let (tables, unreadable) = match rows(platform, home).await {
        Ok(tables) => (tables, None),
        Err(error) => (BTreeMap::new(), Some(error.with_causes())),
    };
    Ok(Counted { tables, unreadable, traces })
}

async fn rows(platform: &Platform, home: &Home) -> Result<BTreeMap<String, i64>> {
    let db = platform.lifecycle.open(home, PoolSize { most: 1, wait: Duration::from_secs(30) }).await?;
    let counted = async {
        let mut view = db.view().await?;
        let mut tables = BTreeMap::new();
        for table in platform.lifecycle.tables_of_tenant(&mut view).await? {
            tables.insert(table.name().to_owned(), table.count(&mut view, Rows::All).await?);
        }
        Ok(tables)
    };
    let counted = counted.await;
    db.close().await;
    counted
}
