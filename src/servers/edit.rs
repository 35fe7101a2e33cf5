//! What can be changed of a server beside its address: where it is said to be, and how many may live there.

use super::{
    ServerSummary,
    registry::{capacity, find, label},
};
use crate::{
    audit,
    context::Author,
    error::{Error, Result},
    fault::Problems,
    platform::Platform,
};

/// What somebody wants to change; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServerEdit {
    pub region: Option<String>,
    /// The most organisations that may live there.
    pub capacity: Option<i64>,
}

/// A server before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    pub before: ServerSummary,
    pub after: ServerSummary,
}

impl Edited {
    /// Those who live there beyond what it may hold from then on. They stay; nobody comes until so many and one more have gone.
    pub fn too_many(&self) -> i64 {
        (self.after.tenants - self.after.capacity).max(0)
    }

    /// For the audit: `north: region eu → us, capacity 10 → 20`. `None` when all is as it was.
    fn told(&self) -> Option<String> {
        let (before, after) = (&self.before, &self.after);
        let region = (before.region != after.region).then(|| format!("region {} → {}", before.region, after.region));
        let capacity =
            (before.capacity != after.capacity).then(|| format!("capacity {} → {}", before.capacity, after.capacity));
        let changes: Vec<String> = [region, capacity].into_iter().flatten().collect();
        (!changes.is_empty()).then(|| format!("{}: {}", after.name, changes.join(", ")))
    }
}

/// What [`edit`] would make of it, with nothing changed.
///
/// # Errors
/// `NotFound` for an unknown name, `Invalid` with every field that is wrong.
pub async fn plan_edit(platform: &Platform, name: &str, edit: &ServerEdit) -> Result<Edited> {
    let before = find(platform, name).await?.ok_or_else(Error::not_found)?;
    let mut problems = Problems::default();
    let region = edit.region.as_deref().map_or(Ok(before.region.clone()), label);
    let room = edit.capacity.map_or(Ok(before.capacity), capacity);
    match (problems.take("region", region), problems.take("capacity", room)) {
        (Some(region), Some(capacity)) => {
            Ok(Edited { after: ServerSummary { region, capacity, ..before.clone() }, before })
        }
        _ => Err(problems.finish().err().map_or_else(Error::not_found, Error::from)),
    }
}

/// Changes it. Whoever lives there stays, even when there are more than it may hold from then on.
///
/// # Errors
/// As [`plan_edit`].
pub async fn edit(platform: &Platform, name: &str, edit: &ServerEdit, author: &Author) -> Result<Edited> {
    let edited = plan_edit(platform, name, edit).await?;
    if let Some(detail) = edited.told() {
        let after = &edited.after;
        let mut tx = platform.central.begin().await?;
        let text = "update server set region = $1, capacity = $2 where name = $3";
        sql!(&mut tx, execute text, &after.region, after.capacity, name)?;
        audit::record_by(&mut tx, platform, "server-changed", None, author, &detail).await?;
        tx.commit().await?;
    }
    Ok(edited)
}
