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
    db::{Condition, Pass, ToSqlx, Transfer},
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

struct Work<'w> {
    platform: &'w Arc<Platform>,
    begun: &'w Begun,
    author: &'w Author,
    pace: Pace,
    observer: &'w Observer,
    keeping: &'w Keeping,
}

impl Work<'_> {
    async fn run(&self) -> Result<()> {
        let Begun { from, to, modules, .. } = self.begun;
        // An upgrade that was being claimed as the move was recorded is seen now; upgrades that come later leave it out.
        if store::is_upgrading(self.platform, self.begun.tenant).await? {
            return Err(failed("an upgrade works on it"));
        }
        self.reached(Step::Recorded);
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
        self.announce().await?;
        transfer.bar().await?;
        let barred = Instant::now();
        self.reached(Step::Barred);
        let pass = transfer.pass(|_| {}).await?;
        self.reached(Step::Synchronised);
        let condition = transfer.verify(&pass).await.map_err(Error::internal)?;
        self.reached(Step::Verified);
        self.switch(&pass, &condition, barred).await
    }

    /// Copies everything, then what was changed meanwhile, until little is.
    async fn follow(&self, transfer: &Transfer) -> Result<()> {
        let of = transfer.count().await?;
        store::note_rows(self.platform, self.begun.id, of).await?;
        let progress = |rows| {
            self.keeping.copied.store(rows, Ordering::Relaxed);
            (self.observer)(Event::Copying { rows, of });
        };
        let mut pass = transfer.pass(progress).await?;
        self.reached(Step::Copied);
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

    /// Lets every serving process hold changes back, so that nobody is refused while nobody may write.
    async fn announce(&self) -> Result<()> {
        let mut tx = self.platform.central.begin().await?;
        let text =
            "update tenant_move set state = 'switching' where id = $1 and lease_owner = $2 and state = 'copying'";
        if sql!(&mut tx, execute text, self.begun.id, &self.begun.owner)? == 0 {
            return Err(failed("somebody else took it over"));
        }
        self.platform.directory.changed(&mut tx).await?;
        tx.commit().await?;
        self.platform.directory.forget();
        if nodes::are_others(self.platform).await? {
            tokio::time::sleep(self.pace.hearing).await;
        }
        self.reached(Step::Announced);
        Ok(())
    }

    /// The one transaction that counts.
    async fn switch(&self, pass: &Pass, condition: &Condition, barred: Instant) -> Result<()> {
        let Begun { id, tenant, from, to, owner, slug, .. } = self.begun;
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
            micros(barred.elapsed()),
            i64::try_from(pass.rows).unwrap_or(i64::MAX),
            *id,
            owner
        )?;
        if moved == 0 || noted == 0 {
            return Err(failed("it was deleted, shut, upgraded or moved by somebody else meanwhile"));
        }
        upgrades::record(&mut tx, *tenant, condition).await?;
        let detail = format!("{slug}: {} rows in {}", pass.rows, to.placement());
        audit::record_by(&mut tx, platform, "tenant-moved", Some(*tenant), self.author, &detail).await?;
        platform.directory.changed(&mut tx).await?;
        tx.commit().await?;
        platform.directory.forget();
        Ok(())
    }

    fn reached(&self, step: Step) {
        (self.observer)(Event::Reached(step));
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
