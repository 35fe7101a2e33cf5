//! Several processes over one PostgreSQL server: together they stay below four fifths of what it allows. The tests' server allows
//! one login less than all others, so that nobody else is in the way.

use crate::{
    db::on_either,
    harness::{Deployment, Engine, both_engines, society},
    postgres,
    servers::{address_of, login},
};
use jiff::SignedDuration;
use std::{sync::Arc, time::Duration};
use tenantry::{
    context::Author,
    db::Reader,
    fleet::{ServerFigures, TenantDb, share_servers},
    platform::Platform,
    provisioning::{self, Terms},
    random::Random,
    servers::{self, NewServer, Placement},
    tenants::{self, Tenant},
    users::Passwords,
};

const RIGHTS: &str = "createdb createrole connection limit 60";
const FOUR_FIFTHS: i64 = 48;

/// What a node may have of the server that the test is about.
#[derive(Debug, PartialEq, Eq)]
struct Expected {
    alone: usize,
    at_first: usize,
    of_two: usize,
}

/// One of the processes of the deployment. All that it may have it may have for one organisation.
async fn node(t: &Deployment) -> Arc<Platform> {
    node_with(t, 60).await
}

async fn node_with(t: &Deployment, postgres_connections: u32) -> Arc<Platform> {
    let mut config = t.platform.config.clone();
    config.pool.central_connections = 2;
    config.pool.postgres_connections = postgres_connections;
    config.pool.postgres_connections_per_tenant = 60;
    config.pool.idle_close_seconds = 1;
    config.pool.acquire_timeout_ms = 3_000;
    Platform::open_with(config, t.clock.clone(), Random::system(), Passwords::for_tests()).await.unwrap()
}

/// The deployment's own login on its own server.
async fn on_the_own_server() -> (Deployment, String) {
    let t = postgres::deployment_placed_with(RIGHTS, Placement::PostgresDatabase).await;
    let owner = postgres::as_owner(&t, "postgres").await;
    let login = sqlx::query_scalar("select current_user::text").fetch_one(&owner).await.unwrap();
    (t, login)
}

/// The login by which a server is registered.
async fn on_a_registered_server() -> (Deployment, String) {
    let t = Deployment::start(Engine::Sqlite).await;
    let login = login(&t, "secret", RIGHTS).await;
    let (name, region, address) = ("eu-1".into(), "eu".into(), address_of(&login, "secret"));
    let new = NewServer { name, region, capacity: 10, address };
    servers::add(&t.platform, &new, &Author::CommandLine).await.unwrap();
    (t, login)
}

async fn house(t: &Deployment, slug: &str) -> Arc<Tenant> {
    let placement = if t.engine == Engine::Sqlite { Placement::PostgresServer } else { Placement::PostgresDatabase };
    let terms = Terms { placement: Some(placement), ..Terms::default() };
    provisioning::provision_on(t.platform.clone(), society(slug), terms, |_| Ok(())).await.unwrap();
    tenants::find(&t.platform, slug).await.unwrap().unwrap()
}

/// All connections that the node may have.
struct Taken {
    readers: Vec<Reader>,
    _db: TenantDb,
}

async fn take(node: &Platform, tenant: &Tenant) -> Taken {
    let db = node.fleet.open(tenant).await.unwrap();
    let mut readers = Vec::new();
    while let Ok(reader) = db.db().read().await {
        readers.push(reader);
    }
    Taken { readers, _db: db }
}

/// Sessions of the login, as the server sees them.
async fn sessions(login: &str) -> i64 {
    let text = "select count(*) from pg_stat_activity where usename = $1";
    sqlx::query_scalar(text).bind(login).fetch_one(&postgres::as_superuser().await).await.unwrap()
}

async fn assert_few_sessions(login: &str) {
    let sessions = sessions(login).await;
    assert!(sessions <= FOUR_FIFTHS, "{sessions} sessions");
}

fn figures(node: &Platform) -> ServerFigures {
    let figures = node.fleet.figures();
    figures.server.or_else(|| figures.registered.get("eu-1").cloned()).unwrap()
}

fn allowed(node: &Platform) -> usize {
    figures(node).allowed as usize
}

/// What each node does every few seconds.
async fn tick(t: &Deployment, nodes: &[&Arc<Platform>]) {
    t.clock.advance(SignedDuration::from_secs(5));
    for node in nodes {
        share_servers(node).await.unwrap();
    }
}

