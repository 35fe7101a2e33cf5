//! The host that all others of an organisation lead to.

use super::{By, store};
use crate::{
    context::TenantCtx,
    db::{Tx, sqlx},
    error::{Error, Result},
    fault::Problem,
    ids::TenantId,
    platform::Platform,
};

/// Makes a host the main address: one of its own that is verified and well, or its subdomain. Gives the origin of it. Sessions
/// hold for one host, so that everybody signs in once more.
///
/// # Errors
/// `NotFound` for a host that doesn't lead to the organisation, `Invalid` at `host` for one whose records are gone.
pub async fn make_main(ctx: &TenantCtx, host: &str) -> Result<String> {
    make_main_by(&ctx.platform, ctx.tenant.id, host, &By::Member(ctx)).await
}

pub(super) async fn make_main_by(platform: &Platform, tenant: TenantId, host: &str, by: &By<'_>) -> Result<String> {
    let host = store::named(host)?;
    made_main(platform, tenant, &host, by).await?.commit().await?;
    platform.directory.forget();
    platform.own_organisations.forget_all();
    Ok(platform.config.server.public_url.origin_of(&host))
}

/// Whoever only wants to know whether it works lets go of the transaction.
pub(super) async fn made_main(platform: &Platform, tenant: TenantId, host: &str, by: &By<'_>) -> Result<Tx> {
    let host = store::named(host)?;
    let mut tx = platform.central.begin().await?;
    let text = "select c.failing_since is not null as is_failing from domain d
                left join domain_claim c on c.host = d.host and c.tenant_id = d.tenant_id
                where d.host = $1 and d.tenant_id = $2 and d.verified_at is not null";
    let row = sql!(&mut tx, fetch_optional Row, text, &host, tenant)?.ok_or_else(Error::not_found)?;
    if row.is_failing {
        return Err(Error::field("host", Problem::HostNotReady));
    }
    set_main(&mut tx, tenant, &host).await?;
    by.record(&mut tx, platform, tenant, "domain-main", &host).await?;
    platform.directory.changed(&mut tx).await?;
    Ok(tx)
}

#[derive(sqlx::FromRow)]
struct Row {
    is_failing: bool,
}

/// The caller counts the directory's version up.
pub(super) async fn back_to_subdomain(tx: &mut Tx, platform: &Platform, tenant: TenantId) -> Result<()> {
    let slug = sql!(tx, scalar String, "select slug from tenant where id = $1", tenant)?;
    set_main(tx, tenant, &platform.config.server.public_url.subdomain(&slug)).await
}

async fn set_main(tx: &mut Tx, tenant: TenantId, host: &str) -> Result<()> {
    sql!(tx, execute "update domain set is_main = (host = $1) where tenant_id = $2", host, tenant)?;
    Ok(())
}
