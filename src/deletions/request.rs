//! Deleting an organisation, and taking that back. It is closed at once; its data stays until the grace is over.

use super::{
    attend::{Pace, attend, unobserved},
    store,
};
use crate::{
    audit,
    context::Author,
    db::{Timestamp, ToSqlx, Tx, sqlx},
    error::{Error, Result},
    exports,
    fault::{Problem, Problems},
    ids::TenantId,
    platform::Platform,
    tenants, traces,
};
use jiff::SignedDuration;
use serde::Serialize;
use std::{path::PathBuf, sync::Arc};

/// How an organisation is deleted.
#[derive(Clone, Debug, Default)]
pub struct NewDeletion {
    /// What its members read; may be empty.
    pub reason: String,
    /// How long its data stays; the setting's time when nothing is said.
    pub grace: Option<SignedDuration>,
    pub export: Export,
}

/// Where the final export goes.
#[derive(Clone, Debug, Default)]
pub enum Export {
    #[default]
    UsualPlace,
    /// A folder or a file.
    To(PathBuf),
    /// There will be none. For an organisation whose database is lost, or whose data nobody may keep.
    None,
}

/// What a deletion means.
#[derive(Clone, Debug, Serialize)]
pub struct Deleting {
    pub slug: String,
    pub name: String,
    /// RFC 3339.
    pub gone_at: String,
    pub is_deleted_already: bool,
    pub is_gone_at_once: bool,
    pub members: i64,
    /// Members who belong to no other organisation and are no operators: their accounts go as well.
    pub people: i64,
    pub sessions: i64,
    pub database_bytes: i64,
    pub export_path: Option<String>,
    #[serde(skip)]
    pub(super) facts: Option<Facts>,
}

/// What would happen, without doing it.
///
/// # Errors
/// `NotFound`; `Invalid` at `slug` when it is locked, being erased, or deleted already and nothing changes.
pub async fn plan(platform: &Platform, slug: &str, new: &NewDeletion) -> Result<Deleting> {
    let mut tx = platform.central.begin().await?;
    checked(&mut tx, platform, slug, new).await
}

/// Closes an organisation for good. Its sessions end, and the clock of its grace begins. For one that is deleted already it
/// changes the grace, which counts from the first deletion. The export is left to [`super::attend`].
///
/// # Errors
/// As [`plan`].
pub async fn delete(platform: &Platform, slug: &str, new: &NewDeletion, author: &Author) -> Result<Deleting> {
    let mut tx = platform.central.begin().await?;
    let mut deleting = checked(&mut tx, platform, slug, new).await?;
    let facts = deleting.facts.take().ok_or_else(Error::not_found)?;
    if facts.requested_at.is_some() {
        change(&mut tx, platform, &facts, &deleting, author).await?;
    } else {
        begin(&mut tx, platform, &facts, &deleting, new, author).await?;
    }
    platform.directory.changed(&mut tx).await?;
    tx.commit().await?;
    platform.directory.forget();
    platform.own_organisations.forget_all();
    platform.fleet.close(facts.id).await;
    Ok(deleting)
}

/// The same for somebody who typed the organisation's name to confirm. The export is made in the background.
///
/// # Errors
/// As [`plan`]; `Invalid` at `confirm` when the name is another, and at `reason`.
pub async fn delete_confirmed(
    platform: &Arc<Platform>,
    slug: &str,
    typed: &str,
    reason: String,
    author: &Author,
) -> Result<()> {
    let mut problems = Problems::default();
    if typed.trim() != slug {
        problems.add("confirm", Problem::SlugMismatch);
    }
    problems.take("reason", reason_in(&reason));
    problems.finish()?;
    delete(platform, slug, &NewDeletion { reason, ..NewDeletion::default() }, author).await?;
    let (platform, slug, author) = (platform.clone(), slug.to_owned(), author.clone());
    tokio::spawn(traces::ordered(async move {
        let done = attend(&platform, &slug, &author, Pace::default(), &unobserved()).await;
        if let Err(error) = done {
            tracing::error!(error = %error.with_causes(), slug, "a deleted organisation could not be exported; it is tried again");
        }
    }));
    Ok(())
}

