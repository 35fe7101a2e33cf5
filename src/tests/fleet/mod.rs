//! The pool manager: opened once, closed when it must be, never under anybody's hands.

mod budget;
mod cancelled;
mod outages;
mod sharing;
mod shut_down;
mod waits;

pub(crate) use cancelled::dropped_at_pause;

use crate::harness::{Deployment, Engine};
use std::{sync::Arc, time::Duration};
use tenantry::{config::PoolSettings, fleet::Fleet, tenants::Tenant};

/// A pool manager of its own over the test's databases, for at most so many of them at once. Its patience is long: on a
/// busy machine opening takes its time.
fn fleet(t: &Deployment, most: u32) -> Fleet {
    impatient_fleet(t, most, Duration::from_secs(10))
}

/// One that waits only so long, for tests of what happens then.
fn impatient_fleet(t: &Deployment, most: u32, patience: Duration) -> Fleet {
    let acquire_timeout_ms = patience.as_millis().try_into().unwrap();
    fleet_with(t, PoolSettings { max_open_tenants: most, acquire_timeout_ms, ..t.platform.config.pool.clone() })
}

fn fleet_with(t: &Deployment, settings: PoolSettings) -> Fleet {
    Fleet::new(t.platform.lifecycle.clone(), &settings)
}

async fn tenants(t: &Deployment, count: usize) -> Vec<Arc<Tenant>> {
    let mut tenants = Vec::new();
    for number in 0..count {
        tenants.push(t.tenant(&format!("house-{number}")).await);
    }
    tenants
}

/// Closing goes on beside the request that made it necessary.
pub(crate) async fn eventually(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..200 {
        if is_so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{what}");
}

fn is_sqlite(t: &Deployment) -> bool {
    t.engine == Engine::Sqlite
}
