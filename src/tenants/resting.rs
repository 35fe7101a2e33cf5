//! Names that were given up. For a while nobody else can take one, so that old links and cookies can't reach a stranger;
//! the name of an organisation that moved leads to where it is now.

use super::Slug;
use crate::{
    db::{Connection, DbError, Timestamp, ToSqlx, Tx, sqlx},
    error::{Error, Result},
    fault::Problem,
    ids::TenantId,
    platform::Platform,
};
use jiff::SignedDuration;

/// How long a name rests.
pub(crate) const RESTS_FOR: SignedDuration = SignedDuration::from_hours(24 * 90);

/// Where a host leads whose name was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The organisation's host of today.
    pub host: String,
    /// When the name becomes free.
    pub until: jiff::Timestamp,
}

/// # Errors
/// `SlugTaken` or `SlugResting`, each with a name that is free. An organisation may take its own former name back.
pub(crate) async fn check_free(tx: &mut Tx, platform: &Platform, slug: &Slug, own: Option<TenantId>) -> Result<()> {
    let host = super::host_of_slug(slug, &platform.config.server.public_url);
    let text = "select (select count(*) from tenant where slug = $1) + (select count(*) from domain where host = $2)";
    if sql!(tx, scalar i64, text, slug.as_str(), host)? > 0 {
        let suggestion = free_suggestion(tx, slug.as_str()).await?;
        return Err(Error::field("slug", Problem::SlugTaken { suggestion }));
    }
    check_rested(tx, platform, slug, own).await
}

/// The resting alone. Whoever has just taken a name asks once more: somebody may have given it up in between.
pub(crate) async fn check_rested(tx: &mut Tx, platform: &Platform, slug: &Slug, own: Option<TenantId>) -> Result<()> {
    let text = "select count(*) from resting_slug
                where slug = $1 and free_at > $2 and (leads_to is null or $3 is null or leads_to <> $3)";
    if sql!(tx, scalar i64, text, slug.as_str(), platform.clock.now().to_sqlx(), own)? > 0 {
        let suggestion = free_suggestion(tx, slug.as_str()).await?;
        return Err(Error::field("slug", Problem::SlugResting { suggestion }));
    }
    Ok(())
}

/// A well-formed name near this one that nobody has; empty when there is none.
pub(crate) async fn free_suggestion(on: &mut impl Connection, slug: &str) -> Result<String, DbError> {
    for candidate in near(slug) {
        let text = "select (select count(*) from tenant where slug = $1) + (select count(*) from resting_slug where slug = $1)";
        if sql!(on, scalar i64, text, candidate.as_str())? == 0 {
            return Ok(candidate.to_string());
        }
    }
    Ok(String::new())
}

/// `paris-2`, `paris-3` and so on.
pub(crate) fn near(slug: &str) -> impl Iterator<Item = Slug> {
    let start = slug.get(..37.min(slug.len())).unwrap_or(slug).trim_end_matches('-').to_owned();
    (2..100).filter_map(move |number| Slug::try_from(format!("{start}-{number}").as_str()).ok())
}

/// Lets a name rest from now on. Who is found at it is led to the organisation, if that is still somewhere.
pub(crate) async fn rest(tx: &mut Tx, platform: &Platform, slug: &str, leads_to: Option<TenantId>) -> Result<()> {
    let free_at = (platform.clock.now() + RESTS_FOR).to_sqlx();
    let text = "insert into resting_slug (slug, free_at, leads_to) values ($1, $2, $3)
                on conflict (slug) do update set free_at = excluded.free_at, leads_to = excluded.leads_to";
    sql!(tx, execute text, slug, free_at, leads_to)?;
    Ok(())
}

/// The names that an organisation had before rest anew, and lead nowhere.
pub(crate) async fn rest_former(tx: &mut Tx, platform: &Platform, tenant: TenantId) -> Result<()> {
    let free_at = (platform.clock.now() + RESTS_FOR).to_sqlx();
    sql!(tx, execute "update resting_slug set free_at = $1, leads_to = null where leads_to = $2", free_at, tenant)?;
    Ok(())
}

/// Where the organisation went that had this name.
pub(crate) async fn moved(platform: &Platform, slug: &str) -> Result<Option<Moved>> {
    let mut reader = platform.central.read().await?;
    let text = "select d.host, r.free_at from resting_slug r
                join domain d on d.tenant_id = r.leads_to and d.is_main and d.verified_at is not null
                where r.slug = $1 and r.free_at > $2";
    let row = sql!(&mut reader, fetch_optional Row, text, slug, platform.clock.now().to_sqlx())?;
    Ok(row.map(|row| Moved { host: row.host, until: row.free_at.to_jiff() }))
}

/// Forgets the names that have rested long enough.
pub(crate) async fn forget_rested(platform: &Platform) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    sql!(&mut tx, execute "delete from resting_slug where free_at <= $1", platform.clock.now().to_sqlx())?;
    Ok(tx.commit().await?)
}

#[derive(sqlx::FromRow)]
struct Row {
    host: String,
    free_at: Timestamp,
}
