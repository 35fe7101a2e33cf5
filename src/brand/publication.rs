//! What the central database has of a published brand: the organisation's name, a copy, and the audit's event.
//!
//! Two databases can't commit as one. So the central one first keeps that a version is meant (`brand_publication`); then the
//! organisation's own commits it or doesn't, which decides; then the central one takes it over and forgets that it was meant.
//! Whoever holds the brand's row and finds one that is meant knows that its publisher has ended, and by the version's number
//! whether it counts.

use super::{
    BrandTokens, history,
    store::{BrandChange, By},
};
use crate::{
    audit,
    db::{Connection, Db, Tx, sqlx},
    error::Result,
    ids::{TenantId, UserId},
    platform::Platform,
    tenants::{self, Tenant},
};
use sqlx::types::Json;

/// A version that somebody means to publish.
#[derive(sqlx::FromRow)]
pub(super) struct Begun {
    number: i64,
    /// The organisation's, where it changes.
    name: Option<String>,
    user_id: Option<UserId>,
}

/// What is taken over.
pub(super) struct Taken<'b> {
    pub(super) tokens: &'b BrandTokens,
    /// The organisation's, where it changes.
    pub(super) name: Option<&'b str>,
    pub(super) user: Option<UserId>,
    pub(super) event: &'static str,
    pub(super) detail: String,
}

/// Writes down that the version is meant, while the brand's row is held.
pub(super) async fn begin(
    platform: &Platform,
    tenant: TenantId,
    by: &By,
    number: i64,
    new_name: Option<&str>,
) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    sql!(
        &mut tx,
        execute "insert into brand_publication (tenant_id, number, name, user_id) values ($1, $2, $3, $4)
                 on conflict (tenant_id) do update set number = excluded.number, name = excluded.name,
                                                       user_id = excluded.user_id, tried_at = null",
        tenant,
        number,
        new_name,
        by.user
    )?;
    Ok(tx.commit().await?)
}

pub(super) async fn begun(on: &mut impl Connection, tenant: TenantId) -> Result<Option<Begun>> {
    let text = "select number, name, user_id from brand_publication where tenant_id = $1";
    Ok(sql!(on, fetch_optional Begun, text, tenant)?)
}

/// Takes over what its publisher committed, and forgets what it didn't.
pub(super) async fn finish(change: &mut BrandChange<'_>, begun: Begun) -> Result<()> {
    let newest = if change.tables.has_studio { history::newest(&mut change.tx).await? } else { None };
    let (platform, tenant) = (change.platform, change.tenant);
    let mut tx = platform.central.begin().await?;
    if let Some(version) = newest.filter(|version| version.number >= begun.number) {
        let (name, user, event) = (begun.name.as_deref(), begun.user_id, version.event);
        let detail = format!("version {}", version.number);
        take_over(&mut tx, platform, tenant, Taken { tokens: &version.tokens, name, user, event, detail }).await?;
        change.name = begun.name.unwrap_or_else(|| change.name.clone());
    }
    sql!(&mut tx, execute "delete from brand_publication where tenant_id = $1", tenant.id)?;
    tx.commit().await?;
    forget(platform, tenant);
    Ok(())
}

/// The same a moment after the commit. It is published whatever becomes of this: what fails here is the housekeeping's to finish.
pub(super) async fn finish_now(platform: &Platform, tenant: &Tenant, db: &Db) {
    if let Err(error) = BrandChange::begin_on(platform, tenant, db).await {
        tracing::warn!(tenant = %tenant.id, error = %error.with_causes(), "a brand was published and isn’t known everywhere yet");
    }
    forget(platform, tenant);
}

/// A broken organisation's database can still be told from others by its brand: the central database keeps a copy.
pub(super) async fn take_over(tx: &mut Tx, platform: &Platform, tenant: &Tenant, taken: Taken<'_>) -> Result<()> {
    let Taken { tokens, name, user, event, detail } = taken;
    sql!(tx, execute "update tenant set brand_copy = $1 where id = $2", Json(tokens), tenant.id)?;
    if let Some(name) = name {
        tenants::rename(tx, tenant.id, name).await?;
    }
    let host = tenant.main_host.as_str();
    audit::record_in(tx, platform, event, Some(tenant.id), user, host, &detail).await?;
    platform.directory.changed(tx).await
}

fn forget(platform: &Platform, tenant: &Tenant) {
    platform.brands.invalidate(tenant.id);
    platform.directory.forget();
}
