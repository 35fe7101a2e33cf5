//! Who works on which organisation: a lease for each, taken by one conditional update and renewed while the work goes
//! on. Two processes never have the same.

use super::{Pace, Stage};
use crate::{
    db::{Home, HomeRow, SnapshotName, ToSqlx, sqlx},
    error::Result,
    ids::{TenantId, UpgradeRunId},
    modules::Module,
    platform::Platform,
};
use std::{sync::Arc, time::Duration};

/// One organisation that is this process's to work on.
#[derive(Clone, Debug)]
pub(super) struct Claimed {
    pub tenant: TenantId,
    pub slug: String,
    pub home: Home,
    pub modules: Vec<Module>,
    pub snapshot: SnapshotName,
}

/// Whoever works at a run, by a name that is made for it.
#[derive(Clone, Debug)]
pub(super) struct Worker {
    pub owner: String,
    pub pace: Pace,
}

impl Worker {
    pub(super) fn new(platform: &Platform, pace: Pace) -> Self {
        Self { owner: platform.random.uuid(platform.clock.now()).to_string(), pace }
    }

    /// Takes the next few of a stage. Who was visited goes first, once the canaries are through; what somebody left whose
    /// lease ran out is taken over.
    pub(super) async fn claim(&self, platform: &Platform, run: UpgradeRunId, stage: Stage) -> Result<Vec<Claimed>> {
        let text = if stage == Stage::Rehearsal { REHEARSALS } else { TASKS };
        let now = platform.clock.now();
        let mut tx = platform.central.begin().await?;
        sql!(
            &mut tx,
            execute text,
            &self.owner,
            (now + self.pace.lease).to_sqlx(),
            run,
            now.to_sqlx(),
            self.batch(),
            stage.number()
        )?;
        let rows = sql!(
            &mut tx,
            fetch_all Row,
            "select t.id, t.slug, t.placement, t.server_id, t.database_name, k.snapshot, m.module from upgrade_task k
             join tenant t on t.id = k.tenant_id left join tenant_module m on m.tenant_id = t.id
             where k.run_id = $1 and k.lease_owner = $2 and k.state = 'running'
             order by k.visited_at is null, k.visited_at, k.position, m.module",
            run,
            &self.owner
        )?;
        tx.commit().await?;
        Ok(grouped(rows))
    }

    /// A few more than are worked on at once, so that the central database is written to in batches.
    fn batch(&self) -> i64 {
        i64::try_from(self.pace.at_once.max(1) * 4).unwrap_or(i64::MAX)
    }

    /// Renews the leases until what it gives is dropped.
    pub(super) fn keep(&self, platform: &Arc<Platform>, run: UpgradeRunId) -> Keeping {
        let (platform, worker) = (platform.clone(), self.clone());
        let pause = Duration::try_from(self.pace.lease).unwrap_or_default() / 3;
        Keeping(tokio::spawn(async move {
            loop {
                tokio::time::sleep(pause).await;
                if let Err(error) = worker.renew(&platform, run).await {
                    tracing::warn!(error = %error.with_causes(), "the leases of an upgrade could not be renewed");
                }
            }
        }))
    }

    async fn renew(&self, platform: &Platform, run: UpgradeRunId) -> Result<()> {
        let until = (platform.clock.now() + self.pace.lease).to_sqlx();
        let mut tx = platform.central.begin().await?;
        let text = "update upgrade_task set lease_until = $1
                    where run_id = $2 and lease_owner = $3 and state in ('running', 'restoring')";
        sql!(&mut tx, execute text, until, run, &self.owner)?;
        Ok(tx.commit().await?)
    }
}

/// The renewal goes on as long as this is held.
pub(super) struct Keeping(tokio::task::JoinHandle<()>);

impl Drop for Keeping {
    fn drop(&mut self) {
        self.0.abort();
    }
}

const REHEARSALS: &str = "
    update upgrade_task set state = 'running', lease_owner = $1, lease_until = $2, attempts = attempts + 1
    where run_id = $3 and (state = 'waiting' or (state = 'running' and lease_until < $4))
      and tenant_id in (
        select tenant_id from upgrade_task k
        where run_id = $3 and rehearse and rehearsed_at is null and $6 = 0
          and not exists (select 1 from tenant_move m where m.tenant_id = k.tenant_id
                          and m.state in ('copying', 'switching'))
          and (state = 'waiting' or (state = 'running' and lease_until < $4))
        order by position limit $5)";

const TASKS: &str = "
    update upgrade_task set state = 'running', lease_owner = $1, lease_until = $2, attempts = attempts + 1, stage = $6
    where run_id = $3 and (state = 'waiting' or (state = 'running' and lease_until < $4))
      and tenant_id in (
        select tenant_id from upgrade_task k
        where run_id = $3 and (stage = $6 or (visited_at is not null and stage > $6 and $6 > 1))
          and not exists (select 1 from upgrade_task o where o.tenant_id = k.tenant_id and o.state = 'restoring')
          and not exists (select 1 from tenant_move m where m.tenant_id = k.tenant_id and m.state in ('copying', 'switching'))
          and (state = 'waiting' or (state = 'running' and lease_until < $4))
        order by visited_at is null, visited_at, position limit $5)";

#[derive(sqlx::FromRow)]
struct Row {
    id: TenantId,
    slug: String,
    #[sqlx(flatten)]
    home: HomeRow,
    snapshot: String,
    module: Option<String>,
}

/// One row for each module becomes one organisation. Names that nobody generated can't be there; without one there is
/// nothing to open.
fn grouped(rows: Vec<Row>) -> Vec<Claimed> {
    let mut all = Vec::<Claimed>::new();
    for row in rows {
        let module = row.module.as_deref().and_then(|key| key.parse().ok());
        match all.last_mut() {
            Some(last) if last.tenant == row.id => last.modules.extend(module),
            _ => all.extend(row.into_claimed(module)),
        }
    }
    all
}

impl Row {
    fn into_claimed(self, module: Option<Module>) -> Option<Claimed> {
        Some(Claimed {
            tenant: self.id,
            slug: self.slug,
            home: self.home.home()?,
            modules: module.into_iter().collect(),
            snapshot: SnapshotName::stored(&self.snapshot)?,
        })
    }
}
