//! The move itself. Until the switch nothing of it counts: whatever goes wrong, the organisation is where it was.

use super::{
    Event, Observer, Outcome, Pace, Step, attend,
    begin::Begun,
    lease::{self, Keeping},
    store,
};
use crate::{
    audit,
    context::Author,
    db::{Condition, Pass, ToSqlx, Transfer, Tx},
    error::{Error, Result},
    fleet::nodes,
    jobs::{self, Ended, JobKind},
    platform::Platform,
    upgrades,
};
use std::{
    io,
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};

/// So many changes are left for the moment in which nobody may write.
const FEW: u64 = 500;
/// Who writes more than can be followed is made to wait in the end.
const PASSES: usize = 5;
/// Changes that were let in right before others are held may end for so long.
const UNDER_WAY: Duration = Duration::from_millis(100);
/// Whoever is in the middle of something long is waited for so often; in between all may write.
const TRIES: u32 = 8;
const BETWEEN_TRIES: Duration = Duration::from_millis(200);

pub(super) async fn carry_out(
    platform: &Arc<Platform>,
    begun: Begun,
    author: &Author,
    pace: Pace,
    observer: &Observer,
) -> Result<Outcome> {
    let tenant = begun.tenant;
    let carried = carry(platform, begun, author, pace, observer);
    jobs::run(platform, JobKind::Move, &[tenant], carried, |done| match done {
        Ok(Outcome::Undone(undone)) => Ended::Failed(undone.error.clone().unwrap_or_default()),
        done => Ended::of(done),
    })
    .await
}

async fn carry(
    platform: &Arc<Platform>,
    begun: Begun,
    author: &Author,
    pace: Pace,
    observer: &Observer,
) -> Result<Outcome> {
    let keeping = Keeping::start(platform, &begun, pace);
    let work = Work { platform, begun: &begun, author, pace, observer, keeping: &keeping };
    let done = work.run().await;
    if let Err(error) = &done
        && lease::still_has(platform, &begun, pace).await?
    {
        attend::take_back(platform, begun.id, &begun.owner, author, &error.with_causes()).await?;
        return Ok(Outcome::Undone(store::one(platform, begun.id).await?));
    }
    done?;
    observer(Event::Reached(Step::Switched));
    drop(keeping);
    platform.fleet.leave(begun.tenant);
    // What isn't done now is done by whoever serves.
    if let Err(error) = attend::clear_up(platform, begun.id, pace).await {
        tracing::warn!(error = %error.with_causes(), slug = begun.slug, "what a move left could not be removed yet");
    }
    Ok(Outcome::Moved(store::one(platform, begun.id).await?))
}

pub(super) struct Work<'w> {
    pub(super) platform: &'w Arc<Platform>,
    pub(super) begun: &'w Begun,
    pub(super) author: &'w Author,
    pace: Pace,
    observer: &'w Observer,
    pub(super) keeping: &'w Keeping,
}

