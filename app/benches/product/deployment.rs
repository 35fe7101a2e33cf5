//! A deployment of its own for the run: a hundred organisations with loans, and somebody who is signed in at each.

use crate::{Outcome, book::book, settings::Settings};
use std::{
    fmt,
    path::{Path, PathBuf},
    str::FromStr,
    sync::Arc,
    time::{Duration, Instant},
};
use tenantry::{
    access::Role,
    config::Config,
    context::Actor,
    db::Location,
    loans,
    locale::Locale,
    memberships,
    modules::Module,
    platform::Platform,
    provisioning, sessions,
    tenants::{self, NewTenant, Tenant},
    users::{self, Email, Principal},
};
use tokio::task::JoinSet;
use tower_sessions::Session;

pub(crate) const ORGANISATIONS: usize = 100;
pub(crate) const LOANS: usize = 200;

const NAME: &str = "Rachel Benhamou";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    pub(crate) const ALL: [Self; 2] = [Self::Sqlite, Self::Postgres];
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(if *self == Self::Sqlite { "sqlite" } else { "postgres" })
    }
}

/// Removed from the disk when it is dropped.
pub(crate) struct Deployment {
    pub(crate) platform: Arc<Platform>,
    pub(crate) houses: Vec<House>,
    /// How long each organisation took to make, one after the other.
    pub(crate) provisioning: Vec<Duration>,
    directory: PathBuf,
    /// The server that databases are made on.
    postgres: Option<String>,
}

/// An organisation, and the way in.
#[derive(Clone)]
pub(crate) struct House {
    pub(crate) tenant: Arc<Tenant>,
    pub(crate) actor: Actor,
    /// The session's secret, as the cookie carries it.
    pub(crate) session: String,
}

impl Deployment {
    pub(crate) async fn make(engine: Engine, settings: &Settings) -> Outcome<Self> {
        let name = format!("tenantry_bench_{engine}_{}", std::process::id());
        let directory = std::env::temp_dir().join(&name);
        std::fs::create_dir_all(&directory)?;
        let location = match (engine, &settings.postgres) {
            (Engine::Postgres, Some(address)) => {
                Location::from_str(&tenantry::db::create_postgres_database(address, &name).await?)?
            }
            _ => Location::Sqlite(directory.clone()),
        };
        let platform = Platform::open(config(location, &settings.site)).await?;
        let mut deployment = Self {
            platform,
            houses: Vec::new(),
            provisioning: Vec::new(),
            directory,
            postgres: settings.postgres.clone(),
        };
        deployment.platform.start_sharing().await;
        deployment.platform.start_housekeeping();
        deployment.settle().await?;
        Ok(deployment)
    }

    /// Another deployment on the same engine, without organisations and without housekeeping.
    pub(crate) async fn another(&self, name: &str) -> Outcome<Arc<Platform>> {
        let mut config = self.platform.config.clone();
        config.database.location = match (&config.database.location, &self.postgres) {
            (Location::Postgres(_), Some(address)) => {
                let database = format!("tenantry_bench_{name}_{}", std::process::id());
                Location::from_str(&tenantry::db::create_postgres_database(address, &database).await?)?
            }
            _ => Location::Sqlite(self.directory.join(name)),
        };
        Ok(Platform::open(config).await?)
    }

    pub(crate) fn directory(&self) -> &Path {
        &self.directory
    }

    async fn settle(&mut self) -> Outcome<()> {
        // The first one makes the template that all are copied from; it is no part of the figures.
        provision(&self.platform, "template").await?;
        for number in 1..=ORGANISATIONS {
            let slug = format!("society-{number:03}");
            let started = Instant::now();
            provision(&self.platform, &slug).await?;
            self.provisioning.push(started.elapsed());
            self.houses.push(move_in(&self.platform, &slug).await?);
        }
        self.lend().await
    }

    /// Fills the books of a few organisations at a time.
    async fn lend(&self) -> Outcome<()> {
        for some in self.houses.chunks(4) {
            let mut books = JoinSet::new();
            for House { tenant, actor, .. } in some.iter().cloned() {
                let platform = self.platform.clone();
                books.spawn(async move {
                    let ctx = platform.enter(&tenant, actor).await?;
                    loans::seed::seed(&ctx, ctx.random(), &book(ctx.today(), LOANS, NAME)).await
                });
            }
            while let Some(done) = books.join_next().await {
                done??;
            }
        }
        Ok(())
    }
}

impl Drop for Deployment {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.directory);
    }
}

/// The defaults, but for room to keep all organisations open at once on PostgreSQL.
fn config(location: Location, site: &Path) -> Config {
    let mut config = Config::for_tests(location, "http://localhost:3000");
    site.clone_into(&mut config.server.site_root);
    config.pool.postgres_connections = 200;
    config
}

async fn provision(platform: &Arc<Platform>, slug: &str) -> Outcome<()> {
    let new = NewTenant {
        name: format!("Société {slug}"),
        slug: slug.to_owned(),
        admin_name: NAME.to_owned(),
        admin_email: format!("owner@{slug}.example"),
        locale: Locale::Fr,
        modules: vec![Module::Loans],
        ..NewTenant::default()
    };
    provisioning::provision(platform.clone(), new, |_| Ok(())).await?;
    Ok(())
}

/// Somebody with a membership, and a session on the organisation's host. One person in all organisations would have a
/// hundred of them to choose from on each page.
async fn move_in(platform: &Arc<Platform>, slug: &str) -> Outcome<House> {
    let address = format!("rachel@{slug}.example");
    let email = Email::try_from(address.clone()).map_err(|problem| format!("{problem:?}"))?;
    let user = users::create(platform, &email, NAME, None).await?;
    let tenant = tenants::find(platform, slug).await?.ok_or("the organisation is not there")?;
    let mut tx = platform.central.begin().await?;
    memberships::add(&mut tx, platform, tenant.id, user, Role::Owner).await?;
    tx.commit().await?;
    let session = Session::new(None, Arc::new(sessions::Store::new(platform)), None);
    sessions::start(&session, &Principal { user, tenant: Some(tenant.id) }, &tenant.main_host).await?;
    let session = session.id().ok_or("the session has no secret")?.to_string();
    let actor = Actor { user, name: NAME.to_owned(), email: address, role: Role::Owner };
    Ok(House { tenant, actor, session })
}
