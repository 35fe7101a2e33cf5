//! The end of an organisation: what is exported, what is kept, what is removed, and who may not.

mod central;
mod erasures;
mod exports;
mod kills;
mod locks;
mod requests;

use crate::{
    db::on_either,
    harness::{Deployment, Engine},
    lending::three_instalments,
};
use jiff::SignedDuration;
use std::{path::PathBuf, sync::Arc};
use tenantry::{
    access::Role,
    context::Author,
    deletions::{self, Attended, Deleting, Deletion, Erasure, NewDeletion, Pace, unobserved},
    loans,
    tenants::{self, Tenant},
};

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// An organisation with a member of its own and a loan.
async fn inhabited(t: &Deployment, slug: &str) -> Arc<Tenant> {
    let ctx = t.ctx(slug, Role::Owner).await;
    let form = three_instalments(format!("Ruth of {slug}"));
    loans::create(&ctx, form).await.unwrap();
    ctx.tenant.clone()
}

async fn delete(t: &Deployment, slug: &str) -> Deleting {
    deletions::delete(&t.platform, slug, &NewDeletion::default(), &Author::CommandLine).await.unwrap()
}

async fn attend(t: &Deployment, slug: &str) -> Attended {
    let pace = Pace::default();
    deletions::attend(&t.platform, slug, &Author::CommandLine, pace, &unobserved()).await.unwrap()
}

async fn deletion(t: &Deployment, slug: &str) -> Deletion {
    tenants::detail(&t.platform, slug).await.unwrap().unwrap().deletion.unwrap()
}

/// Deletes it and lets the whole grace go by.
async fn erased(t: &Deployment, slug: &str) -> Erasure {
    delete(t, slug).await;
    t.clock.advance(DAY * 31);
    match attend(t, slug).await {
        Attended::Erased(erasure) => *erasure,
        other => panic!("{other:?}"),
    }
}

async fn count(t: &Deployment, text: &'static str, slug_or_id: &str) -> i64 {
    let mut reader = t.platform.central.read().await.unwrap();
    on_either!(&mut reader, c => sqlx::query_scalar(text).bind(slug_or_id).fetch_one(c).await).unwrap()
}

/// What of the database is on the disk or on the server.
async fn traces(t: &Deployment, tenant: &Tenant) -> Vec<String> {
    t.platform.lifecycle.traces(tenant.home(), &[]).await.unwrap()
}

/// The files in the folder of exports.
fn exported_files(t: &Deployment) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(t.directory.join("exports")) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Makes an organisation's database unreadable.
async fn lose_database(t: &Deployment, tenant: &Tenant) {
    t.platform.fleet.close(tenant.id).await;
    if t.engine == Engine::Sqlite {
        let file = t.directory.join(format!("data/tenants/{}.db", tenant.database()));
        std::fs::write(file, "not a database ".repeat(1000)).unwrap();
    } else {
        t.platform.lifecycle.drop(tenant.home()).await.unwrap();
    }
}
