//! Pictures of an organisation, named by the hash of their bytes: what is under a name never changes.

use super::{
    is_asset_hash,
    logo::{self, Logo, MediaType},
    store::BrandChange,
};
use crate::{
    context::TenantCtx,
    db::{Reader, ToSqlx, sqlx},
    error::{Error, Result},
    platform::Platform,
    tenants::Tenant,
};
use axum::body::Bytes;
use std::io;

/// A picture as it is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    pub media_type: &'static str,
    pub bytes: Bytes,
}

impl Asset {
    pub(super) fn weight(&self) -> u32 {
        u32::try_from(self.bytes.len()).unwrap_or(u32::MAX)
    }
}

/// The picture of that hash, if the organisation has it.
pub async fn asset(platform: &Platform, tenant: &Tenant, hash: &str) -> Result<Option<Asset>> {
    if !is_asset_hash(hash) {
        return Ok(None);
    }
    let load = async {
        let db = platform.fleet.open(tenant).await?;
        load(&mut db.db().read().await?, hash).await?.ok_or_else(Error::not_found)
    };
    match platform.brands.assets.get_or_load(tenant.id, hash.to_owned(), load).await {
        Ok(asset) => Ok(Some(asset)),
        Err(error) if error.kind() == crate::fault::Kind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Takes an uploaded file as the logo: PNG, JPEG, WebP or SVG, of at most [`super::LOGO_MAX_BYTES`].
///
/// # Errors
/// `Invalid` at the field `logo`.
pub async fn set_logo(ctx: &TenantCtx, upload: Vec<u8>) -> Result<()> {
    let logo = logo::prepare(upload).await?;
    let mut change = BrandChange::begin(ctx).await?;
    insert(&mut change, ctx, &logo).await?;
    change.tokens.logo = Some(logo.hash);
    delete_unused(&mut change).await?;
    change.commit(ctx, None).await?;
    Ok(())
}

pub async fn remove_logo(ctx: &TenantCtx) -> Result<()> {
    let mut change = BrandChange::begin(ctx).await?;
    change.tokens.logo = None;
    delete_unused(&mut change).await?;
    change.commit(ctx, None).await?;
    Ok(())
}

async fn insert(change: &mut BrandChange, ctx: &TenantCtx, logo: &Logo) -> Result<()> {
    sql!(
        &mut change.tx,
        execute "insert into brand_asset (hash, media_type, bytes, created_at) values ($1, $2, $3, $4) on conflict (hash) do nothing",
        &logo.hash,
        logo.media_type.name(),
        &logo.bytes,
        ctx.clock().now().to_sqlx()
    )?;
    Ok(())
}

async fn delete_unused(change: &mut BrandChange) -> Result<()> {
    let used = change.tokens.logo.as_deref().unwrap_or("");
    sql!(&mut change.tx, execute "delete from brand_asset where hash <> $1", used)?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Row {
    media_type: String,
    bytes: Vec<u8>,
}

async fn load(reader: &mut Reader, hash: &str) -> Result<Option<Asset>> {
    let row = sql!(reader, fetch_optional Row, "select media_type, bytes from brand_asset where hash = $1", hash)?;
    row.map(Row::into_asset).transpose()
}

impl Row {
    fn into_asset(self) -> Result<Asset> {
        let unknown =
            || Error::internal(io::Error::other(format!("a picture of the unknown type {:?}", self.media_type)));
        let media_type = MediaType::from_name(&self.media_type).ok_or_else(unknown)?;
        Ok(Asset { media_type: media_type.name(), bytes: self.bytes.into() })
    }
}
