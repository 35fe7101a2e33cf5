//! Organisations whose data goes to another place: nothing is lost on the way, whoever writes and whoever dies.

mod endings;
mod holding;
pub(crate) mod kills;
mod pairs;
mod refusals;
mod writers;

use crate::{
    harness::{Deployment, Engine},
    lending::three_instalments,
};
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use tenantry::{
    access::Role,
    context::Author,
    db::{PoolSize, Rows},
    loans::{self, NewLoan},
    moves::{self, Destination, Move, Outcome, Pace, unobserved},
    platform::Platform,
    servers::Placement,
    tenants::{self, Tenant},
};

/// On one of two registered servers.
fn on(server: &str) -> Destination {
    Destination { placement: Placement::PostgresServer, server: Some(server.into()), region: None }
}

/// A deployment in which all placements are to be had.
async fn everywhere(engine: Engine) -> Deployment {
    let t = Deployment::start(engine).await;
    t.register("elsewhere", "here", 1_000).await;
    t
}

fn to(placement: Placement) -> Destination {
    Destination { placement, server: None, region: None }
}

/// A placement other than the one that the deployment's own tenants have.
fn other(t: &Deployment) -> Placement {
    if t.engine == Engine::Sqlite { Placement::PostgresSchema } else { Placement::Sqlite }
}

async fn moved(t: &Deployment, slug: &str, placement: Placement) -> Move {
    moved_to(t, slug, &to(placement)).await
}

async fn moved_to(t: &Deployment, slug: &str, place: &Destination) -> Move {
    let pace = Pace::default();
    let done = moves::move_tenant(&t.platform, slug, place, &Author::CommandLine, pace, &unobserved()).await;
    match done.unwrap_or_else(|error| panic!("{place:?}: {}", error.with_causes())) {
        Outcome::Moved(done) => done,
        Outcome::Undone(undone) => panic!("{place:?}: {undone:?}"),
    }
}

async fn tenant(platform: &Platform, slug: &str) -> Arc<Tenant> {
    tenants::find(platform, slug).await.unwrap().unwrap()
}

async fn last(t: &Deployment, slug: &str) -> Move {
    moves::of_tenant(&t.platform, slug).await.unwrap().remove(0)
}

pub(crate) async fn lend(t: &Deployment, slug: &str, name: &str) {
    let form = NewLoan {
        borrower_email: "ruth@paris.example".into(),
        note: "à l'été — “quoted”, 100 %\n\u{1F642}".into(),
        ..three_instalments(name)
    };
    loans::create(&t.ctx(slug, Role::Owner).await, form).await.unwrap();
}

/// What an observer does, which is no future itself.
pub(crate) fn now<T>(work: impl Future<Output = T>) -> T {
    tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(work))
}

/// All rows of all tables, as text that is the same on both engines.
pub(crate) async fn content(platform: &Platform, tenant: &Tenant) -> BTreeMap<String, Vec<String>> {
    let size = PoolSize { most: 1, wait: Duration::from_secs(30) };
    let db = platform.lifecycle.open(tenant.home(), size).await.unwrap();
    let mut all = BTreeMap::new();
    let mut view = db.view().await.unwrap();
    for table in platform.lifecycle.tables_of_tenant(&mut view).await.unwrap() {
        let mut rows = Vec::new();
        let take = |row| {
            rows.push(row);
            Ok(())
        };
        table.each_row(&mut view, Rows::All, |_| false, take).await.unwrap();
        rows.sort();
        all.insert(table.name().to_owned(), rows);
    }
    drop(view);
    db.close().await;
    all
}
