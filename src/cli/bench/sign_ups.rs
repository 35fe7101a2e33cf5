//! `tenantry bench sign-ups`

use super::{Connection, Outcome, Strictness, load::Sample, report::Report, scratch::Scratch, server::Server};
use crate::{
    cli::{Output, progress::Progress},
    config::Config,
    db::{Lifecycle, Location, PoolSize},
};
use clap::Args;
use std::{
    net::SocketAddr,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{task::JoinSet, time::sleep};

/// How long the stock may take to be full.
const PATIENCE: Duration = Duration::from_mins(2);

#[derive(Debug, Args)]
pub struct SignUpsArguments {
    /// How many come in a second
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=1000))]
    rate: u32,
    /// For how long they come
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=600))]
    seconds: u32,
    /// How many databases are made ahead; as the settings have it unless said otherwise
    #[arg(long)]
    stock: Option<u32>,
    /// A file with the address of a PostgreSQL server whose login may create databases and roles (`-` for the standard
    /// input). Without it the organisations are on SQLite
    #[arg(long, value_name = "FILE")]
    postgres: Option<PathBuf>,
    #[command(flatten)]
    strictness: Strictness,
}

impl SignUpsArguments {
    pub(super) async fn run(self, out: &mut Output) -> Outcome<()> {
        let scratch = Scratch::make(self.postgres.as_deref()).await?;
        let of = format!("{} sign-ups in {} s", self.rate * self.seconds, self.seconds);
        let mut report = Report::new(of, scratch.engine());
        let measured = self.measure(&scratch, &mut report).await;
        let removed = scratch.remove().await.map(|took| report.removed(took));
        report.print(out);
        out.document(&report).map_err(|failure| failure.to_string())?;
        self.strictness.judge(&report, measured.and(removed))
    }

    async fn measure(&self, scratch: &Scratch, report: &mut Report) -> Outcome<()> {
        let config = self.config(scratch);
        let server = Server::start(&scratch.directory, &config).await?;
        let progress = Progress::new("Signing up", 0);
        let signed_up = progress.during(self.sign_up(&server, &config)).await;
        let served = server.stop().await;
        let sample = signed_up?;
        served?;
        let text = "select count(*) from tenant where status = 'provisioning'";
        report.signed_up(self.rate, &sample, counted(&config, text).await?);
        Ok(())
    }

    async fn sign_up(&self, server: &Server, config: &Config) -> Outcome<Sample> {
        // The first one makes the template, and opens the connections.
        Connection::open(server.address()).await?.exchange(&request(0)).await?;
        let held = if matches!(config.database.location, Location::Sqlite(_)) {
            config.stock.sqlite
        } else {
            config.stock.postgres_database
        };
        let waiting = Instant::now();
        while counted(config, "select count(*) from standby where state = 'ready'").await? < i64::from(held) {
            if waiting.elapsed() > PATIENCE {
                return Err("the stock isn't filled".into());
            }
            sleep(Duration::from_millis(200)).await;
        }
        let schedule = Schedule { number: Arc::default(), all: self.rate * self.seconds, rate: self.rate };
        schedule.kept(server.address(), (self.rate as usize).clamp(8, 64)).await
    }

    fn config(&self, scratch: &Scratch) -> Config {
        let mut config = Config::default();
        config.database.location = scratch.location.clone();
        config.server.listen = SocketAddr::from(([127, 0, 0, 1], 0));
        config.server.site_root = scratch.directory.join("site");
        if let Some(held) = self.stock {
            (config.stock.sqlite, config.stock.postgres_database) = (held, held);
        }
        config
    }
}

/// Who comes when, whatever becomes of those before: a server that falls behind is not waited for.
#[derive(Clone)]
struct Schedule {
    number: Arc<AtomicU32>,
    all: u32,
    rate: u32,
}

impl Schedule {
    async fn kept(self, address: SocketAddr, connections: usize) -> Outcome<Sample> {
        let started = Instant::now();
        let mut visitors = JoinSet::new();
        for _ in 0..connections {
            visitors.spawn(self.clone().visit(address, started));
        }
        let mut all = Sample::default();
        while let Some(sample) = visitors.join_next().await {
            all.join(sample??);
        }
        all.elapsed = started.elapsed();
        Ok(all)
    }

    async fn visit(self, address: SocketAddr, started: Instant) -> Outcome<Sample> {
        let (mut connection, mut sample) = (Connection::open(address).await?, Sample::default());
        loop {
            let number = self.number.fetch_add(1, Ordering::Relaxed);
            if number >= self.all {
                return Ok(sample);
            }
            let due = started + Duration::from_secs(number.into()) / self.rate;
            sleep(due.saturating_duration_since(Instant::now())).await;
            let status = connection.exchange(&request(number + 1)).await?;
            sample.note_as(status == 303, due.elapsed());
        }
    }
}

/// The form as a browser sends it, each from a network of its own: one may sign up only so often.
fn request(number: u32) -> Vec<u8> {
    let slug = format!("society-{number:06}");
    let form = format!(
        "name=Soci%C3%A9t%C3%A9+{number}&slug={slug}&admin_name=Rachel+Benhamou&admin_email=owner%40{slug}.example\
         &locale=fr&modules%5B0%5D=loans"
    );
    let network = format!("11.{}.{}.1", number / 256 % 256, number % 256);
    format!(
        "POST /api/public/sign-up HTTP/1.1\r\nHost: localhost:3000\r\nAccept: text/html\r\nSec-Fetch-Site: same-origin\r\n\
         X-Forwarded-For: {network}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    )
    .into_bytes()
}

async fn counted(config: &Config, text: &'static str) -> Outcome<i64> {
    let size = PoolSize { most: 1, wait: Duration::from_secs(30) };
    let central = Lifecycle::new(config.database.location.clone()).inspect_central(size).await?;
    let mut reader = central.read().await?;
    let count = sql!(&mut reader, scalar i64, text)?;
    drop(reader);
    central.close().await;
    Ok(count)
}
