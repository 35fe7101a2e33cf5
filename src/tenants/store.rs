//! Reading organisations from the central database.

use super::{Slug, TenantStatus};
use crate::{
    brand::BrandTokens,
    config::PublicUrl,
    db::{DatabaseName, DbError, Home, HomeRow, Reader, Timestamp, sqlx},
    error::{Error, Result},
    ids::TenantId,
    locale::Locale,
    modules::Module,
    money::Currency,
    plans::{self, Entitled},
    platform::Platform,
};
use jiff::tz::TimeZone;
use sqlx::types::Json;
use std::{io, sync::Arc};

/// What every lookup reads; the conditions differ.
macro_rules! select {
    () => {
        "select t.id, t.slug, t.name, t.status, t.status_reason, t.locale, t.time_zone, t.currency, t.plan, t.placement,
                t.server_id, t.database_name, t.brand_copy, d.gone_at, d.reason as deletion_reason,
                exists (select 1 from tenant_move v where v.tenant_id = t.id and v.state = 'switching') as is_switching,
                exists (select 1 from tenant_move v where v.tenant_id = t.id and v.state = 'copying'
                        and v.announced_at is not null) as is_switching_soon,
                exists (select 1 from brand_due b where b.tenant_id = t.id and b.is_publishing) as brand_is_changing,
                (select host from domain m where m.tenant_id = t.id and m.is_main order by host limit 1) as main_host
         from tenant t left join deletion d on d.tenant_id = t.id"
    };
}

/// One organisation. It can't be made outside this module: whoever holds one has resolved it.
#[derive(Clone, Debug)]
pub struct Tenant {
    pub id: TenantId,
    pub slug: String,
    pub name: String,
    pub status: TenantStatus,
    pub status_reason: Option<String>,
    pub locale: Locale,
    pub zone: TimeZone,
    pub zone_name: String,
    pub currency: Currency,
    pub plan: String,
    /// Those that its people use.
    pub modules: Vec<Module>,
    /// Those whose tables it has: a module that was turned off keeps them.
    pub installed: Vec<Module>,
    /// What its plan allows, with what differs for it.
    pub entitled: Entitled,
    pub main_host: String,
    /// All verified ones, the main one among them.
    pub hosts: Vec<String>,
    /// Those of them whose records are gone, and since when.
    pub failing: Vec<(String, jiff::Timestamp)>,
    pub brand_copy: Option<BrandTokens>,
    /// It was deleted, and its data is still there.
    pub going: Option<Going>,
    /// Its data is about to be somewhere else: for a moment nobody may change it.
    pub is_switching: bool,
    /// It is to be so soon: it has to be asked before each change, and isn't to be remembered.
    pub(crate) is_switching_soon: bool,
    /// Another brand is about to be published: what is read of this one and of the organisation isn't to be remembered.
    pub(crate) brand_is_changing: bool,
    pub(crate) home: Home,
}

/// What the people of a deleted organisation may know of that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Going {
    pub gone_at: jiff::Timestamp,
    pub reason: Option<String>,
}

impl Tenant {
    /// Whether nobody may have its database open: somebody may be about to exchange or to remove it.
    pub fn is_shut(&self) -> bool {
        self.status == TenantStatus::Maintenance || self.going.is_some()
    }

    /// Whether its people find it open, or will again in a moment.
    pub fn is_served(&self) -> bool {
        matches!(self.status, TenantStatus::Active | TenantStatus::Maintenance) && self.going.is_none()
    }

    pub fn has(&self, module: Module) -> bool {
        self.modules.contains(&module)
    }

    /// Where its data lives, for whoever looks after the servers or the disk. It is no handle.
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// The name of its database, schema or file there.
    pub fn database(&self) -> &DatabaseName {
        self.home.name()
    }
}

/// The host of an organisation's own subdomain.
pub fn host_of_slug(slug: &Slug, public_url: &PublicUrl) -> String {
    public_url.subdomain(slug.as_str())
}

pub async fn find(platform: &Platform, slug: &str) -> Result<Option<Arc<Tenant>>> {
    let mut reader = platform.central.read().await?;
    let row = sql!(&mut reader, fetch_optional Row, concat!(select!(), " where t.slug = $1"), slug)?;
    with_modules(&mut reader, row).await
}

/// Every organisation that has a database, in the order of their slugs. For work over the whole fleet.
pub async fn all(platform: &Platform) -> Result<Vec<Arc<Tenant>>> {
    let mut reader = platform.central.read().await?;
    let rows =
        sql!(&mut reader, fetch_all Row, concat!(select!(), " where t.status <> 'provisioning' order by t.slug"))?;
    let mut tenants = Vec::with_capacity(rows.len());
    for row in rows {
        tenants.extend(with_modules(&mut reader, Some(row)).await?);
    }
    Ok(tenants)
}

