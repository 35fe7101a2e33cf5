//! A deployment for one test, on either engine, with a clock that stands still and a randomness that repeats.

use std::{
    fs::File,
    io::{Read, Write},
    path::PathBuf,
    str::FromStr,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, UNIX_EPOCH},
};
use tenantry::{
    access::Role,
    brand,
    clock::Clock,
    config::{Config, DefaultPlacement},
    context::Author,
    context::{Actor, TenantCtx},
    db::{self, Lifecycle, Location, PoolSize},
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
pub async fn run_placed<F: Future<Output = ()>>(
    engine: Engine,
    placement: Placement,
    test: impl FnOnce(Deployment) -> F,
) {
    let deployment = Deployment::start_placed(engine, placement).await;
    let directory = deployment.directory.clone();
    test(deployment).await;
    let _ = std::fs::remove_dir_all(directory);
}

/// Starts a deployment, runs the test, and removes what it left when it passed.
pub async fn run<F: Future<Output = ()>>(engine: Engine, test: impl FnOnce(Deployment) -> F) {
    let deployment = Deployment::start(engine).await;
    let directory = deployment.directory.clone();
    test(deployment).await;
    let _ = std::fs::remove_dir_all(directory);
}

impl Deployment {
    pub async fn start(engine: Engine) -> Self {
        Self::start_with(engine, |_| {}).await
    }

    pub async fn start_with(engine: Engine, change: impl FnOnce(&mut Config)) -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("tenantry_test_{:x}_{number}", process());
        let directory = std::env::temp_dir().join(&name);
        std::fs::create_dir_all(&directory).unwrap();
        let location = match engine {
            Engine::Sqlite => Location::Sqlite(directory.join("data")),
            Engine::Postgres => Location::from_str(&postgres_database(&name).await).unwrap(),
        };
        let mut config = Config::for_tests(location, "http://tenantry.test:3000");
        // Not the checkout's own site, which may be built or not: this one never is.
        config.server.site_root = directory.join("unbuilt-site");
        // A busy machine takes its time to open a database; what happens when it takes too long has tests of its own.
        config.pool.acquire_timeout_ms = 15_000;
        config.deletion.exports = directory.join("exports");
        config.database.directory = directory.join("data");
        config.database.key_file = directory.join("tenantry.key");
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
        let (name, region, address) = (name.to_owned(), region.to_owned(), postgres_address());
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
        let new = NewTenant {
            name: format!("Society of {slug}"),
            slug: slug.to_owned(),
            admin_name: "Rachel Cohen".into(),
            admin_email: format!("rachel@{slug}.example"),
            locale: Locale::En,
            modules: modules.to_vec(),
        };
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

/// What tells this process from all others of a run: its number comes again after a few ten thousand others.
pub fn process() -> u64 {
    static PROCESS: OnceLock<u64> = OnceLock::new();
    *PROCESS.get_or_init(|| {
        let seconds = u64::try_from(Clock::system().now().as_second()).unwrap();
        ((seconds % (1 << 16)) << 22) | (u64::from(std::process::id()) % (1 << 22))
    })
}

#[expect(clippy::disallowed_methods, reason = "the address of the tests' own PostgreSQL cluster comes from its script")]
pub fn postgres_address() -> String {
    std::env::var("TENANTRY_TEST_POSTGRES").expect(
        "TENANTRY_TEST_POSTGRES is not set: run the tests through `make test-rust` or `scripts/postgres-cluster`",
    )
}

/// A central database with its tables. To make them takes as long as many a test, so that one is made for all tests of a
/// run, by whichever process comes first, and copied.
async fn postgres_database(name: &str) -> String {
    let address = postgres_address();
    let template = format!("central_{:x}", of_this_build());
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{template}.lock"));
    let mut made = File::options().read(true).append(true).create(true).open(path).unwrap();
    made.lock().unwrap();
    let mut on_servers = String::new();
    made.read_to_string(&mut on_servers).unwrap();
    if !on_servers.lines().any(|server| server == address) {
        make_central(&address, &template).await;
        writeln!(made, "{address}").unwrap();
    }
    drop(made);
    db::copy_postgres_database(&address, &template, name).await.unwrap()
}

async fn make_central(server: &str, name: &str) {
    // One that a process left half-way.
    let _ = db::drop_postgres_database(server, name).await;
    let location = Location::from_str(&db::create_postgres_database(server, name).await.unwrap()).unwrap();
    let size = PoolSize { most: 1, wait: Duration::from_secs(15) };
    Lifecycle::new(location).open_central(size).await.unwrap().close().await;
}

/// What tells this build of the tests, and so its migrations, from those before it.
fn of_this_build() -> u128 {
    let program = std::env::current_exe().and_then(std::fs::metadata).unwrap();
    program.modified().unwrap().duration_since(UNIX_EPOCH).unwrap().as_nanos()
}
