//! What counting costs: the same pages from a server that counts and from one that doesn't, in turn; and what it takes to
//! write and to show fifty thousand organisations.

use crate::{
    Outcome,
    comparison::{Figures, middle},
    deployment::{Deployment, Engine},
    load::Load,
    settings::Settings,
    stand::{self, serve_product},
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tenantry::{
    cli::bench::{Connection, crowd, trouble},
    metrics::{self, Measure, Period},
    operators::{self, Entry},
    overview,
    platform::Platform,
    sessions,
};
use tower_sessions::Session;

pub(crate) const CROWD: usize = 50_000;
const ROUNDS: usize = 15;
const WARM_UP: Duration = Duration::from_millis(500);
const TRIES: usize = 20;
const CONSOLE_PAGES: [(&str, &str); 5] = [
    ("overview", "/"),
    ("list", "/organisations"),
    (
        "list with all columns",
        "/organisations?columns=health,users,size,connections,loans,transactions,version,activity,placement,plan,created",
    ),
    // A word that three in five have, all of them behind the others in the order: the worst that was found.
    ("list by the worst search", "/organisations?q=zone"),
    ("list of those in quarantine", "/organisations?health=quarantined"),
];

/// One engine's costs.
pub(crate) struct Metrics {
    pub(crate) engine: Engine,
    pub(crate) counting: Figures,
    pub(crate) silent: Figures,
    /// The first writing makes the rows, the second adds to them.
    pub(crate) writing: [Duration; 2],
    pub(crate) adding_up: Duration,
    pub(crate) overview: Duration,
    /// The console's pages over all of them, as they are rendered.
    pub(crate) pages: Vec<(&'static str, Duration)>,
}

pub(crate) async fn measure(engine: Engine, deployment: &Deployment, settings: &Settings) -> Outcome<Metrics> {
    let [counting, silent] = overhead(deployment, settings).await?;
    let platform = deployment.another("crowd").await?;
    let all = crowd(&platform, CROWD).await?;
    let writing = [count_all(&platform, &all).await?, count_all(&platform, &all).await?];
    // What is of this minute is added up when it is over; that it takes two more is of no matter here.
    let started = Instant::now();
    let settled = metrics::add_up_until(&platform, platform.clock.now().as_second() + 60).await;
    let adding_up = started.elapsed();
    settled?;
    trouble(&platform, &all).await?;
    let overview = median(async || {
        overview::overview(&platform).await?;
        metrics::usage_of_all(&platform, Period::Year).await?;
        Ok(())
    })
    .await?;
    let pages = console_pages(&platform, settings).await?;
    platform.shut_down().await;
    Ok(Metrics { engine, counting, silent, writing, adding_up, overview, pages })
}

/// A sign-in page is short, so that whatever is done beside it weighs most. Each server is a platform of its own over the
/// same databases.
async fn overhead(deployment: &Deployment, settings: &Settings) -> Outcome<[Figures; 2]> {
    let requests = Arc::new(deployment.houses.iter().map(|house| stand::request("/sign-in", house, "")).collect());
    let mut loads = Vec::new();
    let mut platforms = Vec::new();
    for on in [true, false] {
        let mut config = deployment.platform.config.clone();
        config.metrics.on = on;
        let platform = Platform::open(config).await?;
        platform.start_sharing().await;
        platform.start_housekeeping();
        loads.push(Load { address: serve_product(&platform, settings).await?, requests: Arc::clone(&requests) });
        platforms.push(platform);
    }
    for load in &loads {
        load.put(WARM_UP).await?;
    }
    let mut figures = [Figures::default(), Figures::default()];
    for round in 0..ROUNDS {
        // Each goes first as often as the other.
        for turn in 0..2 {
            let which = (round + turn) % 2;
            figures[which].add(&loads[which]).await?;
        }
    }
    for platform in platforms {
        platform.shut_down().await;
    }
    Ok(figures)
}

/// A request of everybody within the few seconds between two writings.
async fn count_all(platform: &Platform, all: &[tenantry::ids::TenantId]) -> Outcome<Duration> {
    for tenant in all {
        platform.meters.count_for(*tenant, Measure::Requests);
        platform.meters.count_for(*tenant, Measure::Within20);
    }
    let started = Instant::now();
    metrics::flush(platform).await?;
    Ok(started.elapsed())
}

/// As an operator sees them, rendered by the server.
async fn console_pages(platform: &Arc<Platform>, settings: &Settings) -> Outcome<Vec<(&'static str, Duration)>> {
    let (email, host) = ("ops@tenantry.example", "console.localhost");
    let operator = operators::create(platform, email, "Ops").await?;
    let link = operators::new_link(platform, operator).await?;
    let token = link.split("token=").nth(1).unwrap_or_default();
    let principal = operators::enter(platform, Entry::choosing(token, "a quiet river in march")).await?;
    let session = Session::new(None, Arc::new(sessions::Store::new(platform)), None);
    sessions::start(&session, &principal, host).await?;
    let secret = session.id().ok_or("the session has no secret")?.to_string();
    let server = serve_product(platform, settings).await?;
    let mut connection = Connection::open(server).await?;
    let mut pages = Vec::new();
    for (name, path) in CONSOLE_PAGES {
        let request =
            format!("GET {path} HTTP/1.1\r\nHost: {host}:3000\r\nAccept: text/html\r\nCookie: sid={secret}\r\n\r\n");
        let mut times = Vec::new();
        for _ in 0..TRIES {
            let asked = Instant::now();
            let answer = connection.get(request.as_bytes()).await?;
            times.push(asked.elapsed().as_secs_f64());
            if answer.status != 200 {
                return Err(format!("{path} of the console was answered with {}", answer.status).into());
            }
        }
        pages.push((name, Duration::from_secs_f64(middle(times.into_iter()))));
    }
    Ok(pages)
}

async fn median(work: impl AsyncFn() -> Outcome<()>) -> Outcome<Duration> {
    let mut times = Vec::new();
    for _ in 0..TRIES {
        let started = Instant::now();
        work().await?;
        times.push(started.elapsed().as_secs_f64());
    }
    Ok(Duration::from_secs_f64(middle(times.into_iter())))
}
