//! An organisation's domains as operators and the command line see to them.

use super::{
    By, DomainSetup, OwnDomains,
    check::check_in,
    claim::claim_by,
    main_address::{made_main, make_main_by},
    remove::remove_by,
    store,
    verify::verify_by,
};
use crate::{
    context::Author,
    error::{Error, Result},
    fault::Problem,
    platform::Platform,
    tenants::{self, Tenant, TenantStatus},
};
use std::sync::Arc;

async fn named(platform: &Platform, slug: &str) -> Result<Arc<Tenant>> {
    tenants::find(platform, slug).await?.ok_or_else(Error::not_found)
}

/// One that gets something new.
async fn growing(platform: &Platform, slug: &str) -> Result<Arc<Tenant>> {
    let tenant = named(platform, slug).await?;
    match tenant.status {
        TenantStatus::Provisioning => Err(Error::not_found()),
        _ if tenant.going.is_some() => Err(Error::field("slug", Problem::IsDeleted)),
        _ => Ok(tenant),
    }
}

pub async fn domains_of(platform: &Platform, slug: &str) -> Result<OwnDomains> {
    store::of_tenant(platform, &*named(platform, slug).await?).await
}

/// Claims a host, and gives the records that it needs.
pub async fn claim_of(platform: &Platform, slug: &str, host: &str, author: &Author) -> Result<DomainSetup> {
    let tenant = growing(platform, slug).await?;
    let host = claim_by(platform, &tenant, host, &By::Outside(author)).await?;
    let claim = store::find_claim(platform, tenant.id, &host).await?;
    Ok(store::setup(platform, &tenant, claim))
}

/// Looks at a host now.
pub async fn check_of(platform: &Platform, slug: &str, host: &str) -> Result<DomainSetup> {
    check_in(platform, &*named(platform, slug).await?, host).await
}

pub async fn verify_of(platform: &Platform, slug: &str, host: &str, author: &Author) -> Result<()> {
    verify_by(platform, named(platform, slug).await?.id, host, &By::Outside(author)).await
}

/// Makes a host the main address, and gives the origin of it.
pub async fn make_main_of(platform: &Platform, slug: &str, host: &str, author: &Author) -> Result<String> {
    make_main_by(platform, growing(platform, slug).await?.id, host, &By::Outside(author)).await
}

/// Whether it can be done, and nothing else.
pub async fn plan_main_of(platform: &Platform, slug: &str, host: &str) -> Result<()> {
    let by = By::Outside(&Author::CommandLine);
    made_main(platform, growing(platform, slug).await?.id, host, &by).await.map(drop)
}

pub async fn remove_of(platform: &Platform, slug: &str, host: &str, author: &Author) -> Result<()> {
    remove_by(platform, named(platform, slug).await?.id, host, &By::Outside(author)).await
}
