//! Making organisations: the steps, the way back from each of them, crashes, and visitors who do it themselves.

mod clones;
mod copies;
mod failures;
mod kills;
mod sign_up;
mod steps;
mod sweep;

use crate::{
    harness::{Deployment, society},
    stock::traces,
};
use tenantry::{
    db::Db,
    ids::ProvisioningId,
    locale::Locale,
    provisioning::{self, Outcome, Progress, Provisioned},
    tenants::NewTenant,
};

pub(crate) fn request(slug: &str) -> NewTenant {
    NewTenant { locale: Locale::Fr, ..society(slug) }
}

async fn provision(t: &Deployment, slug: &str) -> tenantry::error::Result<Provisioned> {
    provisioning::provision(t.platform.clone(), request(slug), |_| Ok(())).await
}

/// The record of the last provisioning of a slug.
async fn last_id(t: &Deployment, slug: &str) -> ProvisioningId {
    let text = "select id from provisioning where slug = $1 order by id desc limit 1";
    match &t.platform.central {
        Db::Sqlite { readers, .. } => {
            sqlx::query_scalar(text).bind(slug).fetch_one(&mut *readers.acquire().await.unwrap()).await.unwrap()
        }
        Db::Postgres(pool) => {
            sqlx::query_scalar(text).bind(slug).fetch_one(&mut *pool.acquire().await.unwrap()).await.unwrap()
        }
    }
}

async fn progress(t: &Deployment, id: ProvisioningId) -> Progress {
    provisioning::progress(&t.platform, id).await.unwrap().unwrap()
}

/// Waits for what runs in the background.
async fn finished(t: &Deployment, id: ProvisioningId) -> Progress {
    for _ in 0..1_000 {
        let progress = progress(t, id).await;
        if progress.outcome != Outcome::Running {
            return progress;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("the provisioning does not end");
}

/// Rows in every table that a provisioning writes to, beside its own record.
async fn rows_left(t: &Deployment) -> i64 {
    let text =
        "select (select count(*) from tenant) + (select count(*) from domain) + (select count(*) from tenant_module)
                + (select count(*) from invitation) + (select count(*) from membership)";
    match &t.platform.central {
        Db::Sqlite { readers, .. } => {
            sqlx::query_scalar(text).fetch_one(&mut *readers.acquire().await.unwrap()).await.unwrap()
        }
        Db::Postgres(pool) => sqlx::query_scalar(text).fetch_one(&mut *pool.acquire().await.unwrap()).await.unwrap(),
    }
}

/// The name of the database that is reserved for a slug.
async fn database_of(t: &Deployment, slug: &str) -> String {
    let text = "select database_name from tenant where slug = $1";
    match &t.platform.central {
        Db::Sqlite { readers, .. } => {
            sqlx::query_scalar(text).bind(slug).fetch_one(&mut *readers.acquire().await.unwrap()).await.unwrap()
        }
        Db::Postgres(pool) => {
            sqlx::query_scalar(text).bind(slug).fetch_one(&mut *pool.acquire().await.unwrap()).await.unwrap()
        }
    }
}

/// Whether a database is on the disk or on the server, or the role that belongs to it.
async fn exists(t: &Deployment, database: &str) -> bool {
    traces(t, database).await > 0
}

/// Runs it where nobody can wait, in the middle of something else.
fn meanwhile<T>(work: impl Future<Output = T>) -> T {
    tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(work))
}
