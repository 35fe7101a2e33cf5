//! `tenantry bench move`: one organisation with many rows goes from place to place while somebody writes to it.

use super::{
    Outcome, Strictness, house,
    report::{Report, milliseconds},
    scratch::{Scratch, read_address},
};
use crate::{
    cli::{Output, progress::Progress},
    config::Config,
    context::{Actor, Author},
    demo,
    error::{Error, Result},
    fault::Kind,
    loans::{self, NewLoan, seed},
    moves::{self, Destination, Move, Pace, unobserved},
    platform::Platform,
    servers::{self, NewServer, Placement},
    tenants,
};
use clap::Args;
use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::task::JoinHandle;

/// Loans that are written in one transaction.
const BATCH: usize = 1_000;
/// From a file to each other kind of place and back: every way from one to another once.
const ROUND: [Placement; 12] = {
    use Placement::{PostgresDatabase, PostgresSchema, PostgresServer, Sqlite};
    [
        PostgresSchema,
        Sqlite,
        PostgresDatabase,
        Sqlite,
        PostgresServer,
        PostgresSchema,
        PostgresDatabase,
        PostgresSchema,
        PostgresServer,
        PostgresDatabase,
        PostgresServer,
        Sqlite,
    ]
};
/// Somebody writes so often.
const BETWEEN_WRITES: Duration = Duration::from_millis(5);

#[derive(Debug, Args)]
pub struct MoveArguments {
    /// At least so many rows
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u64).range(1_000..=10_000_000))]
    rows: u64,
    /// A file with the address of a PostgreSQL server whose login may create databases and roles (`-` for the standard
    /// input)
    #[arg(long, value_name = "FILE")]
    postgres: PathBuf,
    #[command(flatten)]
    strictness: Strictness,
}

impl MoveArguments {
    pub(super) async fn run(self, out: &mut Output) -> Outcome<()> {
        let (address, strictness) = (read_address(&self.postgres)?, self.strictness);
        let scratch = Scratch::make(None).await?;
        let mut report = Report::new("One organisation".into(), "SQLite and PostgreSQL");
        let measured = Box::pin(self.measure(&scratch, &address, &mut report)).await;
        report.print(out);
        out.document(&report).map_err(|failure| failure.to_string())?;
        strictness.judge(&report, measured)
    }

    async fn measure(&self, scratch: &Scratch, address: &str, report: &mut Report) -> Outcome<()> {
        let mut config = Config::default();
        config.database.location = scratch.location.clone();
        config.database.key_file = scratch.directory.join("bench.key");
        // What is left at the old place goes as soon as the organisation has moved.
        config.moves.keep_days = 0;
        // Both processes are this one, and would make the same template at once.
        config.stock = config.stock.none();
        let platform = Platform::open(config.clone()).await?;
        platform.start_sharing().await;
        // Another process that serves the deployment: who moves waits until it has heard.
        let beside = Platform::open(config).await?;
        beside.start_sharing().await;
        beside.start_housekeeping();
        let server = NewServer { name: "bench".into(), region: "here".into(), capacity: 10, address: address.into() };
        servers::add(&platform, &server, &Author::CommandLine).await?;
        house::provision(&platform, "society").await?;
        let actor = house::owner(&platform, "society").await?;
        let rows = self.fill(&platform, &actor).await?;
        report.filled(rows);
        for placement in ROUND {
            let (done, took, longest) = moved(&platform, &actor, placement).await?;
            report.moved(&done, took, longest);
        }
        beside.shut_down().await;
        platform.shut_down().await;
        Ok(())
    }

    /// Writes demo's loans until there are enough rows. Gives how many.
    async fn fill(&self, platform: &Arc<Platform>, actor: &Actor) -> Outcome<u64> {
        let progress = Progress::new("Writing loans", 0);
        for number in 1_u64.. {
            let tenant = tenants::find(platform, "society").await?.ok_or("the organisation is not there")?;
            let ctx = platform.enter(&tenant, actor.clone()).await?;
            let book = demo::book(number, ctx.today(), BATCH, &[house::NAME]);
            progress.during(seed::seed(&ctx, ctx.random(), &book)).await?;
            let rows = moves::count_rows(platform, &tenant).await?;
            progress.reach(rows.min(self.rows), self.rows, "Writing loans".into());
            if rows >= self.rows {
                return Ok(rows);
            }
        }
        Ok(0)
    }
}

/// A move with somebody who writes all along, how long it took, and the longest time that one write took.
async fn moved(platform: &Arc<Platform>, actor: &Actor, to: Placement) -> Outcome<(Move, Duration, Duration)> {
    let stop = Arc::<AtomicBool>::default();
    let writer: JoinHandle<Outcome<Duration>> = tokio::spawn(writes(platform.clone(), actor.clone(), stop.clone()));
    let destination = Destination { placement: to, server: None, region: None };
    let started = Instant::now();
    let (author, observer) = (Author::CommandLine, unobserved());
    let moving = moves::move_tenant(platform, "society", &destination, &author, Pace::default(), &observer);
    let outcome = Progress::new("Moving", 0).during(moving).await?;
    let took = started.elapsed();
    stop.store(true, Ordering::Relaxed);
    let longest = writer.await??;
    match outcome {
        moves::Outcome::Moved(done) => Ok((done, took, longest)),
        moves::Outcome::Undone(undone) => Err(undone.error.unwrap_or_default().into()),
    }
}

/// Lends now and then; who is refused tries again at once, and so does who comes to the old place when it has just gone.
async fn writes(platform: Arc<Platform>, actor: Actor, stop: Arc<AtomicBool>) -> Outcome<Duration> {
    let mut longest = Duration::ZERO;
    while !stop.load(Ordering::Relaxed) {
        let started = Instant::now();
        loop {
            match lend(&platform, &actor).await {
                Ok(()) => break,
                Err(error) if matches!(error.kind(), Kind::Unavailable { .. }) => {
                    tokio::time::sleep(BETWEEN_WRITES).await;
                }
                Err(error) => return Err(error.into()),
            }
        }
        longest = longest.max(started.elapsed());
        tokio::time::sleep(BETWEEN_WRITES).await;
    }
    Ok(longest)
}

async fn lend(platform: &Arc<Platform>, actor: &Actor) -> Result<()> {
    let tenant = tenants::find(platform, "society").await?.ok_or_else(Error::not_found)?;
    let ctx = platform.enter(&tenant, actor.clone()).await?;
    let form = NewLoan {
        borrower_name: "Ruth".into(),
        amount: "30".into(),
        starts_on: ctx.today().to_string(),
        instalments: "3".into(),
        ..NewLoan::default()
    };
    loans::create(&ctx, form).await.map(drop)
}

impl Report {
    fn filled(&mut self, rows: u64) {
        self.row("rows, beside what is written meanwhile", rows.to_string(), None);
    }

    fn moved(&mut self, done: &Move, took: Duration, longest: Duration) {
        let way = format!("{} to {}", done.from.placement, done.to.placement);
        self.row(format!("{way}, all of it"), format!("{:.1} s", took.as_secs_f64()), None);
        let read_only = Duration::from_millis(done.read_only_millis.unwrap_or_default().unsigned_abs());
        let aim = Some(("under 2 s", read_only < Duration::from_secs(2)));
        self.row(format!("{way}, read-only"), milliseconds(read_only), aim);
        self.row(format!("{way}, the longest write"), milliseconds(longest), None);
    }
}