impl Work<'_> {
    async fn run(&self) -> Result<()> {
        let Begun { from, to, modules, backup, .. } = self.begun;
        // An upgrade that was being claimed as the move was recorded is seen now; upgrades that come later leave it out.
        if store::is_upgrading(self.platform, self.begun.tenant).await? {
            return Err(failed("an upgrade works on it"));
        }
        self.reached(Step::Recorded);
        if let Some(backup) = backup {
            return self.bring_back(backup).await;
        }
        let lifecycle = &self.platform.lifecycle;
        lifecycle.create(to, modules).await?;
        self.reached(Step::Created);
        let transfer = lifecycle.transfer(from, to, modules).await.map_err(Error::internal)?;
        let done = self.with(&transfer).await;
        transfer.close().await;
        done
    }

    async fn with(&self, transfer: &Transfer) -> Result<()> {
        self.follow(transfer).await?;
        if self.announce().await? {
            transfer.pass(|_| {}).await?;
        }
        let read_only = self.bar(transfer).await?;
        let pass = transfer.pass(|_| {}).await?;
        self.reached(Step::Synchronised);
        let condition = transfer.verify(&pass).await.map_err(Error::internal)?;
        self.reached(Step::Verified);
        self.switch(&pass, &condition, &read_only).await
    }

    /// Copies everything, then what was changed meanwhile, until little is.
    async fn follow(&self, transfer: &Transfer) -> Result<()> {
        let mut pass = self.copy_all(transfer).await?;
        for _ in 1..PASSES {
            pass = transfer.pass(|_| {}).await?;
            if pass.written < FEW {
                break;
            }
        }
        self.keeping.copied.store(pass.rows, Ordering::Relaxed);
        self.reached(Step::CaughtUp);
        Ok(())
    }

    pub(super) async fn copy_all(&self, transfer: &Transfer) -> Result<Pass> {
        let of = transfer.count().await?;
        store::note_rows(self.platform, self.begun.id, of).await?;
        let progress = |rows| {
            self.keeping.copied.store(rows, Ordering::Relaxed);
            (self.observer)(Event::Copying { rows, of });
        };
        let pass = transfer.pass(progress).await?;
        self.reached(Step::Copied);
        Ok(pass)
    }

    /// Tells every serving process that changes are to be held back soon: from now on it asks before each. Gives whether
    /// others had to be waited for.
    pub(super) async fn announce(&self) -> Result<bool> {
        let now = self.platform.clock.now().to_sqlx();
        let mut tx = self.platform.central.begin().await?;
        let text = "update tenant_move set announced_at = $1 where id = $2 and lease_owner = $3 and state = 'copying'";
        let announced = sql!(&mut tx, execute text, now, self.begun.id, &self.begun.owner)?;
        self.noted(tx, announced).await?;
        let are_others = nodes::are_others(self.platform).await?;
        if are_others {
            tokio::time::sleep(self.pace.hearing).await;
        }
        self.reached(Step::Announced);
        Ok(are_others)
    }

    /// Has changes held back, so that nobody is refused while nobody may write, and then refused by the database itself.
    pub(super) async fn bar(&self, transfer: &Transfer) -> Result<ReadOnly> {
        let mut read_only = ReadOnly { before: Duration::ZERO, since: self.hold().await? };
        for _ in 1..TRIES {
            match transfer.bar().await {
                Err(error) if error.is_passing() => {
                    self.let_through().await?;
                    read_only.before += read_only.since.elapsed();
                    tokio::time::sleep(BETWEEN_TRIES).await;
                    read_only.since = self.hold().await?;
                }
                barred => {
                    barred?;
                    self.reached(Step::Barred);
                    return Ok(read_only);
                }
            }
        }
        transfer.bar().await?;
        self.reached(Step::Barred);
        Ok(read_only)
    }

    pub(super) async fn hold(&self) -> Result<Instant> {
        let since = Instant::now();
        let mut tx = self.platform.central.begin().await?;
        let text =
            "update tenant_move set state = 'switching' where id = $1 and lease_owner = $2 and state = 'copying'";
        let held = sql!(&mut tx, execute text, self.begun.id, &self.begun.owner)?;
        self.noted(tx, held).await?;
        tokio::time::sleep(UNDER_WAY).await;
        self.reached(Step::Held);
        Ok(since)
    }

    pub(super) async fn let_through(&self) -> Result<()> {
        let mut tx = self.platform.central.begin().await?;
        let text =
            "update tenant_move set state = 'copying' where id = $1 and lease_owner = $2 and state = 'switching'";
        let let_through = sql!(&mut tx, execute text, self.begun.id, &self.begun.owner)?;
        self.noted(tx, let_through).await
    }

    /// Commits a change of the record, of which serving processes are told.
    async fn noted(&self, mut tx: Tx, changed: u64) -> Result<()> {
        if changed == 0 {
            return Err(failed("somebody else took it over"));
        }
        self.platform.directory.changed(&mut tx).await?;
        tx.commit().await?;
        self.platform.directory.forget();
        Ok(())
    }

    /// The one transaction that counts.
    pub(super) async fn switch(&self, pass: &Pass, condition: &Condition, read_only: &ReadOnly) -> Result<()> {
        let Begun { id, tenant, from, to, owner, slug, backup, .. } = self.begun;
        let (platform, now) = (self.platform, self.platform.clock.now());
        let bytes = platform.lifecycle.size(to).await?;
        let kept_until = now + jiff::SignedDuration::from_hours(24 * i64::from(platform.config.moves.keep_days));
        let mut tx = platform.central.begin().await?;
        let moved = sql!(&mut tx, execute SWITCH_TENANT, to.placement().key(), to.server(), to.name().as_str(), bytes, *tenant, from.name().as_str())?;
        let noted = sql!(
            &mut tx,
            execute SWITCH_MOVE,
            now.to_sqlx(),
            kept_until.to_sqlx(),
            micros(read_only.elapsed()),
            i64::try_from(pass.rows).unwrap_or(i64::MAX),
            *id,
            owner
        )?;
        if moved == 0 || noted == 0 {
            return Err(failed("it was deleted, shut, upgraded or moved by somebody else meanwhile"));
        }
        upgrades::record(&mut tx, *tenant, condition).await?;
        let (kind, detail) = match backup {
            Some(backup) => ("backup-restored", format!("{slug}: {}", backup.holds)),
            None => ("tenant-moved", format!("{slug}: {} rows in {}", pass.rows, to.placement())),
        };
        audit::record_by(&mut tx, platform, kind, Some(*tenant), self.author, &detail).await?;
        platform.directory.changed(&mut tx).await?;
        tx.commit().await?;
        platform.directory.forget();
        Ok(())
    }

    pub(super) fn reached(&self, step: Step) {
        (self.observer)(Event::Reached(step));
    }
}

/// How long nobody could write: since changes are held back, and whenever they were before.
pub(super) struct ReadOnly {
    pub(super) before: Duration,
    pub(super) since: Instant,
}

impl ReadOnly {
    fn elapsed(&self) -> Duration {
        self.before + self.since.elapsed()
    }
}

fn micros(time: Duration) -> i64 {
    i64::try_from(time.as_micros()).unwrap_or(i64::MAX)
}

fn failed(why: &str) -> Error {
    Error::internal(io::Error::other(why.to_owned()))
}

const SWITCH_TENANT: &str = "
    update tenant set placement = $1, server_id = $2, database_name = $3, database_bytes = $4
    where id = $5 and database_name = $6 and status <> 'maintenance'
      and not exists (select 1 from deletion d where d.tenant_id = tenant.id)
      and not exists (select 1 from upgrade_task k where k.tenant_id = tenant.id and k.state in ('running', 'restoring'))";

const SWITCH_MOVE: &str = "
    update tenant_move set state = 'moved', switched_at = $1, kept_until = $2, read_only_micros = $3, rows_copied = $4,
                           lease_owner = null, lease_until = null
    where id = $5 and lease_owner = $6 and state = 'switching'";
