//! Another name, and with it another address. What was at the old one is led to the new one for a while.

use super::{Slug, host_of_slug, resting, search_words};
use crate::{
    audit,
    context::Author,
    db::{ToSqlx, Tx, on_constraint, sqlx},
    error::{Error, Result},
    fault::Problem,
    ids::TenantId,
    platform::Platform,
};
use serde::Serialize;

/// What a change of the name means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Renaming {
    pub from: String,
    pub to: String,
    pub old_url: String,
    pub new_url: String,
    /// Until then the old address leads to the new one, and nobody else can have it. RFC 3339.
    pub old_rests_until: String,
    /// Sessions that end: they hold for one host.
    pub sessions: i64,
}

/// What would happen, without doing it.
///
/// # Errors
/// `NotFound`; `Invalid` at `slug` when the new name can't be had, with one that can.
pub async fn plan_rename(platform: &Platform, slug: &str, new_slug: &str) -> Result<Renaming> {
    let mut tx = platform.central.begin().await?;
    let (_, renaming) = checked(&mut tx, platform, slug, new_slug).await?;
    Ok(renaming)
}

/// Gives an organisation another name. Everybody signs in again, at the new address.
///
/// # Errors
/// As [`plan_rename`].
pub async fn change_slug(platform: &Platform, slug: &str, new_slug: &str, author: &Author) -> Result<Renaming> {
    let mut tx = platform.central.begin().await?;
    let (tenant, renaming) = checked(&mut tx, platform, slug, new_slug).await?;
    let (from, to) = (Slug::try_from(renaming.from.as_str()), Slug::try_from(renaming.to.as_str()));
    let to = to.map_err(|problem| Error::field("slug", problem))?;
    let public_url = &platform.config.server.public_url;
    let suggestion = resting::near(to.as_str()).next().map(|slug| slug.to_string()).unwrap_or_default();
    let taken = on_constraint("tenant_slug_key", "slug", Problem::SlugTaken { suggestion });
    let text = "update tenant set slug = $1 where id = $2 and slug = $3";
    if sql!(&mut tx, execute text, to.as_str(), tenant, &renaming.from).map_err(taken)? == 0 {
        return Err(Error::not_found());
    }
    search_words::index(&mut tx, tenant).await?;
    resting::check_rested(&mut tx, platform, &to, Some(tenant)).await?;
    sql!(&mut tx, execute "delete from resting_slug where slug = $1", to.as_str())?;
    if let Ok(from) = from {
        let text = "update domain set host = $1 where host = $2 and tenant_id = $3";
        sql!(&mut tx, execute text, host_of_slug(&to, public_url), host_of_slug(&from, public_url), tenant)?;
        let text = "delete from session where tenant_id = $1 and host = $2";
        sql!(&mut tx, execute text, tenant, host_of_slug(&from, public_url))?;
    }
    resting::rest(&mut tx, platform, &renaming.from, Some(tenant)).await?;
    let detail = format!("{} -> {}", renaming.from, renaming.to);
    audit::record_by(&mut tx, platform, "tenant-renamed", Some(tenant), author, &detail).await?;
    platform.directory.changed(&mut tx).await?;
    tx.commit().await?;
    platform.directory.forget();
    platform.own_organisations.forget_all();
    Ok(renaming)
}

async fn checked(tx: &mut Tx, platform: &Platform, slug: &str, new_slug: &str) -> Result<(TenantId, Renaming)> {
    let text = "select t.id, t.slug, d.tenant_id is not null as is_deleted,
                       (select count(*) from session s where s.tenant_id = t.id and s.expires_at > $2) as sessions
                from tenant t left join deletion d on d.tenant_id = t.id
                where t.slug = $1 and t.status <> 'provisioning'";
    let now = platform.clock.now();
    let row = sql!(tx, fetch_optional Row, text, slug, now.to_sqlx())?.ok_or_else(Error::not_found)?;
    if row.is_deleted {
        return Err(Error::field("slug", Problem::IsDeleted));
    }
    let to = Slug::try_from(new_slug).map_err(|problem| Error::field("slug", problem))?;
    if to.as_str() == row.slug {
        return Err(Error::field("slug", Problem::SlugUnchanged));
    }
    resting::check_free(tx, platform, &to, Some(row.id)).await?;
    let public_url = &platform.config.server.public_url;
    Ok((
        row.id,
        Renaming {
            old_url: public_url.origin_of(&public_url.subdomain(&row.slug)),
            new_url: public_url.origin_of(&host_of_slug(&to, public_url)),
            old_rests_until: (now + resting::RESTS_FOR).to_string(),
            sessions: row.sessions,
            to: to.to_string(),
            from: row.slug,
        },
    ))
}

#[derive(sqlx::FromRow)]
struct Row {
    id: TenantId,
    slug: String,
    is_deleted: bool,
    sessions: i64,
}
