//! Requests that are dropped half-way leave nothing to who borrows their connection next.
//!
//! sqlx's `begin` isn't safe to cancel: a `BEGIN` that was sent and not yet answered leaves its transaction open on the
//! connection that goes back. The platform's pool clears it; `sqlx_own_pool_leaks` shows that the same requests leave
//! something behind without that, so that the test of the pool can fail.

use crate::{
    harness::{Deployment, Engine, every_placement},
    lending::three_instalments,
    postgres::every_postgres_placement,
};
use sqlx::{PgConnection, PgPool, Row, postgres::PgPoolOptions};
use std::ops::DerefMut;
use std::{task::Poll, time::Duration};
use tenantry::{
    access::Role,
    db::{Db, Location, Pool},
    loans::{self, LoanQuery, NewLoan},
    random::Random,
};
use tokio::time::timeout;

const REQUESTS: usize = 400;

/// What a borrower finds.
#[derive(Debug, Default, PartialEq, Eq)]
struct Leaks {
    open_transactions: usize,
    foreign_search_paths: usize,
    foreign_roles: usize,
}

/// Where the requests borrow their connections.
trait Lender {
    async fn lend(&self) -> impl DerefMut<Target = PgConnection>;

    async fn begin(&self) -> impl DerefMut<Target = PgConnection>;
}

impl Lender for Pool<PgConnection> {
    async fn lend(&self) -> impl DerefMut<Target = PgConnection> {
        self.acquire().await.unwrap()
    }

    async fn begin(&self) -> impl DerefMut<Target = PgConnection> {
        Pool::begin(self, "begin").await.unwrap()
    }
}

impl Lender for PgPool {
    async fn lend(&self) -> impl DerefMut<Target = PgConnection> {
        self.acquire().await.unwrap()
    }

    async fn begin(&self) -> impl DerefMut<Target = PgConnection> {
        PgPool::begin(self).await.unwrap()
    }
}

/// A request as it must not be written: it changes its session, then its work takes time.
async fn careless(pool: &impl Lender) -> Result<(), sqlx::Error> {
    let mut connection = pool.lend().await;
    sqlx::query("set search_path to somebody_else").execute(&mut *connection).await?;
    sqlx::query("set role pg_monitor").execute(&mut *connection).await?;
    let mut tx = sqlx::Connection::begin(&mut *connection).await?;
    sqlx::query("select pg_sleep(0.004)").execute(&mut *tx).await?;
    tx.commit().await
}

/// A request as it is written: one transaction, whose `begin` is where it is often dropped.
async fn careful(pool: &impl Lender) -> Result<(), sqlx::Error> {
    let mut tx = pool.begin().await;
    sqlx::query("set search_path to somebody_else").execute(&mut *tx).await?;
    sqlx::query("select pg_sleep(0.004)").execute(&mut *tx).await.map(drop)
}

/// Runs `request` until it has waited `pauses` times, and drops it at the next one.
pub(crate) async fn dropped_at_pause(pauses: u64, request: impl Future) {
    let mut request = std::pin::pin!(request);
    let mut left = pauses;
    std::future::poll_fn(|cx| {
        if request.as_mut().poll(cx).is_ready() || left == 0 {
            return Poll::Ready(());
        }
        left -= 1;
        Poll::Pending
    })
    .await;
}

