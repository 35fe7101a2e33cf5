//! Giving a host up.

use super::{By, check::release, store};
use crate::{
    context::TenantCtx,
    error::{Error, Result},
    ids::TenantId,
    platform::Platform,
    tenants,
};

/// Gives one of the organisation's hosts up, claimed or verified. It leads nowhere at once; its subdomain is the main address when
/// this one was. Gives the origin where the organisation is now.
///
/// # Errors
/// `NotFound`. The subdomain can't be given up.
pub async fn remove(ctx: &TenantCtx, host: &str) -> Result<String> {
    let platform = &ctx.platform;
    remove_by(platform, ctx.tenant.id, host, &By::Member(ctx)).await?;
    let mut reader = platform.central.read().await?;
    let text = "select host from domain where tenant_id = $1 and is_main";
    let main = sql!(&mut reader, scalar String, text, ctx.tenant.id)?;
    Ok(platform.config.server.public_url.origin_of(&main))
}

pub(super) async fn remove_by(platform: &Platform, tenant: TenantId, host: &str, by: &By<'_>) -> Result<()> {
    let host = store::named(host)?;
    let is_ours =
        super::HostName::parse(&host).is_none_or(|host| host.under(platform.config.server.public_url.host()).is_some());
    if is_ours {
        return Err(Error::not_found());
    }
    let mut tx = platform.central.begin().await?;
    tenants::hold(&mut tx, tenant).await?;
    let text = "select (select count(*) from domain_claim where tenant_id = $1 and host = $2)
                     + (select count(*) from domain where tenant_id = $1 and host = $2)";
    if sql!(&mut tx, scalar i64, text, tenant, &host)? == 0 {
        return Err(Error::not_found());
    }
    release(&mut tx, platform, tenant, &host).await?;
    sql!(&mut tx, execute "delete from domain_claim where tenant_id = $1 and host = $2", tenant, &host)?;
    by.record(&mut tx, platform, tenant, "domain-removed", &host).await?;
    tx.commit().await?;
    platform.directory.forget();
    platform.own_organisations.forget_all();
    Ok(())
}
