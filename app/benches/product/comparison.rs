//! The product beside the hand-written handler: short rounds in turn, so that whatever slows the machine for a while slows
//! both.

use crate::{
    Outcome,
    deployment::Engine,
    load::{Load, Sample},
    stand::Page,
};
use std::time::Duration;

pub(crate) const ROUNDS: usize = 5;
pub(crate) const ROUND: Duration = Duration::from_millis(800);
const WARM_UP: Duration = Duration::from_millis(300);

/// One line of the table.
pub(crate) struct Comparison {
    pub(crate) engine: Engine,
    pub(crate) page: &'static str,
    /// How many organisations the requests went to in turn.
    pub(crate) tenants: usize,
    pub(crate) product: Figures,
    pub(crate) hand_written: Figures,
}

#[derive(Default)]
pub(crate) struct Figures {
    /// Requests per second of each round.
    rates: Vec<f64>,
    latencies: Vec<Duration>,
    server_cpu: Duration,
}

/// All scenarios of a page take part in every round.
pub(crate) async fn compare(engine: Engine, page: &Page) -> Outcome<Vec<Comparison>> {
    let mut comparisons: Vec<Comparison> =
        page.loads.iter().map(|loads| Comparison::of(engine, page.name, loads.tenants)).collect();
    for loads in &page.loads {
        loads.product.put(WARM_UP).await?;
        loads.hand_written.put(WARM_UP).await?;
    }
    for _ in 0..ROUNDS {
        for (comparison, loads) in comparisons.iter_mut().zip(&page.loads) {
            comparison.product.add(&loads.product).await?;
            comparison.hand_written.add(&loads.hand_written).await?;
        }
    }
    Ok(comparisons)
}

impl Comparison {
    fn of(engine: Engine, page: &'static str, tenants: usize) -> Self {
        Self { engine, page, tenants, product: Figures::default(), hand_written: Figures::default() }
    }

    /// The product's speed as a part of the hand-written handler's: the middle of the rounds' ratios.
    pub(crate) fn ratio(&self) -> f64 {
        middle(self.product.rates.iter().zip(&self.hand_written.rates).map(|(product, other)| product / other))
    }
}

impl Figures {
    pub(crate) async fn add(&mut self, load: &Load) -> Outcome<()> {
        let Sample { elapsed, latencies, server_cpu } = load.put(ROUND).await?;
        self.rates.push(count(latencies.len()) / elapsed.as_secs_f64());
        self.latencies.extend(latencies);
        self.server_cpu += server_cpu;
        Ok(())
    }

    pub(crate) fn rate(&self) -> f64 {
        middle(self.rates.iter().copied())
    }

    /// In milliseconds, over all rounds.
    pub(crate) fn percentile(&self, percent: usize) -> f64 {
        let mut sorted = self.latencies.clone();
        sorted.sort_unstable();
        let at = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
        sorted.get(at).map_or(0.0, |latency| latency.as_secs_f64() * 1000.0)
    }

    /// Microseconds of the server's processors for each request; a database server's are not in it.
    pub(crate) fn cpu_per_request(&self) -> f64 {
        self.server_cpu.as_secs_f64() * 1e6 / count(self.latencies.len()).max(1.0)
    }

    /// How fast this is beside another, as a part of the other: the middle of the rounds.
    pub(crate) fn speed_beside(&self, other: &Self) -> f64 {
        middle(self.rates.iter().zip(&other.rates).map(|(own, other)| own / other))
    }

    /// How much slower this is than another, as a part of the other: the middle of the rounds.
    pub(crate) fn cost_against(&self, other: &Self) -> f64 {
        middle(self.rates.iter().zip(&other.rates).map(|(own, other)| 1.0 - own / other))
    }
}

pub(crate) fn middle(figures: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = figures.collect();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(0.0)
}

pub(crate) fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::MAX, f64::from)
}
