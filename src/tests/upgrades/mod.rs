//! Bringing a fleet to the next version: what a run promises, also when its process is killed.

mod drift;
mod halts;
mod kills;
mod leases;
mod orders;
mod plans;
mod rate;
mod requests;
mod rollbacks;
mod run_rollbacks;
mod runs;
mod snapshots;
mod stops;
mod visits;

use crate::{
    db::on_either,
    harness::{Deployment, process},
    postgres::as_owner_of,
};
use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tenantry::{
    clock::Clock,
    db::{Condition, Db, DbError, Lifecycle, Migrations, Schema},
    domains::HostName,
    platform::Platform,
    random::Random,
    servers::Placement,
    tenants::{self, Tenant},
    upgrades::{self, Event, Observer, Options, Pace, Ran, Rehearse, RunReport, RunState, Step},
    users::Passwords,
};

/// What the next version of the program brings: a column, an index, and a value for the rows that there are.
const NEXT: &str = "alter table setting add column note text;\n\
                    create index setting_note_idx on setting (note);\n\
                    update setting set note = 'was ' || value;\n";

fn next_migrations() -> Migrations {
    Migrations::default().with(Schema::Core, unreleased(), NEXT)
}

/// The version of the core tables that no file has yet.
pub(crate) fn unreleased() -> i64 {
    Schema::Core.version() + 1
}

/// The next version of the program over the same databases.
pub(crate) async fn next_version(t: &Deployment) -> Deployment {
    version_with(t, next_migrations(), t.clock.clone()).await
}

async fn version_with(t: &Deployment, migrations: Migrations, clock: Clock) -> Deployment {
    static NUMBER: AtomicU64 = AtomicU64::new(1 << 15);
    let lifecycle = Lifecycle::with(t.platform.lifecycle.location().clone(), migrations);
    let seed = process() << 16 | NUMBER.fetch_add(1, Ordering::Relaxed);
    let (config, random) = (t.platform.config.clone(), Random::seeded(seed));
    let platform = Platform::open_on(lifecycle, config, clock.clone(), random, Passwords::for_tests()).await.unwrap();
    Deployment { platform, clock, engine: t.engine, directory: t.directory.clone() }
}

/// So many organisations, each with a row of its own, whose databases nobody has open.
pub(crate) async fn fleet(t: &Deployment, count: usize) -> Vec<Arc<Tenant>> {
    let mut all = Vec::new();
    for number in 0..count {
        let tenant = t.tenant(&format!("house-{number:03}")).await;
        write(t, &tenant, "kept").await;
        t.platform.fleet.close(tenant.id).await;
        all.push(tenant);
    }
    all
}

/// Writes the test once, as a module of a test for each way in which data is kept, and so migrated, copied and exchanged.
macro_rules! every_way {
    ($(async fn $name:ident($t:ident: Deployment) $body:block)+) => {$(
        mod $name {
            use super::*;

            async fn test($t: $crate::harness::Deployment) $body

            $crate::harness::placed! { test
                sqlite: Sqlite, Sqlite;
                postgres: Postgres, PostgresDatabase;
                schema_on_a_server: Sqlite, PostgresSchema;
            }
        }
    )+};
}
use every_way;

/// Fewer on PostgreSQL, where a database takes longer to make.
fn some(t: &Deployment, on_sqlite: usize, on_postgres: usize) -> usize {
    if t.placement() == Placement::Sqlite { on_sqlite } else { on_postgres }
}

/// Writes a row as the organisation's people do.
async fn write(t: &Deployment, tenant: &Tenant, key: &str) {
    let db = t.platform.fleet.open(tenant).await.unwrap();
    let mut tx = db.db().begin().await.unwrap();
    let text = "insert into setting (key, value, updated_at) select $1, $1, updated_at from brand";
    on_either!(&mut tx, c => sqlx::query(text).bind(key).execute(c).await.map(drop)).unwrap();
    tx.commit().await.unwrap();
}

/// The rows that somebody wrote, as the organisation's people read them. Who had the database open when it was exchanged may
/// meet a session that was ended a moment ago, and asks again.
async fn rows(t: &Deployment, tenant: &Tenant, text: &'static str) -> Vec<String> {
    for _ in 0..5 {
        match rows_now(t, tenant, text).await {
            Err(error) if error.is_passing() => tokio::time::sleep(Duration::from_millis(50)).await,
            rows => return rows.unwrap(),
        }
    }
    panic!("its database is never there");
}

async fn rows_now(t: &Deployment, tenant: &Tenant, text: &'static str) -> Result<Vec<String>, DbError> {
    let db = t.platform.fleet.open(tenant).await.unwrap();
    let mut reader = db.db().read().await?;
    Ok(on_either!(&mut reader, c => sqlx::query_scalar(text).fetch_all(c).await)?)
}

const KEYS: &str = "select key from setting where value = key order by key";
const NOTES: &str = "select note from setting where value = key order by key";

/// What somebody did to a database by hand.
pub(crate) async fn by_hand(t: &Deployment, tenant: &Tenant, text: &'static str) {
    let db = t.platform.fleet.open(tenant).await.unwrap();
    if let Db::Sqlite { writer, .. } = db.db() {
        sqlx::raw_sql(text).execute(&mut *writer.acquire().await.unwrap()).await.unwrap();
    } else {
        let owner = as_owner_of(t, tenant).await;
        sqlx::raw_sql(text).execute(&owner).await.unwrap();
        owner.close().await;
    }
    drop(db);
    t.platform.fleet.close(tenant.id).await;
}

/// A column that the next version wants to add is there already.
pub(crate) async fn poison(t: &Deployment, tenant: &Tenant) {
    by_hand(t, tenant, "alter table setting add column note text").await;
}

