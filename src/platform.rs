//! The deployment as one value: its settings, its clock, its central database, and the managers that share them.

use crate::{
    announcements::Announcements,
    brand::BrandCache,
    clock::Clock,
    config::Config,
    context::{Actor, TenantCtx},
    db::{Db, Lifecycle, PoolSize},
    deployment::Settings,
    domains::{Directory, Dns},
    error::Result,
    fleet::{Fleet, nodes},
    ids::ProvisioningId,
    jobs::JobCounters,
    mail::Mails,
    memberships::OwnOrganisations,
    metrics::{self, Meters},
    plans,
    random::Random,
    servers::SealedAddresses,
    stock::{self, Stock},
    support,
    tenants::{self, Activity, Tenant, search_words},
    tls::Certificates,
    traces::Traces,
    upgrades::{self, DriftChecks, Visits},
    users::Passwords,
};
use moka::sync::Cache;
use std::{sync::Arc, time::Duration};

#[derive(Debug)]
pub struct Platform {
    /// As the process was started. What operators may change is read from `settings`.
    pub config: Config,
    pub settings: Settings,
    pub clock: Clock,
    pub random: Random,
    pub central: Db,
    pub lifecycle: Lifecycle,
    pub fleet: Fleet,
    pub directory: Directory,
    pub(crate) dns: Dns,
    pub passwords: Passwords,
    pub brands: BrandCache,
    pub own_organisations: OwnOrganisations,
    pub announcements: Announcements,
    /// Who is near to what their plan allows.
    pub(crate) near_limits: plans::NearLimits,
    /// What owners are told of support.
    pub support: support::Standing,
    /// What this process took of the databases that are made ahead.
    pub(crate) stock: Stock,
    /// Administrators' links of the last minutes: only their hashes are stored, and the page that made one shows it once.
    pub(crate) fresh_links: Cache<ProvisioningId, String>,
    /// Organisations that are visited while an upgrade goes on.
    pub(crate) visits: Visits,
    /// How far this process is with reading all databases back.
    pub(crate) drift_checks: DriftChecks,
    /// This process among those that work on the deployment.
    pub(crate) node: nodes::Node,
    pub activity: Activity,
    pub mails: Arc<Mails>,
    /// What organisations do, counted.
    pub meters: Meters,
    pub certificates: Certificates,
    /// What this process did for organisations beside their requests.
    pub(crate) jobs: JobCounters,
    /// Where the time of requests and jobs goes.
    pub traces: Traces,
}

impl Platform {
    /// Opens the central database, making and migrating it if need be.
    pub async fn open(config: Config) -> Result<Arc<Self>> {
        Self::open_with(config, Clock::system(), Random::system(), Passwords::new()).await
    }

    /// The same with a clock, a randomness and a cost of passwords that are handed in.
    pub async fn open_with(config: Config, clock: Clock, random: Random, passwords: Passwords) -> Result<Arc<Self>> {
        Self::open_on(Lifecycle::new(config.database.location.clone()), config, clock, random, passwords).await
    }

    /// The same over databases that somebody looks after by other migrations: a test's next version of the program.
    pub async fn open_on(
        lifecycle: Lifecycle,
        config: Config,
        clock: Clock,
        random: Random,
        passwords: Passwords,
    ) -> Result<Arc<Self>> {
        let lifecycle = lifecycle.with_files_in(config.database.files());
        let wait = config.pool.acquire_timeout();
        let central = lifecycle.open_central(PoolSize { most: config.pool.central_connections, wait }).await?;
        lifecycle.know_servers(Box::new(SealedAddresses { central: central.clone(), key: config.database.key_file() }));
        upgrades::note_heads(&central, &lifecycle).await?;
        search_words::index_if_none(&central).await?;
        let settings = Settings::new(&config);
        settings.follow(&central).await?;
        Ok(Arc::new(Self {
            fleet: Fleet::new(lifecycle.clone(), &config.pool),
            directory: Directory::new(config.server.public_url.host()),
            dns: Dns::new(&config.dns),
            brands: BrandCache::new(),
            own_organisations: OwnOrganisations::new(),
            announcements: Announcements::default(),
            near_limits: plans::NearLimits::new(),
            support: support::Standing::default(),
            stock: Stock::default(),
            fresh_links: Cache::builder().max_capacity(1_000).time_to_live(Duration::from_mins(15)).build(),
            visits: Visits::default(),
            drift_checks: DriftChecks::default(),
            node: nodes::Node::new(&random, &clock),
            activity: Activity::new(),
            mails: Arc::new(Mails::new(&config)),
            meters: Meters::new(&config.metrics),
            settings,
            certificates: Certificates::new(),
            jobs: JobCounters::default(),
            traces: Traces::new(&config.traces)?,
            config,
            clock,
            random,
            central,
            lifecycle,
            passwords,
        }))
    }

    /// Opens an organisation for somebody who acts in it. Whether they may is the edge's to have judged.
    pub async fn enter(self: &Arc<Self>, tenant: &Arc<Tenant>, actor: Actor) -> Result<TenantCtx> {
        let db = self.fleet.open(tenant).await?;
        Ok(TenantCtx::new(self.clone(), tenant.clone(), actor, db))
    }

    /// Takes part in sharing the PostgreSQL servers with the deployment's other processes, until it is shut down. Whoever opens
    /// many databases does so first.
    pub async fn start_sharing(self: &Arc<Self>) {
        let failed = "the servers could not be shared with other nodes";
        if let Err(error) = nodes::share_servers(self).await {
            tracing::warn!(error = %error.with_causes(), "{failed}");
        }
        self.attend(nodes::BETWEEN_SIGNS, failed, |platform| async move { nodes::share_servers(&platform).await });
    }

    pub(crate) fn warn_of_unwritten_activity(written: Result<()>) {
        if let Err(error) = written {
            tracing::warn!(error = %error.with_causes(), "the last activity could not be written");
        }
    }

    async fn write_metrics(&self) {
        if let Err(error) = Box::pin(metrics::flush(self)).await {
            tracing::warn!(error = %error.with_causes(), "what was counted could not be written");
        }
    }

    /// What the pool manager, the stock, the meters, the certificates, the jobs and the traces count, in the text format of
    /// Prometheus.
    pub fn prometheus(&self) -> String {
        let tls = self.certificates.prometheus();
        self.fleet.prometheus()
            + &stock::prometheus(&self.stock)
            + &self.meters.prometheus()
            + &tls
            + &self.jobs.prometheus()
            + &self.traces.prometheus()
    }

    /// Closes every database; SQLite's logs are written back into their files.
    pub async fn shut_down(&self) {
        self.fleet.shut_down().await;
        Self::warn_of_unwritten_activity(tenants::write_activity(self).await);
        self.write_metrics().await;
        if let Err(error) = nodes::leave(self).await {
            tracing::debug!(error = %error.with_causes(), "the other nodes could not be told");
        }
        self.central.close().await;
        self.traces.flush().await;
    }
}