/// Drops requests, half of them after a random time and half at each of their pauses in turn: the moment between a
/// statement that was sent and its answer is then met however fast the machine is. Every connection is looked at in
/// between, as the next borrower does.
async fn leaks(pool: &impl Lender) -> Leaks {
    let random = Random::seeded(400);
    let mut leaks = Leaks::default();
    let text = "select current_user::text, current_setting('search_path')";
    let (role, path): (String, String) = sqlx::query_as(text).fetch_one(&mut *pool.lend().await).await.unwrap();
    for number in 0..REQUESTS {
        let patience = Duration::from_micros(random.below(9_000));
        let pauses = (number as u64 / 4) % 10;
        match number % 4 {
            0 => drop(timeout(patience, careless(pool)).await),
            1 => drop(timeout(patience, careful(pool)).await),
            2 => dropped_at_pause(pauses, careless(pool)).await,
            _ => dropped_at_pause(pauses, careful(pool)).await,
        }
        let mut next = pool.lend().await;
        // Outside of a transaction a statement that is sent as one message is a transaction of its own, and begins with it.
        let text = "select current_setting('search_path') as path, current_user::text as role,
                    transaction_timestamp() <> statement_timestamp() as inside";
        let found = sqlx::raw_sql(text).fetch_one(&mut *next).await.unwrap();
        leaks.open_transactions += usize::from(found.get::<bool, _>("inside"));
        leaks.foreign_search_paths += usize::from(found.get::<String, _>("path") != path);
        leaks.foreign_roles += usize::from(found.get::<String, _>("role") != role);
    }
    leaks
}

every_postgres_placement! {
    async fn four_hundred_cancelled_requests_leave_nothing_behind(t: Deployment) {
        let tenant = t.tenant("paris").await;
        let db = t.platform.fleet.open(&tenant).await.unwrap();
        let Db::Postgres(pool) = db.db() else { panic!("this tenant is on PostgreSQL") };
        let role: String =
            sqlx::query_scalar("select current_user::text").fetch_one(&mut *pool.lend().await).await.unwrap();
        assert_eq!(role, tenant.database().as_str());
        assert_eq!(leaks(pool).await, Leaks::default());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlx_own_pool_leaks() {
    let t = Deployment::start(Engine::Postgres).await;
    let Location::Postgres(address) = t.platform.lifecycle.location() else {
        panic!("this deployment is on PostgreSQL")
    };
    let options = PgPoolOptions::new().max_connections(2).acquire_timeout(Duration::from_secs(5));
    #[expect(clippy::disallowed_methods, reason = "sqlx's own pool, to show what the platform's is for")]
    let pool = options.connect(address).await.unwrap();
    sqlx::query("set search_path to public").execute(&pool).await.unwrap();
    let leaks = leaks(&pool).await;
    let Leaks { open_transactions, foreign_search_paths, foreign_roles } = leaks;
    assert!(open_transactions > 0 && foreign_search_paths > 0 && foreign_roles > 0, "{leaks:?}");
    pool.close().await;
    let _ = std::fs::remove_dir_all(&t.directory);
}

every_placement! {
    async fn cancelled_changes_are_whole_or_not_there(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let random = Random::seeded(9);
        for number in 0..200 {
            let form = NewLoan { guarantors: "Simon, Noa".into(), ..three_instalments(format!("Borrower {number}")) };
            let patience = Duration::from_micros(random.below(4_000));
            let _ = timeout(patience, loans::create(&ctx, form)).await;
        }
        let numbers = numbers(&ctx).await;
        for id in ids(&ctx).await {
            let loan = loans::find(&ctx, id).await.unwrap().unwrap();
            assert_eq!((loan.guarantors.len(), loan.history.len()), (2, 1), "a loan comes with all that belongs to it");
        }
        let expected: Vec<i64> = (1..=i64::try_from(numbers.len()).unwrap()).collect();
        assert_eq!(numbers, expected, "numbered without gaps");
    }
}

async fn numbers(ctx: &tenantry::context::TenantCtx) -> Vec<i64> {
    let mut numbers: Vec<i64> = rows(ctx).await.iter().map(|row| row.number).collect();
    numbers.sort_unstable();
    numbers
}

async fn ids(ctx: &tenantry::context::TenantCtx) -> Vec<tenantry::ids::LoanId> {
    rows(ctx).await.iter().map(|row| row.id).collect()
}

async fn rows(ctx: &tenantry::context::TenantCtx) -> Vec<loans::LoanSummary> {
    let mut query = LoanQuery::default();
    let mut rows = Vec::new();
    loop {
        let page = loans::list(ctx, &query).await.unwrap();
        rows.extend(page.rows);
        let Some(next) = page.next else { return rows };
        query.after = Some(next);
    }
}
