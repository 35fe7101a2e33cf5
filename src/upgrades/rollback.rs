//! Back to the snapshot that was taken before the upgrade. What was written since is lost, which is why somebody has to
//! ask for it by name.

use super::{
    Event, Observer, Pace, Quarantined, Step,
    claim::Worker,
    record::{changes, record},
    restorable::{self, Restorable, Task, Which, restorable},
};
use crate::{
    audit,
    context::Author,
    db::{Condition, Home, RestoreStep, ToSqlx, Tx},
    error::{Error, Result},
    ids::{TenantId, UpgradeRunId},
    jobs::{self, Ended, JobKind},
    modules::Module,
    platform::Platform,
    tenants,
};
use futures::{StreamExt, stream};
use serde::Serialize;
use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// What came of it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Rollback {
    pub restored: Vec<String>,
    /// They are as they were and open, or, when they couldn't be read after the exchange, closed until it is resumed.
    pub failed: Vec<Quarantined>,
}

/// Takes them back, side by side. One that fails stays as it is and doesn't keep the others. A run that still goes on
/// halts, or it would migrate further organisations meanwhile.
pub async fn rollback(
    platform: &Arc<Platform>,
    which: &Which,
    pace: Pace,
    author: &Author,
    observer: &Observer,
) -> Result<Rollback> {
    let all = restorable(platform, which).await?;
    if let Some(first) = all.first() {
        note_order(platform, which, &all, first, author).await?;
        if let Which::Run(_) = which {
            halt(platform, first.task.run).await?;
        }
    }
    take_back(platform, all, pace, observer).await
}

async fn note_order(
    platform: &Platform,
    which: &Which,
    all: &[Restorable],
    first: &Restorable,
    author: &Author,
) -> Result<()> {
    match which {
        Which::Tenant(slug) => {
            let tenant = Some(first.task.tenant);
            audit::record_alone(platform, "tenant-rollback-ordered", tenant, author, slug).await
        }
        Which::Run(_) => {
            let detail = format!("{}: {} organisations", first.task.run, all.len());
            audit::record_alone(platform, "run-rollback-ordered", None, author, &detail).await
        }
    }
}

/// Finishes what a process that died was taking back.
pub(super) async fn finish_abandoned(platform: &Arc<Platform>, pace: Pace, observer: &Observer) -> Result<()> {
    let all = restorable::begun(platform).await?;
    let done = take_back(platform, all, pace, observer).await?;
    for failed in done.failed {
        tracing::warn!(slug = failed.slug, error = failed.error, "an abandoned rollback could not be finished");
    }
    Ok(())
}

async fn take_back(
    platform: &Arc<Platform>,
    all: Vec<Restorable>,
    pace: Pace,
    observer: &Observer,
) -> Result<Rollback> {
    let worker = Worker::new(platform, pace);
    let runs: BTreeSet<UpgradeRunId> = all.iter().map(|each| each.task.run).collect();
    let _keeping: Vec<_> = runs.into_iter().map(|run| worker.keep(platform, run)).collect();
    let each = |restorable: Restorable| async {
        let done = one(platform, &worker, &restorable, observer).await;
        if let Err(error) = &done {
            note_failure(platform, &restorable.task, &error.with_causes()).await;
        }
        (restorable.slug, done)
    };
    let mut rollback = Rollback::default();
    let mut done = stream::iter(all).map(each).buffer_unordered(pace.at_once.max(1));
    while let Some((slug, done)) = done.next().await {
        match done {
            Ok(true) => rollback.restored.push(slug),
            Ok(false) => rollback.failed.push(Quarantined { slug, error: "another process works on it".into() }),
            Err(error) => rollback.failed.push(Quarantined { slug, error: error.with_causes() }),
        }
    }
    rollback.restored.sort();
    rollback.failed.sort_by(|a, b| a.slug.cmp(&b.slug));
    Ok(rollback)
}

/// The run tells of it until somebody tries again.
async fn note_failure(platform: &Platform, task: &Task, error: &str) {
    let noted = async {
        let mut tx = platform.central.begin().await?;
        let text = "update upgrade_task set error = $1
                    where run_id = $2 and tenant_id = $3 and state in ('done', 'restoring')";
        sql!(&mut tx, execute text, error, task.run, task.tenant)?;
        Ok::<(), Error>(tx.commit().await?)
    };
    if let Err(unnoted) = noted.await {
        tracing::warn!(error = %unnoted.with_causes(), "why an organisation could not be taken back isn't recorded");
    }
}

/// `false` when another process has it.
async fn one(platform: &Platform, worker: &Worker, restorable: &Restorable, observer: &Observer) -> Result<bool> {
    let task = &restorable.task;
    if !take(platform, worker, task).await? {
        return Ok(false);
    }
    let taken = taken_back(platform, worker, restorable, observer);
    jobs::run(platform, JobKind::Upgrade, &[task.tenant], taken, Ended::of).await.map(|()| true)
}

