//! What it takes to know an organisation's brand, as every page must: from memory, and from its database.

use crate::{
    Outcome,
    deployment::{Deployment, Engine},
};
use std::{
    hint::black_box,
    time::{Duration, Instant},
};

const LOOKUPS: u32 = 100;

pub(crate) struct Brands {
    pub(crate) engine: Engine,
    /// For one organisation.
    pub(crate) warm: Duration,
    pub(crate) cold: Duration,
    /// How often a database was asked for by all of the warm lookups.
    pub(crate) databases_asked: u64,
}

/// Over all organisations in turn, whose databases are open.
pub(crate) async fn measure(engine: Engine, deployment: &Deployment) -> Outcome<Brands> {
    let cold = look_up(deployment, true).await?;
    let before = databases_asked(deployment);
    let warm = look_up(deployment, false).await?;
    Ok(Brands { engine, warm, cold, databases_asked: databases_asked(deployment) - before })
}

async fn look_up(deployment: &Deployment, forgetting: bool) -> Outcome<Duration> {
    let platform = &deployment.platform;
    let started = Instant::now();
    let mut lookups = 0;
    for _ in 0..LOOKUPS {
        for house in &deployment.houses {
            if forgetting {
                platform.brands.invalidate(house.tenant.id);
            }
            black_box(platform.brands.get(platform, &house.tenant).await?);
            lookups += 1;
        }
    }
    Ok(started.elapsed() / lookups)
}

/// Every way to a tenant's database leads through the fleet.
fn databases_asked(deployment: &Deployment) -> u64 {
    let figures = deployment.platform.fleet.figures();
    figures.hits + figures.opens + figures.failures
}
