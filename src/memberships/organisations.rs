//! The organisations that a person belongs to, to go from one to the other. Every page shows them, so they are kept in
//! memory for a moment.

use super::OwnOrganisation;
use crate::{
    brand::{BrandTokens, Palette, TenantCache},
    db::{ToSqlx, sqlx},
    error::Result,
    ids::{TenantId, UserId},
    loans::search_name,
    platform::Platform,
};
use jiff::{SignedDuration, Timestamp};
use sqlx::types::Json;
use std::sync::Arc;

/// How long an organisation that was suspended or renamed elsewhere is still shown as it was.
const FRESH_FOR: SignedDuration = SignedDuration::from_secs(60);
/// People who are looked at in one minute.
const MOST: u64 = 10_000;

/// What a person sees of their organisations from one of them.
#[derive(Clone, Debug)]
pub struct OwnOrganisations {
    lists: TenantCache<UserId, List>,
}

#[derive(Clone, Debug)]
struct List {
    read_at: Timestamp,
    organisations: Arc<[OwnOrganisation]>,
}

impl OwnOrganisations {
    pub fn new() -> Self {
        Self { lists: TenantCache::of_entries(MOST) }
    }

    /// All that the person can enter now, by name, but the one that `from` is.
    pub async fn beside(&self, platform: &Platform, from: TenantId, user: UserId) -> Result<Arc<[OwnOrganisation]>> {
        let now = platform.clock.now();
        if self.lists.get(from, user).is_some_and(|list| now.duration_since(list.read_at) >= FRESH_FOR) {
            self.lists.forget(from, user);
        }
        let load = async { Ok(List { read_at: now, organisations: read(platform, from, user, now).await?.into() }) };
        Ok(self.lists.get_or_load(from, user, load).await?.organisations)
    }

    /// After a change of the person's memberships: the next page reads them.
    pub fn forget_user(&self, user: UserId) {
        self.lists.forget_key(&user);
    }

    /// After a change that another process made to some organisation.
    pub fn forget_all(&self) {
        self.lists.forget_all();
    }
}

impl Default for OwnOrganisations {
    fn default() -> Self {
        Self::new()
    }
}

/// One page shows them all, so there is a bound; nobody is known to belong to so many.
async fn read(platform: &Platform, from: TenantId, user: UserId, now: Timestamp) -> Result<Vec<OwnOrganisation>> {
    let mut reader = platform.central.read().await?;
    let mut rows = sql!(
        &mut reader,
        fetch_all Row,
        "select t.name, t.brand_copy, d.host from membership m
         join tenant t on t.id = m.tenant_id and t.status = 'active'
         join domain d on d.tenant_id = t.id and d.is_main and d.verified_at is not null
         where m.user_id = $1 and m.tenant_id <> $2
           and not exists (select 1 from deletion g where g.tenant_id = t.id) and (m.expires_at is null or m.expires_at > $3)
         order by t.name, t.slug limit 100",
        user,
        from,
        now.to_sqlx()
    )?;
    // The engines sort letters each in its own way.
    rows.sort_by_key(|row| (search_name(&row.name), row.host.clone()));
    Ok(rows.into_iter().map(|row| row.into_organisation(platform)).collect())
}

#[derive(sqlx::FromRow)]
struct Row {
    name: String,
    brand_copy: Option<Json<BrandTokens>>,
    host: String,
}

impl Row {
    /// A logo is on its organisation's own host, from which this one's pages may load nothing: the colours stand for it.
    fn into_organisation(self, platform: &Platform) -> OwnOrganisation {
        let tokens = self.brand_copy.map(|Json(tokens)| tokens).unwrap_or_default();
        let colors = Palette::of(&tokens).light;
        OwnOrganisation {
            url: platform.config.server.public_url.origin_of(&self.host),
            name: self.name,
            fill: colors.brand.to_string(),
            ink: colors.brand_contrast.to_string(),
            radius: tokens.radius,
        }
    }
}
