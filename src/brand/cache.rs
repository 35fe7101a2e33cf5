//! What is kept in memory of tenants. A cache can't be asked without saying whose entry is meant.

use super::{Asset, BrandTokens, Palette, store};
use crate::{error::Result, ids::TenantId, platform::Platform, tenants::Tenant};
use moka::sync::Cache;
use std::{
    fmt,
    hash::Hash,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

/// A bounded cache of something that belongs to tenants. The only place that keeps tenants' data in moka.
#[derive(Clone)]
pub struct TenantCache<K, V> {
    entries: Cache<(TenantId, K), V>,
    /// Counted up by every invalidation, so that a value that was read before it isn't kept after it.
    generation: Arc<AtomicU64>,
}

impl<K, V> TenantCache<K, V>
where
    K: Hash + Eq + Clone + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    pub fn of_entries(most: u64) -> Self {
        Self { entries: Cache::new(most), generation: Arc::default() }
    }

    /// Bounded by the sum of what `weigh` says of the values.
    pub fn of_weight(most: u64, weigh: fn(&V) -> u32) -> Self {
        let entries = Cache::builder().max_capacity(most).weigher(move |_, value: &V| weigh(value)).build();
        Self { entries, generation: Arc::default() }
    }

    pub fn get(&self, tenant: TenantId, key: K) -> Option<V> {
        self.entries.get(&(tenant, key))
    }

    /// The value from memory, or from `load`; an error isn't kept.
    pub async fn get_or_load(&self, tenant: TenantId, key: K, load: impl Future<Output = Result<V>>) -> Result<V> {
        let key = (tenant, key);
        if let Some(value) = self.entries.get(&key) {
            return Ok(value);
        }
        let generation = self.generation.load(Ordering::SeqCst);
        let value = load.await?;
        self.entries.insert(key.clone(), value.clone());
        if self.generation.load(Ordering::SeqCst) != generation {
            self.entries.invalidate(&key);
        }
        Ok(value)
    }

    pub fn forget(&self, tenant: TenantId, key: K) {
        self.generation.fetch_add(1, Ordering::SeqCst);
        self.entries.invalidate(&(tenant, key));
    }

    /// Forgets what is kept under the key, of whichever tenant.
    pub fn forget_key(&self, key: &K) {
        self.generation.fetch_add(1, Ordering::SeqCst);
        for (of, _) in self.entries.iter().filter(|(of, _)| of.1 == *key) {
            self.entries.invalidate(of.as_ref());
        }
    }

    pub fn forget_tenant(&self, tenant: TenantId) {
        self.generation.fetch_add(1, Ordering::SeqCst);
        for (key, _) in self.entries.iter().filter(|(key, _)| key.0 == tenant) {
            self.entries.invalidate(key.as_ref());
        }
    }

    pub fn forget_all(&self) {
        self.generation.fetch_add(1, Ordering::SeqCst);
        self.entries.invalidate_all();
    }
}

impl<K, V> fmt::Debug for TenantCache<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TenantCache")
    }
}

/// A brand, ready for a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brand {
    pub tokens: BrandTokens,
    /// What follows from them: finding it takes longer than a page may.
    pub palette: Palette,
    /// The content of the page's style element.
    pub css: String,
}

impl Brand {
    pub fn of(tokens: BrandTokens) -> Self {
        let palette = Palette::of(&tokens);
        Self { css: palette.css(), palette, tokens }
    }

    /// From the copy in the central database, or the brand that nobody chose. Without pictures: their bytes are where the
    /// brand is.
    fn of_copy(tenant: &Tenant) -> Self {
        let tokens = tenant.brand_copy.clone().unwrap_or_default();
        Self::of(tokens.without_pictures())
    }
}

/// The brands and pictures of the organisations that are visited.
#[derive(Clone, Debug)]
pub struct BrandCache {
    brands: TenantCache<(), Arc<Brand>>,
    pub(super) assets: TenantCache<String, Asset>,
}

const MOST_BRANDS: u64 = 10_000;
const MOST_ASSET_BYTES: u64 = 64 * 1024 * 1024;

impl BrandCache {
    pub fn new() -> Self {
        Self {
            brands: TenantCache::of_entries(MOST_BRANDS),
            assets: TenantCache::of_weight(MOST_ASSET_BYTES, Asset::weight),
        }
    }