async fn two_nodes_stay_below_four_fifths(t: Deployment, login: String, expected: Expected) {
    let tenant = house(&t, "paris").await;
    t.platform.shut_down().await;
    let first = node(&t).await;
    tick(&t, &[&first]).await;
    let all = take(&first, &tenant).await;
    assert_eq!(all.readers.len(), expected.alone);
    assert_few_sessions(&login).await;

    // All that the first may have is in use when the second comes, and it hasn't heard of it.
    let second = node(&t).await;
    tick(&t, &[&second]).await;
    let few = take(&second, &tenant).await;
    assert_eq!((few.readers.len(), all.readers.len()), (expected.at_first, expected.alone));
    assert_few_sessions(&login).await;

    tick(&t, &[&first, &second]).await;
    assert_eq!(
        (allowed(&first), allowed(&second)),
        (expected.of_two, expected.at_first),
        "a sign may have been on its way"
    );
    drop((all, few));
    tick(&t, &[&first, &second]).await;
    assert_eq!((allowed(&first), allowed(&second)), (expected.of_two, expected.of_two));
    let (one, other) = tokio::join!(take(&first, &tenant), take(&second, &tenant));
    assert_eq!((one.readers.len(), other.readers.len()), (expected.of_two, expected.of_two));
    assert_few_sessions(&login).await;

    drop((one, other));
    second.shut_down().await;
    tick(&t, &[&first]).await;
    assert_eq!(allowed(&first), expected.alone, "who leaves leaves its share");
    let _ = std::fs::remove_dir_all(&t.directory);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_stay_below_four_fifths_of_their_own_server() {
    let (t, login) = on_the_own_server().await;
    two_nodes_stay_below_four_fifths(t, login, Expected { alone: 24, at_first: 4, of_two: 7 }).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_stay_below_four_fifths_of_a_server_that_they_meet() {
    let (t, login) = on_a_registered_server().await;
    two_nodes_stay_below_four_fifths(t, login, Expected { alone: 28, at_first: 4, of_two: 10 }).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_with_another_address_has_the_same_budget_and_what_is_idle_there_is_closed() {
    let (t, login) = on_a_registered_server().await;
    let (paris, lyon) = (house(&t, "paris").await, house(&t, "lyon").await);
    let node = node_with(&t, 3).await;
    let db = node.fleet.open(&paris).await.unwrap();
    let by_the_older = [db.db().read().await.unwrap(), db.db().read().await.unwrap()];
    let address = address_of(&login, "secret") + "?application_name=again";
    servers::readdress(&node, "eu-1", &address, &Author::CommandLine).await.unwrap();
    tokio::time::sleep(Duration::from_millis(2_100)).await;
    let by_the_newer = take(&node, &lyon).await;
    assert_eq!(by_the_newer.readers.len(), 1, "three are allowed, by whichever address");
    drop((by_the_older, by_the_newer, db));
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    assert_eq!(figures(&node).open, 3, "they lie idle");
    node.fleet.reap().await;
    assert_eq!(figures(&node).open, 0);
    let _ = std::fs::remove_dir_all(&t.directory);
}

both_engines! {
    async fn a_command_that_opens_many_databases_is_a_node_and_another_is_not(t: Deployment) {
        t.tenant("paris").await;
        assert_eq!(nodes(&t).await, 0);
        crate::cli::text(&t, &["tenant", "list"]).await;
        assert_eq!(nodes(&t).await, 0);
        crate::cli::text(&t, &["migrate", "run"]).await;
        assert_eq!(nodes(&t).await, 1);
        let other = node(&t).await;
        t.platform.shut_down().await;
        let mut reader = other.central.read().await.unwrap();
        assert_eq!(count_of_nodes(&mut reader).await, 0, "until it ends");
    }

    async fn a_move_at_an_operators_command_is_a_node(t: Deployment) {
        t.register("elsewhere", "here", 10).await;
        t.tenant("paris").await;
        let to = if t.engine == Engine::Sqlite { "postgres-schema" } else { "sqlite" };
        crate::cli::text(&t, &["tenant", "move", "paris", "--to", to, "--dry-run"]).await;
        assert_eq!(nodes(&t).await, 0, "it was a trial");
        crate::cli::text(&t, &["tenant", "move", "paris", "--to", to, "--yes"]).await;
        assert_eq!(nodes(&t).await, 1);
    }
}

async fn nodes(t: &Deployment) -> i64 {
    count_of_nodes(&mut t.platform.central.read().await.unwrap()).await
}

async fn count_of_nodes(reader: &mut Reader) -> i64 {
    on_either!(reader, c => sqlx::query_scalar("select count(*) from node").fetch_one(c).await).unwrap()
}
