//! Pictures of an organisation, named by the hash of their bytes: what is under a name never changes.

use super::{is_asset_hash, pictures::MediaType};
use crate::{
    db::{Reader, sqlx},
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