/// The organisation that a verified host leads to.
pub(crate) async fn by_host(platform: &Platform, host: &str) -> Result<Option<Arc<Tenant>>> {
    let mut reader = platform.central.read().await?;
    let text =
        concat!(select!(), " join domain h on h.tenant_id = t.id where h.host = $1 and h.verified_at is not null");
    let row = sql!(&mut reader, fetch_optional Row, text, host)?;
    with_modules(&mut reader, row).await
}

#[derive(sqlx::FromRow)]
struct Row {
    id: TenantId,
    slug: String,
    name: String,
    status: String,
    status_reason: Option<String>,
    locale: String,
    time_zone: String,
    currency: String,
    plan: String,
    #[sqlx(flatten)]
    home: HomeRow,
    brand_copy: Option<Json<BrandTokens>>,
    gone_at: Option<Timestamp>,
    deletion_reason: Option<String>,
    is_switching: bool,
    is_switching_soon: bool,
    brand_is_changing: bool,
    main_host: Option<String>,
}

async fn with_modules(reader: &mut Reader, row: Option<Row>) -> Result<Option<Arc<Tenant>>> {
    let Some(row) = row else { return Ok(None) };
    let rows = modules_of(reader, row.id).await?;
    let known = |is_wanted: fn(&ModuleRow) -> bool| {
        rows.iter().filter(|row| is_wanted(row)).filter_map(|row| row.module.parse().ok()).collect()
    };
    let (modules, installed) = (known(|row| row.is_enabled), known(|_| true));
    let hosts = hosts_of(reader, row.id).await?;
    let entitled = plans::entitled(reader, row.id, &row.plan).await?;
    Ok(Some(Arc::new(row.into_tenant(modules, installed, entitled, hosts)?)))
}

#[derive(sqlx::FromRow)]
struct ModuleRow {
    module: String,
    is_enabled: bool,
}

async fn modules_of(reader: &mut Reader, tenant: TenantId) -> Result<Vec<ModuleRow>, DbError> {
    let text =
        "select module, disabled_at is null as is_enabled from tenant_module where tenant_id = $1 order by module";
    sql!(reader, fetch_all ModuleRow, text, tenant)
}

#[derive(sqlx::FromRow)]
struct HostRow {
    host: String,
    failing_since: Option<Timestamp>,
}

async fn hosts_of(reader: &mut Reader, tenant: TenantId) -> Result<Vec<HostRow>, DbError> {
    let text = "select d.host, c.failing_since from domain d
                left join domain_claim c on c.host = d.host and c.tenant_id = d.tenant_id
                where d.tenant_id = $1 and d.verified_at is not null order by d.host";
    sql!(reader, fetch_all HostRow, text, tenant)
}

impl Row {
    fn into_tenant(
        self,
        modules: Vec<Module>,
        installed: Vec<Module>,
        entitled: Entitled,
        hosts: Vec<HostRow>,
    ) -> Result<Tenant> {
        let wrong = |column: &str| Error::internal(io::Error::other(format!("tenant {}: unknown {column}", self.id)));
        Ok(Tenant {
            id: self.id,
            status: self.status.parse().map_err(|()| wrong("status"))?,
            locale: self.locale.parse().map_err(|()| wrong("locale"))?,
            currency: self.currency.parse().map_err(|()| wrong("currency"))?,
            zone: TimeZone::get(&self.time_zone).map_err(|_| wrong("time zone"))?,
            home: self.home.home().ok_or_else(|| wrong("home"))?,
            main_host: self.main_host.unwrap_or_default(),
            failing: hosts.iter().filter_map(|row| Some((row.host.clone(), row.failing_since?.to_jiff()))).collect(),
            hosts: hosts.into_iter().map(|row| row.host).collect(),
            brand_copy: self.brand_copy.map(|Json(tokens)| tokens),
            going: self.gone_at.map(|at| Going { gone_at: at.to_jiff(), reason: self.deletion_reason }),
            is_switching: self.is_switching,
            is_switching_soon: self.is_switching_soon,
            brand_is_changing: self.brand_is_changing,
            slug: self.slug,
            name: self.name,
            status_reason: self.status_reason,
            zone_name: self.time_zone,
            plan: self.plan,
            modules,
            installed,
            entitled,
        })
    }
}
