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

/// The person's places come first, whatever else has an index: SQLite would go through all organisations by status and name, since
/// that order is asked for.
macro_rules! own {
    () => {
        "select t.name, t.brand_copy, d.host from membership m
         join tenant t on t.id = m.tenant_id and t.status || '' = 'active'
         join domain d on d.tenant_id = t.id and d.is_main and d.verified_at is not null
         where m.user_id = $1 and m.tenant_id <> $2
           and not exists (select 1 from deletion g where g.tenant_id = t.id) and (m.expires_at is null or m.expires_at > $3)
         order by lower(t.name), t.slug limit 100"
    };
}

/// One page shows them all, so there is a bound; nobody is known to belong to so many.
async fn read(platform: &Platform, from: TenantId, user: UserId, now: Timestamp) -> Result<Vec<OwnOrganisation>> {
    let mut reader = platform.central.read().await?;
    let mut rows = sql!(
        &mut reader,
        fetch_all Row,
        own!(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clock::Clock, config::Config, db::Location, random::Random, users::Passwords};

    #[derive(sqlx::FromRow)]
    struct Step {
        detail: String,
    }

    /// PostgreSQL goes by what it knows of the rows; SQLite knows nothing of them.
    #[tokio::test]
    async fn sqlite_begins_with_the_persons_places() {
        let directory = std::env::temp_dir().join(format!("tenantry_own_{}", std::process::id()));
        let config = Config::for_tests(Location::Sqlite(directory.clone()), "http://tenantry.test:3000");
        let opened = Platform::open_with(config, Clock::system(), Random::system(), Passwords::for_tests()).await;
        let platform = opened.unwrap();
        let (user, from) =
            (UserId::new(&platform.random, &platform.clock), TenantId::new(&platform.random, &platform.clock));
        let mut reader = platform.central.read().await.unwrap();
        let text = concat!("explain query plan ", own!());
        let plan = sql!(&mut reader, fetch_all Step, text, user, from, platform.clock.now().to_sqlx()).unwrap();
        let plan: Vec<String> = plan.into_iter().map(|step| step.detail).collect();
        assert!(plan[0].starts_with("SEARCH m USING INDEX membership_user_id_idx"), "{plan:#?}");
        assert!(plan.iter().all(|line| !line.contains("tenant_status")), "{plan:#?}");
        drop(reader);
        platform.shut_down().await;
        let _ = std::fs::remove_dir_all(directory);
    }
}
