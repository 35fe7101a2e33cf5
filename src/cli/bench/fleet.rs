//! `tenantry bench fleet`

use super::{
    Outcome, Strictness, asks,
    house::{self, House},
    load::{self, Visits},
    migration,
    report::Report,
    scratch::Scratch,
    server::Server,
};
use crate::{
    cli::{Output, progress::Progress},
    config::{Config, PoolSettings},
    platform::Platform,
    random::Random,
};
use clap::Args;
use futures::{StreamExt, TryStreamExt, stream};
use std::{
    net::SocketAddr,
    path::PathBuf,
    process::Stdio,
    sync::Arc,
    time::{Duration, Instant},
};

/// Organisations that are made at a time, and connections that visit.
const AT_ONCE: usize = 4;
/// Organisations that are asked, each until it is served, when PostgreSQL was killed and started again.
const ASKED_AFTER_OUTAGE: usize = 200;

#[derive(Debug, Args)]
pub struct FleetArguments {
    /// How many organisations
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u32).range(2..=100_000))]
    tenants: u32,
    /// How many requests visit them at random; four for each organisation unless said otherwise
    #[arg(long)]
    visits: Option<u32>,
    /// The most databases that the server has open at once
    #[arg(long, default_value_t = 500)]
    open: u32,
    /// The most connections to PostgreSQL that the server has
    #[arg(long, default_value_t = 60)]
    connections: u32,
    /// A file with the address of a PostgreSQL server whose login may create databases and roles (`-` for the standard
    /// input). Without it the fleet is on SQLite
    #[arg(long, value_name = "FILE")]
    postgres: Option<PathBuf>,
    /// A shell command that kills PostgreSQL and starts it again, to see when the organisations are served again
    #[arg(long, value_name = "COMMAND", requires = "postgres")]
    restart_postgres: Option<String>,
    /// For how many seconds an organisation is watched beside a neighbour at fifty times its load
    #[arg(long, value_name = "SECONDS", default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=600))]
    watched: u64,
    #[command(flatten)]
    strictness: Strictness,
}

impl FleetArguments {
    pub(super) async fn run(self, out: &mut Output) -> Outcome<()> {
        let scratch = Scratch::make(self.postgres.as_deref()).await?;
        let mut report = Report::new(format!("{} organisations", self.tenants), scratch.engine());
        let measured = Box::pin(self.measure(&scratch, &mut report)).await;
        let removed = scratch.remove().await.map(|took| report.removed(took));
        // What was measured before something went wrong is printed too.
        report.print(out);
        out.document(&report).map_err(|failure| failure.to_string())?;
        self.strictness.judge(&report, measured.and(removed))
    }

    async fn measure(&self, scratch: &Scratch, report: &mut Report) -> Outcome<()> {
        let config = self.config(scratch, asks::address()?);
        let platform = Platform::open(config.clone()).await?;
        let houses = self.make(&platform, report).await;
        platform.shut_down().await;
        drop(platform);
        let houses = houses?;
        let server = Server::start(&scratch.directory, &config).await?;
        let visited = self.visit(&server, &houses, report).await;
        let visited = match (visited, config.server.internal_listen) {
            (Ok(()), Some(address)) => asks::ask(address, &houses).await.map(|sample| report.asked(&sample)),
            (visited, _) => visited,
        };
        let served = server.stop().await;
        visited.and(served)?;
        Box::pin(migration::measure(config, report)).await
    }

    async fn make(&self, platform: &Arc<Platform>, report: &mut Report) -> Outcome<Vec<House>> {
        // The first one makes the template that all are copied from.
        house::provision(platform, "template").await?;
        let progress = Progress::new("Making organisations", self.tenants as usize);
        let started = Instant::now();
        stream::iter(1..=self.tenants)
            .map(|number| {
                let progress = &progress;
                async move {
                    house::provision(platform, &house::slug(number)).await?;
                    progress.advance();
                    Outcome::Ok(())
                }
            })
            .buffer_unordered(AT_ONCE)
            .try_collect::<()>()
            .await?;
        report.made(self.tenants, started.elapsed());
        let progress = Progress::new("Moving in", self.tenants as usize);
        let houses = stream::iter(1..=self.tenants).map(|number| {
            let progress = &progress;
            async move {
                let house = house::move_in(platform, number).await?;
                progress.advance();
                Outcome::Ok(house)
            }
        });
        houses.buffer_unordered(AT_ONCE).try_collect().await
    }

    async fn visit(&self, server: &Server, houses: &[House], report: &mut Report) -> Outcome<()> {
        let random = Random::seeded(u64::from(self.tenants));
        let progress = Progress::new("Visiting", 0);
        let one = Visits::of(houses[0].clone(), 2_000);
        let hot = progress.during(load::visit(server.address(), one, AT_ONCE)).await?;
        let cold = progress.during(load::first_visits(server.address(), &houses[1..houses.len().min(201)])).await?;
        let count = self.visits.unwrap_or((self.tenants * 4).max(2_000));
        let watch = server.watch();
        let all = Visits::at_random(houses, count, &random);
        let all = progress.during(load::visit(server.address(), all, AT_ONCE)).await?;
        report.visited(&hot, cold, &all);
        report.took(watch.peak().await, &self.pool());
        let [quiet, loud] = [&houses[0], &houses[1]];
        let neighbours =
            progress.during(load::neighbours(server.address(), quiet, loud, Duration::from_secs(self.watched))).await?;
        report.beside_neighbours(&neighbours);
        if let Some(command) = &self.restart_postgres {
            let restart = async {
                let done = tokio::process::Command::new("sh").arg("-c").arg(command).stdout(Stdio::null()).status();
                if done.await?.success() { Outcome::Ok(()) } else { Err("the restart of PostgreSQL failed".into()) }
            };
            let asked = Visits::some_of(houses, ASKED_AFTER_OUTAGE, &random);
            let outage = load::until_served_again(server.address(), asked, AT_ONCE, restart);
            report.served_again(&progress.during(outage).await?);
        }
        Ok(())
    }

    fn config(&self, scratch: &Scratch, asks: SocketAddr) -> Config {
        let mut config = Config::default();
        config.database.location = scratch.location.clone();
        config.server.listen = SocketAddr::from(([127, 0, 0, 1], 0));
        config.server.internal_listen = Some(asks);
        config.server.site_root = scratch.directory.join("site");
        // The fleet is made by itself, and nothing is made beside those who visit it.
        config.stock = config.stock.none();
        config.pool = self.pool();
        config
    }

    fn pool(&self) -> PoolSettings {
        PoolSettings { max_open_tenants: self.open, postgres_connections: self.connections, ..PoolSettings::default() }
    }
}