/// Takes a deletion back: the organisation is as it was, but everybody signs in again.
///
/// # Errors
/// `NotFound`; `Invalid` at `slug` when it isn't deleted, or when its data is being removed.
pub async fn cancel(platform: &Platform, slug: &str, author: &Author) -> Result<()> {
    cancelled(platform, slug, author).await?.commit().await?;
    platform.directory.forget();
    platform.own_organisations.forget_all();
    Ok(())
}

/// Whether it can be done, and nothing else.
///
/// # Errors
/// Those of [`cancel`].
pub async fn plan_cancel(platform: &Platform, slug: &str) -> Result<()> {
    cancelled(platform, slug, &Author::CommandLine).await.map(drop)
}

/// Whoever only wants to know whether it works lets go of the transaction.
async fn cancelled(platform: &Platform, slug: &str, author: &Author) -> Result<Tx> {
    let mut tx = platform.central.begin().await?;
    let facts = facts(&mut tx, platform, slug).await?;
    if facts.requested_at.is_none() {
        return Err(Error::field("slug", Problem::NotDeleted));
    }
    let text = "delete from deletion where tenant_id = $1 and purge_began_at is null";
    if sql!(&mut tx, execute text, facts.id)? == 0 {
        return Err(Error::field("slug", Problem::IsBeingErased));
    }
    sql!(&mut tx, execute "delete from session where tenant_id = $1", facts.id)?;
    audit::record_by(&mut tx, platform, "tenant-restored", Some(facts.id), author, slug).await?;
    platform.directory.changed(&mut tx).await?;
    Ok(tx)
}

/// The deletion of an organisation by its name.
pub(super) async fn id_of(platform: &Platform, slug: &str) -> Result<Option<TenantId>> {
    let mut reader = platform.central.read().await?;
    Ok(sql!(&mut reader, scalar_optional TenantId, "select id from tenant where slug = $1", slug)?)
}

async fn begin(
    tx: &mut Tx,
    platform: &Platform,
    facts: &Facts,
    deleting: &Deleting,
    new: &NewDeletion,
    author: &Author,
) -> Result<()> {
    let reason = reason_in(&new.reason).map_err(|problem| Error::field("reason", problem))?;
    let now = platform.clock.now();
    let gone_at = now + grace(platform, new);
    let text = "insert into deletion (tenant_id, requested_at, gone_at, requested_by, reason, export_path)
                values ($1, $2, $3, $4, $5, $6)";
    sql!(
        tx,
        execute text,
        facts.id,
        now.to_sqlx(),
        gone_at.to_sqlx(),
        author.name(),
        reason.as_deref(),
        deleting.export_path.as_deref()
    )?;
    sql!(tx, execute "delete from session where tenant_id = $1", facts.id)?;
    let detail = format!("{}: {}, gone at {gone_at}", deleting.slug, reason.unwrap_or_default());
    audit::record_by(tx, platform, "tenant-deleted", Some(facts.id), author, &detail).await
}

fn reason_in(typed: &str) -> Result<Option<String>, Problem> {
    match typed.trim() {
        "" => Ok(None),
        reason => crate::users::name(reason).map(Some),
    }
}

pub(super) async fn change(
    tx: &mut Tx,
    platform: &Platform,
    facts: &Facts,
    deleting: &Deleting,
    author: &Author,
) -> Result<()> {
    let gone_at: jiff::Timestamp = deleting.gone_at.parse().map_err(Error::internal)?;
    let text = "update deletion set gone_at = $1, export_path = $2 where tenant_id = $3 and purge_began_at is null";
    if sql!(tx, execute text, gone_at.to_sqlx(), deleting.export_path.as_deref(), facts.id)? == 0 {
        return Err(Error::field("slug", Problem::IsBeingErased));
    }
    let detail = format!("{}: gone at {gone_at}", deleting.slug);
    audit::record_by(tx, platform, "tenant-deletion-changed", Some(facts.id), author, &detail).await
}

