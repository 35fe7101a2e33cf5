//! Making a backup: recorded, written, packed, read back.

use super::{
    super::{Backup, BackupReason},
    Pace, check,
    folder::{self, Draft},
    lease::Keeping,
    pack, prune, store,
};
use crate::{
    audit,
    context::Author,
    db::{Home, HomeRow, ToSqlx, on_constraint, sqlx},
    error::{Error, Result},
    fault::Problem,
    ids::{BackupId, TenantId},
    jobs::{self, Ended, JobKind},
    modules::Module,
    platform::Platform,
    tenants::{self, TenantStatus},
    traces,
};
use std::{io, path::PathBuf, sync::Arc};

/// A backup that is recorded and leased to this process.
#[derive(Clone, Debug)]
pub(crate) struct Making {
    pub(super) id: BackupId,
    pub(super) tenant: TenantId,
    pub(super) owner: String,
    reason: BackupReason,
    file: String,
    home: Home,
    modules: Vec<Module>,
}

impl Making {
    /// Where the database is written to before it is packed.
    pub(crate) fn draft(&self, platform: &Platform) -> Draft {
        Draft::of(platform, self.id, "making")
    }
}

/// Makes a backup of an organisation now. When its data is what the last one holds, that one is it, and no second file is
/// made.
///
/// # Errors
/// `NotFound`; `Invalid` when it is deleted, being made, upgraded, moved or backed up now; `Internal` when it can't be
/// written, which is recorded.
pub async fn back_up(platform: &Arc<Platform>, slug: &str, reason: BackupReason, author: &Author) -> Result<Backup> {
    let making = begin(platform, slug, reason, author, Pace::default()).await?;
    carry_out(platform, &making, Pace::default()).await
}

/// The same in the background: what came of it stands in its record.
///
/// # Errors
/// As [`back_up`].
pub async fn start(platform: &Arc<Platform>, slug: &str, author: &Author) -> Result<()> {
    let making = begin(platform, slug, BackupReason::Asked, author, Pace::default()).await?;
    let (platform, slug) = (platform.clone(), slug.to_owned());
    tokio::spawn(traces::ordered(async move {
        if let Err(error) = carry_out(&platform, &making, Pace::default()).await {
            tracing::error!(slug, error = %Error::with_causes(&error), "a backup could not be made");
        }
    }));
    Ok(())
}

pub(crate) async fn begin(
    platform: &Platform,
    slug: &str,
    reason: BackupReason,
    author: &Author,
    pace: Pace,
) -> Result<Making> {
    let mut tx = platform.central.begin().await?;
    tenants::hold_named(&mut tx, slug).await?;
    let facts = sql!(&mut tx, fetch_one Facts, FACTS, slug)?;
    if let Some(problem) = facts.problem(reason) {
        return Err(Error::field("slug", problem));
    }
    let unknown = || Error::internal(io::Error::other(format!("tenant {}: unknown home", facts.id)));
    let home = facts.home.home().ok_or_else(unknown)?;
    let now = platform.clock.now();
    let id = BackupId::new(&platform.random, &platform.clock);
    let (owner, file) = (platform.random.uuid(now).to_string(), folder::file_name(slug, id, now));
    // What failed before is told by how this one goes.
    sql!(&mut tx, execute "delete from backup where tenant_id = $1 and state = 'failed'", facts.id)?;
    let recorded = sql!(
        &mut tx,
        execute "insert into backup (id, tenant_id, state, reason, file, requested_by, began_at, lease_owner, lease_until)
                 values ($1, $2, 'making', $3, $4, $5, $6, $7, $8)",
        id,
        facts.id,
        reason.name(),
        &file,
        author.name(),
        now.to_sqlx(),
        &owner,
        (now + pace.lease).to_sqlx()
    );
    recorded.map_err(on_constraint("backup_tenant_id_key", "slug", Problem::IsBackingUp))?;
    if reason == BackupReason::Asked {
        audit::record_by(&mut tx, platform, "backup-asked", Some(facts.id), author, slug).await?;
    }
    let text = "select module from tenant_module where tenant_id = $1 order by module";
    let modules = sql!(&mut tx, scalar_all String, text, facts.id)?;
    let modules = modules.iter().filter_map(|key| key.parse().ok()).collect();
    tx.commit().await?;
    Ok(Making { id, tenant: facts.id, owner, reason, file, home, modules })
}

async fn carry_out(platform: &Arc<Platform>, making: &Making, pace: Pace) -> Result<Backup> {
    let work = async {
        let _keeping = Keeping::start(platform, making, pace);
        let draft = making.draft(platform);
        let taken_at = platform.clock.now();
        let written = platform.lifecycle.write_file(&making.home, &making.modules, draft.path()).await;
        let made = match written {
            Ok(()) => finish(platform, making, &draft, taken_at).await,
            Err(error) => Err(error.into()),
        };
        if let Err(error) = &made {
            drop_unfinished(platform, making, &error.with_causes()).await?;
        }
        made
    };
    jobs::run(platform, JobKind::Backup, &[making.tenant], work, Ended::of).await
}

/// Renews its lease for as long as what it gives is held.
pub(crate) fn keep(platform: &Arc<Platform>, making: &Making) -> impl Drop + use<> {
    Keeping::start(platform, making, Pace::default())
}

