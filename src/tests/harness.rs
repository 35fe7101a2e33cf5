//! A deployment for one test, on either engine, with a clock that stands still and a randomness that repeats.

use crate::{cluster, log};
use std::{
    path::PathBuf,
    str::FromStr,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};
use tenantry::{
    access::Role,
    brand,
    clock::Clock,
    config::{Config, DefaultPlacement},
    context::Author,
    context::{Actor, TenantCtx},
    db::Location,
    ids::UserId,
    locale::Locale,
    memberships,
    modules::Module,
    platform::Platform,
    provisioning,
    random::Random,
    servers::{self, NewServer, Placement},
    tenants::{self, NewTenant, Tenant},
    users::{self, Email, Passwords},
};

/// Noon in March, so that neither midnight nor a change of the clocks is near.
pub const START: &str = "2026-03-15T12:00:00Z";
pub const PASSWORD: &str = "a quiet river in march";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

pub struct Deployment {
    pub platform: Arc<Platform>,
    pub clock: Clock,
    pub engine: Engine,
    /// Where SQLite's files are, and what else the test writes.
    pub directory: PathBuf,
}

/// Writes the test once, as a module of two tests.
macro_rules! both_engines {
    ($(async fn $name:ident($t:ident: Deployment) $body:block)+) => {$(
        mod $name {
            use super::*;

            async fn test($t: $crate::harness::Deployment) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                $crate::harness::run($crate::harness::Engine::Sqlite, test).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                $crate::harness::run($crate::harness::Engine::Postgres, test).await;
            }
        }
    )+};
}
pub(crate) use both_engines;

/// Writes the test once, as a module of a test for each place where tenants may live.
macro_rules! every_placement {
    ($(async fn $name:ident($t:ident: Deployment) $body:block)+) => {$(
        mod $name {
            use super::*;

            async fn test($t: $crate::harness::Deployment) $body

            $crate::harness::placed! { test
                sqlite: Sqlite, Sqlite;
                files_beside_postgres: Postgres, Sqlite;
                postgres_database: Postgres, PostgresDatabase;
                postgres_schema: Postgres, PostgresSchema;
                postgres_server: Sqlite, PostgresServer;
                schema_on_a_server: Sqlite, PostgresSchema;
            }
        }
    )+};
}
pub(crate) use every_placement;

macro_rules! placed {
    ($test:ident $($name:ident: $central:ident, $placement:ident;)+) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $name() {
            let placement = tenantry::servers::Placement::$placement;
            $crate::harness::run_placed($crate::harness::Engine::$central, placement, $test).await;
        }
    )+};
}
pub(crate) use placed;

/// The same as `run`, with tenants that go to a placement.
pub async fn run_placed(engine: Engine, placement: Placement, test: impl AsyncFnOnce(Deployment)) {
    run_on(Deployment::start_placed(engine, placement).await, test).await;
}

/// Starts a deployment, runs the test, and removes what it left when it passed.
pub async fn run(engine: Engine, test: impl AsyncFnOnce(Deployment)) {
    run_on(Deployment::start(engine).await, test).await;
}

/// The same on both engines one after the other, with a change of the settings.
pub async fn run_with(change: fn(&mut Config), test: impl AsyncFn(Deployment)) {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        run_on(Deployment::start_with(engine, change).await, async |t| test(t).await).await;
    }
}

async fn run_on(deployment: Deployment, test: impl AsyncFnOnce(Deployment)) {
    let (platform, directory) = (deployment.platform.clone(), deployment.directory.clone());
    test(deployment).await;
    let _ = std::fs::remove_dir_all(directory);
    cluster::leave_databases(&platform).await;
}

impl Deployment {
    pub async fn start(engine: Engine) -> Self {
        Self::start_with(engine, |_| {}).await
    }

