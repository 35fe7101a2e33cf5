//! An organisation's domains as operators and the command line see to them.

use super::{By, DomainSetup, OwnDomains, check::check_in, remove::remove_by, store, verify::verify_by};
use crate::{
    context::Author,
    error::{Error, Result},
    platform::Platform,
    tenants::{self, Tenant},
};
use std::sync::Arc;

async fn named(platform: &Platform, slug: &str) -> Result<Arc<Tenant>> {
    tenants::find(platform, slug).await?.ok_or_else(Error::not_found)
}

pub async fn domains_of(platform: &Platform, slug: &str) -> Result<OwnDomains> {
    store::of_tenant(platform, &*named(platform, slug).await?).await
}

/// Looks at a host now.
pub async fn check_of(platform: &Platform, slug: &str, host: &str) -> Result<DomainSetup> {
    check_in(platform, &*named(platform, slug).await?, host).await
}

pub async fn verify_of(platform: &Platform, slug: &str, host: &str, author: &Author) -> Result<()> {
    verify_by(platform, named(platform, slug).await?.id, host, &By::Outside(author)).await
}

pub async fn remove_of(platform: &Platform, slug: &str, host: &str, author: &Author) -> Result<()> {
    remove_by(platform, named(platform, slug).await?.id, host, &By::Outside(author)).await
}