async fn condition(t: &Deployment, tenant: &Tenant) -> Condition {
    t.platform.lifecycle.inspect(tenant.home(), &tenant.modules).await.unwrap()
}

/// What its timeline says of one kind of event.
async fn told(t: &Deployment, tenant: &Tenant, kind: &str) -> Vec<String> {
    let rows = tenants::timeline(&t.platform, &tenant.slug, "").await.unwrap().rows;
    rows.into_iter().filter(|event| event.kind == kind).map(|event| event.detail).collect()
}

/// Asks the central database for one number.
pub(crate) async fn central(t: &Deployment, text: &'static str) -> i64 {
    let mut reader = t.platform.central.read().await.unwrap();
    on_either!(&mut reader, c => sqlx::query_scalar(text).fetch_one(c).await).unwrap()
}

pub(crate) async fn change_central(t: &Deployment, text: &'static str) -> u64 {
    let mut tx = t.platform.central.begin().await.unwrap();
    let changed =
        on_either!(&mut tx, c => sqlx::query(text).execute(c).await.map(|done| done.rows_affected())).unwrap();
    tx.commit().await.unwrap();
    changed
}

/// A run without copies, unless the test is about them.
pub(crate) fn options() -> Options {
    Options { rehearse: Rehearse::None, latency_rise_ms: 60_000, ..Options::default() }
}

fn first(slug: &str) -> Options {
    Options { canaries: vec![slug.to_owned()], ..options() }
}

fn one_by_one() -> Pace {
    Pace { at_once: 1, ..Pace::default() }
}

pub(crate) fn unobserved() -> Observer {
    Arc::new(|_| {})
}

/// The steps that were reached, in their order, each with whose it was.
#[derive(Clone, Default)]
struct Steps(Arc<Mutex<Vec<(String, Step)>>>);

impl Steps {
    fn observer(&self) -> Observer {
        let steps = self.0.clone();
        Arc::new(move |event| {
            if let Event::Reached { slug, step } = event {
                steps.lock().unwrap().push((slug.to_owned(), step));
            }
        })
    }

    /// Who came to a step.
    fn at(&self, step: Step) -> Vec<String> {
        self.0.lock().unwrap().iter().filter(|(_, reached)| *reached == step).map(|(slug, _)| slug.clone()).collect()
    }
}

async fn run(t: &Deployment, options: &Options) -> RunReport {
    ended(upgrades::run(&t.platform, options, Pace::default(), &unobserved()).await.unwrap())
}

fn ended(ran: Ran) -> RunReport {
    match ran {
        Ran::Ended(report) => report,
        other => panic!("the run didn't end: {other:?}"),
    }
}

/// Runs until a step is reached for the first time, and breaks off there as a process that dies does.
pub(crate) async fn broken_off_at(t: &Deployment, at: Step, options: Options) {
    let platform = t.platform.clone();
    let task = tokio::spawn(async move {
        let observer: Observer = Arc::new(move |event| {
            if let Event::Reached { step, .. } = event {
                assert_ne!(step, at, "the process dies here");
            }
        });
        upgrades::run(&platform, &options, one_by_one(), &observer).await
    });
    assert!(task.await.unwrap_err().is_panic());
}

/// Everybody but these is at the newest version: recorded, and read back.
async fn assert_at_head(t: &Deployment, tenants: &[Arc<Tenant>], but: &[&str]) {
    for tenant in tenants {
        let clean = t.platform.lifecycle.clean(tenant.home(), &tenant.modules).await.unwrap();
        let here = condition(t, tenant).await;
        let is_at_head = here == *clean;
        assert_eq!(is_at_head, !but.contains(&tenant.slug.as_str()), "{}: {:?}", tenant.slug, here.versions);
        if is_at_head {
            assert_eq!(rows(t, tenant, NOTES).await, ["was kept"], "{}", tenant.slug);
            assert_eq!(recorded(t, tenant).await, (here.versions, Some(clean.shape.fingerprint())), "{}", tenant.slug);
        }
    }
}

/// What the central database knows of an organisation's tables.
async fn recorded(t: &Deployment, tenant: &Tenant) -> (BTreeMap<String, i64>, Option<String>) {
    let mut reader = t.platform.central.read().await.unwrap();
    let text = "select set_name, version from tenant_schema where tenant_id = $1";
    let versions: Vec<(String, i64)> =
        on_either!(&mut reader, c => sqlx::query_as(text).bind(tenant.id).fetch_all(c).await).unwrap();
    let text = "select schema_fingerprint from tenant where id = $1";
    let fingerprint: Option<String> =
        on_either!(&mut reader, c => sqlx::query_scalar(text).bind(tenant.id).fetch_one(c).await).unwrap();
    (versions.into_iter().collect(), fingerprint)
}

/// The slugs of the last run in the order in which they would be taken.
async fn queue(t: &Deployment) -> Vec<String> {
    let mut reader = t.platform.central.read().await.unwrap();
    let text = "select t.slug from upgrade_task k join tenant t on t.id = k.tenant_id order by k.position";
    on_either!(&mut reader, c => sqlx::query_scalar(text).fetch_all(c).await).unwrap()
}

fn number_of(tenants: &[Arc<Tenant>]) -> i64 {
    tenants.len().try_into().unwrap()
}

async fn found(t: &Deployment, slug: &str) -> Arc<Tenant> {
    tenants::find(&t.platform, slug).await.unwrap().unwrap()
}

async fn visit(t: &Deployment, tenant: &Tenant) {
    let host = HostName::parse(&tenant.main_host).unwrap();
    t.platform.directory.resolve(&t.platform, &host).await.unwrap();
}

fn is_done(report: &RunReport) -> bool {
    report.state == RunState::Done && report.left == 0
}