async fn taken_back(platform: &Platform, worker: &Worker, restorable: &Restorable, observer: &Observer) -> Result<()> {
    let Restorable { slug, task, .. } = restorable;
    platform.directory.forget();
    platform.fleet.close(task.tenant).await;
    let is_exchanged = AtomicBool::new(false);
    let reached = |step| {
        is_exchanged.fetch_or(step == RestoreStep::Swapped, Ordering::Relaxed);
        observer(Event::Reached { slug, step: step_of(step) });
    };
    let restored = restore(platform, worker.pace, task, reached).await;
    if restored.is_err() && is_exchanged.load(Ordering::Relaxed) {
        // What the central database knows of it isn't so any more: it stays closed until somebody resumes.
        return restored.map(drop);
    }
    give_back(platform, task, restored.as_ref().ok()).await?;
    platform.directory.forget();
    platform.brands.forget_all();
    restored.map(drop)
}

fn step_of(step: RestoreStep) -> Step {
    match step {
        RestoreStep::Shut => Step::Shut,
        RestoreStep::Swapped => Step::Swapped,
        RestoreStep::Opened => Step::Opened,
    }
}

/// Takes the lease, and puts the organisation into maintenance: serving processes close its database.
async fn take(platform: &Platform, worker: &Worker, task: &Task) -> Result<bool> {
    let now = platform.clock.now();
    let until = (now + worker.pace.lease).to_sqlx();
    let mut tx = platform.central.begin().await?;
    let fresh = sql!(
        &mut tx,
        execute "update upgrade_task set state = 'restoring', lease_owner = $1, lease_until = $2, error = null,
                        status_before = (select status from tenant where id = $3),
                        reason_before = (select status_reason from tenant where id = $3)
                 where run_id = $4 and tenant_id = $3 and state = 'done'
                   and not exists (select 1 from upgrade_task where tenant_id = $3 and state = 'running')
                   and not exists (select 1 from tenant_move where tenant_id = $3 and state in ('copying', 'switching'))",
        &worker.owner,
        until,
        task.tenant,
        task.run
    )?;
    let abandoned = sql!(
        &mut tx,
        execute "update upgrade_task set lease_owner = $1, lease_until = $2, error = null
                 where run_id = $3 and tenant_id = $4 and state = 'restoring' and lease_until < $5",
        &worker.owner,
        until,
        task.run,
        task.tenant,
        now.to_sqlx()
    )?;
    let text = "update tenant set status = 'maintenance', status_reason = null where id = $1";
    sql!(&mut tx, execute text, task.tenant)?;
    if fresh + abandoned == 0 {
        return Ok(false);
    }
    platform.directory.changed(&mut tx).await?;
    tx.commit().await?;
    Ok(true)
}

/// Exchanges the database, and says what was read back from it.
async fn restore(platform: &Platform, pace: Pace, task: &Task, reached: impl Fn(RestoreStep)) -> Result<Condition> {
    let (home, modules) = home_of(platform, task.tenant).await?;
    platform.lifecycle.restore(&home, &task.snapshot, pace.patience, reached).await?;
    Ok(platform.lifecycle.inspect(&home, &modules).await?)
}

async fn home_of(platform: &Platform, tenant: TenantId) -> Result<(Home, Vec<Module>)> {
    let mut reader = platform.central.read().await?;
    let slug = sql!(&mut reader, scalar String, "select slug from tenant where id = $1", tenant)?;
    drop(reader);
    let tenant = tenants::find(platform, &slug).await?.ok_or_else(Error::not_found)?;
    Ok((tenant.home.clone(), tenant.installed.clone()))
}

/// Opens the organisation as it was open before. One that was taken back is left out of runs, or the next would migrate
/// it again. What its tables are now is recorded, and told of, in the same transaction.
async fn give_back(platform: &Platform, task: &Task, restored: Option<&Condition>) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    sql!(
        &mut tx,
        execute "update tenant
                 set status = (select status_before from upgrade_task where run_id = $1 and tenant_id = $2),
                     status_reason = (select reason_before from upgrade_task where run_id = $1 and tenant_id = $2)
                 where id = $2",
        task.run,
        task.tenant
    )?;
    if let Some(condition) = restored {
        let changed = changes(&mut tx, task.tenant, condition).await?;
        record(&mut tx, task.tenant, condition).await?;
        quarantine(&mut tx, platform, task.tenant).await?;
        let console = platform.config.server.public_url.subdomain("console");
        audit::record_in(&mut tx, platform, "tenant-rolled-back", Some(task.tenant), None, &console, &changed).await?;
    }
    let text = "update upgrade_task set state = $1, lease_owner = null, lease_until = null where run_id = $2 and tenant_id = $3";
    sql!(&mut tx, execute text, if restored.is_some() { "restored" } else { "done" }, task.run, task.tenant)?;
    platform.directory.changed(&mut tx).await?;
    Ok(tx.commit().await?)
}

async fn quarantine(tx: &mut Tx, platform: &Platform, tenant: TenantId) -> Result<()> {
    let text = "update tenant set quarantined_at = $1, quarantine_error = $2 where id = $3";
    sql!(tx, execute text, platform.clock.now().to_sqlx(), "taken back to its snapshot by an operator", tenant)?;
    Ok(())
}

async fn halt(platform: &Platform, run: UpgradeRunId) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    let text = "update upgrade_run set state = 'halted', halt_reason = 'taken back by an operator'
                where id = $1 and state = 'running'";
    sql!(&mut tx, execute text, run)?;
    Ok(tx.commit().await?)
}
