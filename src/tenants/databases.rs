//! The names of all databases of a deployment, for who made it only to remove it again: tests and benchmarks.

use crate::{db::Db, error::Result};

/// Those of the copies that upgrades keep, of the tenants, and of those that stand by.
///
/// # Errors
/// When the central database can't be read.
pub async fn databases(central: &Db) -> Result<Vec<String>> {
    let mut reader = central.read().await?;
    let text = "select snapshot from upgrade_task where snapshot_at is not null";
    let mut names = sql!(&mut reader, scalar_all String, text)?;
    // A schema's role can't be removed before its schema, which is in a database that others share.
    let text = "select database_name from tenant where placement <> 'postgres-schema'
                union all select name from standby where placement <> 'postgres-schema'";
    names.extend(sql!(&mut reader, scalar_all String, text)?);
    Ok(names)
}