fn grace(platform: &Platform, new: &NewDeletion) -> SignedDuration {
    new.grace.unwrap_or_else(|| platform.settings.current().deletion.grace()).max(SignedDuration::ZERO)
}

pub(super) async fn checked(tx: &mut Tx, platform: &Platform, slug: &str, new: &NewDeletion) -> Result<Deleting> {
    let facts = facts(tx, platform, slug).await?;
    if facts.is_locked {
        return Err(Error::field("slug", Problem::IsLocked));
    }
    if facts.is_being_erased {
        return Err(Error::field("slug", Problem::IsBeingErased));
    }
    let is_deleted = facts.requested_at.is_some();
    if is_deleted && new.grace.is_none() && matches!(new.export, Export::UsualPlace) {
        return Err(Error::field("slug", Problem::IsDeleted));
    }
    let now = platform.clock.now();
    let from = facts.requested_at.map_or(now, Timestamp::to_jiff);
    let kept = facts.gone_at.map(Timestamp::to_jiff).filter(|_| new.grace.is_none());
    let gone_at = kept.unwrap_or_else(|| from + grace(platform, new)).max(now);
    let export_path = match (&new.export, store::of(tx, facts.id).await?.and_then(|deletion| deletion.export)) {
        // What is written stays where it is.
        (_, Some(export)) if export.written.is_some() => Some(export.path),
        (Export::None, _) => None,
        (Export::UsualPlace, Some(export)) => Some(export.path),
        (Export::UsualPlace, None) if is_deleted => None,
        (Export::UsualPlace, None) => Some(exports::usual_path(platform, slug)?.to_string_lossy().into_owned()),
        (Export::To(path), _) => Some(exports::given_path(platform, slug, path)?.to_string_lossy().into_owned()),
    };
    Ok(Deleting {
        slug: facts.slug.clone(),
        name: facts.name.clone(),
        gone_at: gone_at.to_string(),
        is_deleted_already: is_deleted,
        is_gone_at_once: gone_at <= now,
        members: facts.members,
        people: facts.people,
        sessions: facts.sessions,
        database_bytes: facts.database_bytes,
        export_path,
        facts: Some(facts),
    })
}

/// What is known of it, with the organisation's row held: a lock or a removal at the same moment waits.
async fn facts(tx: &mut Tx, platform: &Platform, slug: &str) -> Result<Facts> {
    tenants::hold_named(tx, slug).await?;
    let text = "
        select t.id, t.slug, t.name, t.database_bytes, t.locked_at is not null as is_locked,
               d.requested_at, d.gone_at, d.purge_began_at is not null as is_being_erased,
               (select count(*) from membership m where m.tenant_id = t.id) as members,
               (select count(*) from session s where s.tenant_id = t.id and s.expires_at > $2) as sessions,
               (select count(*) from membership m where m.tenant_id = t.id
                  and not exists (select 1 from membership o where o.user_id = m.user_id and o.tenant_id <> t.id)
                  and not exists (select 1 from operator o where o.user_id = m.user_id)) as people
        from tenant t left join deletion d on d.tenant_id = t.id where t.slug = $1";
    Ok(sql!(tx, fetch_one Facts, text, slug, platform.clock.now().to_sqlx())?)
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct Facts {
    id: TenantId,
    slug: String,
    name: String,
    database_bytes: i64,
    is_locked: bool,
    requested_at: Option<Timestamp>,
    gone_at: Option<Timestamp>,
    is_being_erased: bool,
    members: i64,
    sessions: i64,
    people: i64,
}
