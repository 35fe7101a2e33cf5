//! Visits over loopback, and how long each took.

use super::{Connection, Outcome, house::House};
use crate::random::Random;
use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};
use tokio::{task::JoinSet, time::sleep};

/// How long each organisation is watched beside a flood and without it, and how often it is visited.
const WATCHED: Duration = Duration::from_secs(6);
const BETWEEN: Duration = Duration::from_millis(20);
/// The flood's connections: each asks again at once, fifty times as often as the quiet one together.
const FLOOD: usize = 50;
const OUTAGE: Duration = Duration::from_mins(1);

/// Requests that are yet to be made.
#[derive(Clone)]
pub(super) struct Visits(Arc<Mutex<VecDeque<House>>>);

/// What visits came to.
#[derive(Default)]
pub(super) struct Sample {
    pub(super) latencies: Vec<Duration>,
    pub(super) errors: usize,
    pub(super) elapsed: Duration,
}

/// Somebody's visits alone, and beside a neighbour's flood.
pub(super) struct Neighbours {
    pub(super) alone: Sample,
    pub(super) beside: Sample,
    pub(super) flood: Sample,
}

impl Visits {
    pub(super) fn of(house: House, count: usize) -> Self {
        Self(Arc::new(Mutex::new(std::iter::repeat_n(house, count).collect())))
    }

    pub(super) fn at_random(houses: &[House], count: u32, random: &Random) -> Self {
        let one = |_| houses[usize::try_from(random.below(houses.len() as u64)).unwrap_or(0)].clone();
        Self(Arc::new(Mutex::new((0..count).map(one).collect())))
    }

    fn next(&self) -> Option<House> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }
}

impl Sample {
    /// The time that so many of a hundred stayed below.
    pub(super) fn percentile(&self, of_hundred: usize) -> Duration {
        let mut sorted = self.latencies.clone();
        sorted.sort_unstable();
        let at = (sorted.len() * of_hundred / 100).min(sorted.len().saturating_sub(1));
        sorted.get(at).copied().unwrap_or_default()
    }

    fn note(&mut self, status: u16, took: Duration) {
        self.note_as(status == 200, took);
    }

    pub(super) fn note_as(&mut self, is_right: bool, took: Duration) {
        self.latencies.push(took);
        self.errors += usize::from(!is_right);
    }

    pub(super) fn join(&mut self, other: Self) {
        self.latencies.extend(other.latencies);
        self.errors += other.errors;
    }
}

/// Makes all the visits over so many connections, each asking again as soon as it is answered.
pub(super) async fn visit(address: SocketAddr, visits: Visits, connections: usize) -> Outcome<Sample> {
    let started = Instant::now();
    let mut visitors = JoinSet::new();
    for _ in 0..connections {
        let visits = visits.clone();
        visitors.spawn(async move {
            let (mut connection, mut sample) = (Connection::open(address).await?, Sample::default());
            while let Some(house) = visits.next() {
                let (request, asked) = (house.request(), Instant::now());
                sample.note(connection.exchange(&request).await?, asked.elapsed());
            }
            Outcome::Ok(sample)
        });
    }
    let mut all = Sample::default();
    while let Some(sample) = visitors.join_next().await {
        all.join(sample??);
    }
    all.elapsed = started.elapsed();
    Ok(all)
}

/// What opening a database adds: the middle first visit less the middle second one, one after the other.
pub(super) async fn first_visits(address: SocketAddr, houses: &[House]) -> Outcome<Duration> {
    let mut connection = Connection::open(address).await?;
    let (mut first, mut second) = (Sample::default(), Sample::default());
    for house in houses {
        for sample in [&mut first, &mut second] {
            let (request, asked) = (house.request(), Instant::now());
            sample.note(connection.exchange(&request).await?, asked.elapsed());
        }
    }
    Ok(first.percentile(50).saturating_sub(second.percentile(50)))
}

pub(super) async fn beside_a_flood(address: SocketAddr, quiet: &House, loud: &House) -> Outcome<Neighbours> {
    let alone = at_intervals(address, quiet).await?;
    let visits = Visits::of(loud.clone(), 1_000_000);
    let mut flood = JoinSet::new();
    for _ in 0..FLOOD {
        flood.spawn(until_empty(address, visits.clone()));
    }
    sleep(Duration::from_millis(500)).await;
    let beside = at_intervals(address, quiet).await?;
    visits.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    let mut loud = Sample::default();
    while let Some(sample) = flood.join_next().await {
        loud.join(sample??);
    }
    Ok(Neighbours { alone, beside, flood: loud })
}

/// Who is refused comes again a little later, as a person would.
async fn until_empty(address: SocketAddr, visits: Visits) -> Outcome<Sample> {
    let (mut connection, mut sample) = (Connection::open(address).await?, Sample::default());
    while let Some(house) = visits.next() {
        let (request, asked) = (house.request(), Instant::now());
        let status = connection.exchange(&request).await?;
        sample.note(status, asked.elapsed());
    }
    Ok(sample)
}

async fn at_intervals(address: SocketAddr, house: &House) -> Outcome<Sample> {
    let (mut connection, mut sample) = (Connection::open(address).await?, Sample::default());
    let (request, end) = (house.request(), Instant::now() + WATCHED);
    while Instant::now() < end {
        let asked = Instant::now();
        sample.note(connection.exchange(&request).await?, asked.elapsed());
        sleep(BETWEEN).await;
    }
    Ok(sample)
}

/// Restarts the server behind, and gives the time from its being back until ten different organisations were served in a row.
pub(super) async fn until_served_again(
    address: SocketAddr,
    houses: &[House],
    restart: impl Future<Output = Outcome<()>>,
) -> Outcome<Duration> {
    restart.await?;
    let (back, mut connection, mut in_a_row) = (Instant::now(), Connection::open(address).await?, 0);
    while back.elapsed() < OUTAGE {
        for house in houses.iter().take(10) {
            let answered = connection.exchange(&house.request()).await?;
            in_a_row = if answered == 200 { in_a_row + 1 } else { 0 };
        }
        if in_a_row >= 10 {
            return Ok(back.elapsed());
        }
        sleep(Duration::from_millis(50)).await;
    }
    Err("the organisations are not served again".into())
}