    /// # Errors
    /// When the organisation's database can't be read.
    pub async fn get(&self, platform: &Platform, tenant: &Tenant) -> Result<Arc<Brand>> {
        let load = async {
            let db = platform.fleet.open(tenant).await?;
            let tokens = store::load(&mut db.db().read().await?).await?;
            Ok(Arc::new(Brand::of(tokens)))
        };
        if tenant.brand_is_changing { load.await } else { self.brands.get_or_load(tenant.id, (), load).await }
    }

    /// As `get`; when the organisation's database is broken or shut, the brand as the deployment remembers it.
    pub async fn get_or_copy(&self, platform: &Platform, tenant: &Tenant) -> Arc<Brand> {
        if tenant.going.is_some() {
            return Arc::new(Brand::of_copy(tenant));
        }
        match self.get(platform, tenant).await {
            Ok(brand) => brand,
            Err(error) => {
                tracing::warn!(tenant = %tenant.id, error = %error.with_causes(), "brand shown from its copy");
                Arc::new(Brand::of_copy(tenant))
            }
        }
    }

    /// After a change of the organisation's brand or logo.
    pub fn invalidate(&self, tenant: TenantId) {
        self.brands.forget_tenant(tenant);
        self.assets.forget_tenant(tenant);
    }

    /// After a change that another process made to some organisation. Pictures stay: their name is the hash of their bytes.
    pub fn forget_all(&self) {
        self.brands.forget_all();
    }
}

impl Default for BrandCache {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::TenantCache;
    use crate::{clock::Clock, error::Error, ids::TenantId, random::Random};

    fn tenants() -> [TenantId; 2] {
        let (random, clock) = (Random::seeded(1), Clock::manual(jiff::Timestamp::UNIX_EPOCH));
        [0, 1].map(|_| TenantId::new(&random, &clock))
    }

    async fn load<T>(cache: &TenantCache<&'static str, T>, tenant: TenantId, key: &'static str, value: T) -> T
    where
        T: Clone + Send + Sync + 'static,
    {
        cache.get_or_load(tenant, key, async { Ok(value) }).await.unwrap()
    }

    #[tokio::test]
    async fn one_key_of_two_tenants_is_two_entries() {
        let (cache, [a, b]) = (TenantCache::of_entries(10), tenants());
        load(&cache, a, "logo", 1).await;
        assert_eq!(cache.get(b, "logo"), None);
        load(&cache, b, "logo", 2).await;
        assert_eq!((cache.get(a, "logo"), cache.get(b, "logo")), (Some(1), Some(2)));
    }

    #[tokio::test]
    async fn forgetting_a_tenant_leaves_the_others() {
        let (cache, [a, b]) = (TenantCache::of_entries(10), tenants());
        for tenant in [a, b] {
            load(&cache, tenant, "logo", 1).await;
        }
        cache.forget_tenant(a);
        assert_eq!((cache.get(a, "logo"), cache.get(b, "logo")), (None, Some(1)));
        cache.forget_all();
        assert_eq!(cache.get(b, "logo"), None);
    }

    #[tokio::test]
    async fn a_key_is_forgotten_at_one_tenant_or_at_all() {
        let (cache, [a, b]) = (TenantCache::of_entries(10), tenants());
        for (tenant, key) in [(a, "logo"), (b, "logo"), (b, "font")] {
            load(&cache, tenant, key, 1).await;
        }
        cache.forget(a, "logo");
        assert_eq!((cache.get(a, "logo"), cache.get(b, "logo")), (None, Some(1)));
        cache.forget_key(&"logo");
        assert_eq!((cache.get(b, "logo"), cache.get(b, "font")), (None, Some(1)));
    }

    #[tokio::test]
    async fn what_was_read_before_a_change_is_not_kept_after_it() {
        let (cache, [a, _]) = (TenantCache::of_entries(10), tenants());
        let load = async {
            cache.forget_tenant(a);
            Ok("old")
        };
        assert_eq!(cache.get_or_load(a, "brand", load).await.unwrap(), "old");
        assert_eq!(cache.get(a, "brand"), None);
    }

    #[tokio::test]
    async fn an_error_is_not_kept() {
        let (cache, [a, _]) = (TenantCache::<&str, u8>::of_entries(10), tenants());
        assert!(cache.get_or_load(a, "brand", async { Err(Error::not_found()) }).await.is_err());
        assert_eq!(load(&cache, a, "brand", 7).await, 7);
    }
}