/// Packs what was written, reads it back, and records it. When the last one holds the same, that one is confirmed instead.
pub(crate) async fn finish(
    platform: &Arc<Platform>,
    making: &Making,
    draft: &Draft,
    taken_at: jiff::Timestamp,
) -> Result<Backup> {
    let from = draft.path().to_owned();
    let content = off_the_runtime(move || pack::sha256_of(&from)).await?;
    if let Some(same) = same(platform, making, &content).await? {
        return confirm(platform, making, same, taken_at).await;
    }
    let (from, to) = (draft.path().to_owned(), folder::path(platform, &making.file));
    let packed = off_the_runtime(move || pack::pack(&from, &to)).await?;
    let rows = check::read_back(platform, making.id, &making.file, &packed.sha256).await?;
    let now = platform.clock.now();
    let mut tx = platform.central.begin().await?;
    let text =
        "update backup set state = 'whole', made_at = $1, checked_at = $2, bytes = $3, row_count = $4, sha256 = $5,
                                  content_sha256 = $6, lease_owner = null, lease_until = null
                where id = $7 and lease_owner = $8 and state = 'making'";
    let recorded = sql!(
        &mut tx, execute text, taken_at.to_sqlx(), now.to_sqlx(), packed.bytes, i64::try_from(rows).unwrap_or(i64::MAX),
        &packed.sha256, &content, making.id, &making.owner
    )?;
    if recorded == 0 {
        folder::remove(platform, &making.file).map_err(Error::internal)?;
        return Err(Error::internal(io::Error::other("somebody else took it for abandoned")));
    }
    tx.commit().await?;
    prune(platform, making).await;
    store::one(platform, making.id).await?.into_backup()
}

/// Records that it came to nothing, and removes what there is of it.
pub(crate) async fn drop_unfinished(platform: &Platform, making: &Making, why: &str) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    let text = "update backup set state = 'failed', error = $1, lease_owner = null, lease_until = null
                where id = $2 and lease_owner = $3 and state = 'making'";
    let noted = sql!(&mut tx, execute text, why, making.id, &making.owner)?;
    tx.commit().await?;
    if noted > 0 {
        folder::remove(platform, &making.file).map_err(Error::internal)?;
    }
    Ok(())
}

/// The last one, when it holds the same and its file is there.
async fn same(platform: &Platform, making: &Making, content: &str) -> Result<Option<store::Stored>> {
    let mut reader = platform.central.read().await?;
    let last = store::whole(&mut reader, making.tenant).await?.into_iter().next();
    Ok(last.filter(|last| {
        let length = std::fs::metadata(folder::path(platform, &last.file)).map(|file| file.len()).ok();
        last.content_sha256.as_deref() == Some(content)
            && length.is_some()
            && length == last.bytes.and_then(|bytes| u64::try_from(bytes).ok())
    }))
}

async fn confirm(
    platform: &Platform,
    making: &Making,
    same: store::Stored,
    taken_at: jiff::Timestamp,
) -> Result<Backup> {
    let mut tx = platform.central.begin().await?;
    let text = "delete from backup where id = $1 and lease_owner = $2 and state = 'making'";
    sql!(&mut tx, execute text, making.id, &making.owner)?;
    let text = "update backup set confirmed_at = $1 where id = $2";
    sql!(&mut tx, execute text, taken_at.to_sqlx(), same.id)?;
    tx.commit().await?;
    prune(platform, making).await;
    store::one(platform, same.id).await?.into_backup()
}

/// Not before a restoration: the one that is just being brought back may be old enough to be removed. What can't be removed
/// now is when the next one is made.
async fn prune(platform: &Platform, making: &Making) {
    if making.reason != BackupReason::BeforeRestore
        && let Err(error) = prune::old_of(platform, making.tenant).await
    {
        tracing::warn!(error = %error.with_causes(), "old backups could not be removed");
    }
}

/// Files are read, hashed and packed where they keep nobody else waiting.
pub(super) async fn off_the_runtime<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?.map_err(Error::internal)
}

pub(super) fn path_of(platform: &Platform, row: &store::Stored) -> PathBuf {
    folder::path(platform, &row.file)
}

const FACTS: &str = "
    select t.id, t.status, t.placement, t.server_id, t.database_name,
           exists (select 1 from deletion d where d.tenant_id = t.id) as is_deleted,
           exists (select 1 from tenant_move m where m.tenant_id = t.id and m.state in ('copying', 'switching')) as is_moving,
           exists (select 1 from upgrade_task k where k.tenant_id = t.id and k.state in ('running', 'restoring')) as is_upgrading
    from tenant t where t.slug = $1";

#[derive(sqlx::FromRow)]
struct Facts {
    id: TenantId,
    status: String,
    #[sqlx(flatten)]
    home: HomeRow,
    is_deleted: bool,
    is_moving: bool,
    is_upgrading: bool,
}

impl Facts {
    fn problem(&self, reason: BackupReason) -> Option<Problem> {
        let is = |status: TenantStatus| self.status == status.name();
        match reason {
            _ if self.is_deleted => Some(Problem::IsDeleted),
            _ if self.is_upgrading || is(TenantStatus::Provisioning) => Some(Problem::IsUpgrading),
            // What is brought back goes the way of a move.
            BackupReason::BeforeRestore => None,
            _ if self.is_moving => Some(Problem::IsMoving),
            _ => None,
        }
    }
}
