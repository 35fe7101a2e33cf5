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

/// How long the quiet organisation is watched beside a loud one and without it, and how long its visitor waits between two visits.
#[derive(Clone, Copy)]
struct Pace {
    between: Duration,
    watched: Duration,
}

/// Ten requests a second, and five hundred of the neighbour, which leave processors to spare.
const CALM: Duration = Duration::from_millis(100);
/// Fifty requests a second, and two and a half thousand of the neighbour: on two processors about all that they can do. It is
/// watched for a shorter time, in which there are more requests.
const BUSY: Duration = Duration::from_millis(20);
/// So many times the quiet organisation's visitors has the loud one.
const FIFTYFOLD: u32 = 50;
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

/// Somebody's visits beside a neighbour with fifty times the load, at two paces, and beside one whose visitors ask again as soon
/// as they are answered: all that the machine can do, the visitors' own work on the same processors included.
pub(super) struct Neighbours {
    pub(super) fiftyfold: [Beside; 2],
    pub(super) flooded: Beside,
}

/// How long it took until all of so many were served again.
pub(super) struct Outage {
    pub(super) asked: usize,
    pub(super) since_kill: Duration,
    pub(super) since_back: Duration,
}

pub(super) struct Beside {
    pub(super) alone: Sample,
    pub(super) quiet: Sample,
    pub(super) loud: Sample,
}

impl Visits {
    pub(super) fn of(house: House, count: usize) -> Self {
        Self(Arc::new(Mutex::new(std::iter::repeat_n(house, count).collect())))
    }

    pub(super) fn at_random(houses: &[House], count: u32, random: &Random) -> Self {
        let one = |_| houses[usize::try_from(random.below(houses.len() as u64)).unwrap_or(0)].clone();
        Self(Arc::new(Mutex::new((0..count).map(one).collect())))
    }

    /// So many different ones, or all when there are fewer.
    pub(super) fn some_of(houses: &[House], count: usize, random: &Random) -> Self {
        let mut left: Vec<&House> = houses.iter().collect();
        let one = |_| {
            let at = usize::try_from(random.below(left.len() as u64)).unwrap_or(0);
            left.swap_remove(at).clone()
        };
        Self(Arc::new(Mutex::new((0..count.min(houses.len())).map(one).collect())))
    }

    fn left(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
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

pub(super) async fn neighbours(
    address: SocketAddr,
    quiet: &House,
    loud: &House,
    watched: Duration,
) -> Outcome<Neighbours> {
    let calm = Pace { between: CALM, watched };
    let busy = Pace { between: BUSY, watched: watched * 3 / 10 };
    Ok(Neighbours {
        fiftyfold: [
            beside(address, quiet, loud, calm, calm.between).await?,
            beside(address, quiet, loud, busy, busy.between).await?,
        ],
        flooded: beside(address, quiet, loud, busy, Duration::ZERO).await?,
    })
}

/// The loud one's visitors come one after the other, and each waits so long between two visits.
async fn beside(address: SocketAddr, quiet: &House, loud: &House, pace: Pace, between: Duration) -> Outcome<Beside> {
    let alone = for_a_while(address, quiet, pace).await?;
    let visits = Visits::of(loud.clone(), 1_000_000);
    let mut crowd = JoinSet::new();
    for visitor in 0..FIFTYFOLD {
        let visits = visits.clone();
        crowd.spawn(async move {
            sleep(pace.between * visitor / FIFTYFOLD).await;
            at_intervals(address, visits, between).await
        });
    }
    sleep(Duration::from_millis(500)).await;
    let quiet = for_a_while(address, quiet, pace).await?;
    visits.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    let mut loud = Sample::default();
    while let Some(sample) = crowd.join_next().await {
        loud.join(sample??);
    }
    Ok(Beside { alone, quiet, loud })
}

async fn at_intervals(address: SocketAddr, visits: Visits, between: Duration) -> Outcome<Sample> {
    let (mut connection, mut sample) = (Connection::open(address).await?, Sample::default());
    while let Some(house) = visits.next() {
        let (request, asked) = (house.request(), Instant::now());
        sample.note(connection.exchange(&request).await?, asked.elapsed());
        if !between.is_zero() {
            sleep(between).await;
        }
    }
    Ok(sample)
}

async fn for_a_while(address: SocketAddr, house: &House, pace: Pace) -> Outcome<Sample> {
    let (mut connection, mut sample) = (Connection::open(address).await?, Sample::default());
    let (request, started) = (house.request(), Instant::now());
    while started.elapsed() < pace.watched {
        let asked = Instant::now();
        sample.note(connection.exchange(&request).await?, asked.elapsed());
        sleep(pace.between).await;
    }
    sample.elapsed = started.elapsed();
    Ok(sample)
}

/// Restarts the server behind, and asks each of these until it is served, over so many connections.
pub(super) async fn until_served_again(
    address: SocketAddr,
    asked: Visits,
    connections: usize,
    restart: impl Future<Output = Outcome<()>>,
) -> Outcome<Outage> {
    let (killed, count) = (Instant::now(), asked.left());
    restart.await?;
    let (back, mut visitors) = (Instant::now(), JoinSet::new());
    for _ in 0..connections {
        visitors.spawn(until_all_are_served(address, asked.clone(), back + OUTAGE));
    }
    while let Some(served) = visitors.join_next().await {
        served??;
    }
    Ok(Outage { asked: count, since_kill: killed.elapsed(), since_back: back.elapsed() })
}

async fn until_all_are_served(address: SocketAddr, asked: Visits, deadline: Instant) -> Outcome<()> {
    let mut connection = Connection::open(address).await?;
    while let Some(house) = asked.next() {
        while connection.exchange(&house.request()).await? != 200 {
            if Instant::now() > deadline {
                return Err("the organisations are not served again".into());
            }
            sleep(Duration::from_millis(50)).await;
        }
    }
    Ok(())
}