    pub async fn start_with(engine: Engine, change: impl FnOnce(&mut Config)) -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        log::show_warnings();
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("tenantry_test_{:x}_{number}", process());
        let directory = std::env::temp_dir().join(&name);
        std::fs::create_dir_all(&directory).unwrap();
        let location = match engine {
            Engine::Sqlite => Location::Sqlite(directory.join("data")),
            Engine::Postgres => Location::from_str(&cluster::central_database(&name).await).unwrap(),
        };
        let mut config = Config::for_tests(location, "http://tenantry.test:3000");
        // Not the checkout's own site, which may be built or not: this one never is.
        config.server.site_root = directory.join("unbuilt-site");
        // A busy machine takes its time to open a database; what happens when it takes too long has tests of its own.
        config.pool.acquire_timeout_ms = 15_000;
        config.deletion.exports = directory.join("exports");
        config.database.directory = directory.join("data");
        config.database.key_file = directory.join("tenantry.key");
        // Nobody is there: what a test does not set up itself must not depend on the world.
        config.dns.server = Some(std::net::SocketAddr::from(([127, 0, 0, 1], 9)));
        change(&mut config);
        let clock = Clock::manual(START.parse().unwrap());
        // The process is part of the seed: PostgreSQL's databases are shared by all tests of a run.
        let random = Random::seeded(process() << 16 | number);
        let platform = Platform::open_with(config, clock.clone(), random, Passwords::for_tests()).await.unwrap();
        Self { platform, clock, engine, directory }
    }

    /// With the central database on an engine, and tenants that go to a placement: on a registered server when there is
    /// none of the deployment's own.
    pub async fn start_placed(engine: Engine, placement: Placement) -> Self {
        let t = Self::start_with(engine, |config| config.placement.default = DefaultPlacement(Some(placement))).await;
        let takes_own = if engine == Engine::Sqlite { Placement::Sqlite } else { Placement::PostgresSchema };
        if placement > takes_own {
            t.register("elsewhere", "here", 1_000).await;
        }
        t
    }

    /// Registers the tests' PostgreSQL as one more server.
    pub async fn register(&self, name: &str, region: &str, capacity: i64) {
        let (name, region, address) = (name.to_owned(), region.to_owned(), cluster::address());
        servers::add(&self.platform, &NewServer { name, region, capacity, address }, &Author::CommandLine)
            .await
            .unwrap();
    }

    /// Where its tenants go when nobody says anything else.
    pub fn placement(&self) -> Placement {
        self.platform.config.placement.default.or(self.platform.lifecycle.own_placement())
    }

    /// The organisation, made with every module when it isn't there yet.
    pub async fn tenant(&self, slug: &str) -> Arc<Tenant> {
        self.tenant_with(slug, &Module::ALL).await
    }

    pub async fn tenant_with(&self, slug: &str, modules: &[Module]) -> Arc<Tenant> {
        if let Some(tenant) = tenants::find(&self.platform, slug).await.unwrap() {
            return tenant;
        }
        let new = NewTenant { modules: modules.to_vec(), ..society(slug) };
        provisioning::provision(self.platform.clone(), new, |_| Ok(())).await.unwrap();
        tenants::find(&self.platform, slug).await.unwrap().unwrap()
    }

    /// A person with a role in the organisation, and what the edge would hand to a domain function for them.
    pub async fn ctx(&self, slug: &str, role: Role) -> TenantCtx {
        let tenant = self.tenant(slug).await;
        let actor = self.member(&tenant, role).await;
        self.platform.enter(&tenant, actor).await.unwrap()
    }

    /// Makes `owner@…`, `admin@…` or `member@<slug>.example` with [`PASSWORD`], once.
    pub async fn member(&self, tenant: &Tenant, role: Role) -> Actor {
        let email = Email::try_from(format!("{}@{}.example", role.name(), tenant.slug)).unwrap();
        let name = format!("{} of {}", role.name(), tenant.slug);
        let user = self.user(&email, &name).await;
        let mut tx = self.platform.central.begin().await.unwrap();
        memberships::add(&mut tx, &self.platform, tenant.id, user, role).await.unwrap();
        tx.commit().await.unwrap();
        Actor { user, name, email: email.as_str().to_owned(), role }
    }

    async fn user(&self, email: &Email, name: &str) -> UserId {
        match users::find_by_email(&self.platform, email).await.unwrap() {
            Some(user) => user.id,
            None => users::create(&self.platform, email, name, Some(PASSWORD.to_owned())).await.unwrap(),
        }
    }

    /// The brand of the organisation as it is stored.
    pub async fn brand(&self, ctx: &TenantCtx) -> brand::BrandTokens {
        brand::tokens(ctx).await.unwrap()
    }
}

/// An organisation as somebody asks for it, with all that there is.
pub fn society(slug: &str) -> NewTenant {
    NewTenant {
        name: format!("Society of {slug}"),
        slug: slug.into(),
        admin_name: "Rachel Cohen".into(),
        admin_email: format!("rachel@{slug}.example"),
        locale: Locale::En,
        modules: Module::ALL.to_vec(),
        ..NewTenant::default()
    }
}

/// What tells this process from all others of a run: its number comes again after a few ten thousand others.
pub fn process() -> u64 {
    static PROCESS: OnceLock<u64> = OnceLock::new();
    *PROCESS.get_or_init(|| {
        let seconds = u64::try_from(Clock::system().now().as_second()).unwrap();
        ((seconds % (1 << 16)) << 22) | (u64::from(std::process::id()) % (1 << 22))
    })
}
