//! Publishing is one step, whoever dies in the middle of it, and is seen by the next request on every node.

use super::{pictures, studio::other_node};
use crate::{
    db::on_either,
    harness::{Deployment, both_engines},
};
use jiff::SignedDuration;
use std::time::Duration;
use tenantry::{
    access::Role,
    audit,
    brand::{self, BrandForm, Color},
    context::TenantCtx,
    db::{Db, Migrations},
    domains::{HostName, Resolution},
    ids::UserId,
    tenants,
};

fn form(name: &str, primary: &str) -> BrandForm {
    BrandForm { name: name.into(), primary: primary.into(), ..BrandForm::default() }
}

/// In the central database, as somebody who administers it.
async fn execute(t: &Deployment, text: &'static str) {
    match &t.platform.central {
        Db::Sqlite { writer, .. } => {
            sqlx::query(text).execute(&mut *writer.acquire().await.unwrap()).await.unwrap();
        }
        Db::Postgres(pool) => {
            sqlx::query(text).execute(&mut *pool.acquire().await.unwrap()).await.unwrap();
        }
    }
}

/// The name and the colour that the central database knows, and who published what by its audit.
async fn known(t: &Deployment) -> (String, Option<Color>, Vec<(String, Option<UserId>)>) {
    let tenant = tenants::find(&t.platform, "paris").await.unwrap().unwrap();
    let events =
        audit::recent(&t.platform, 50).await.unwrap().into_iter().filter(|event| event.kind.starts_with("brand-"));
    let events = events.map(|event| (event.detail, event.user)).collect();
    (tenant.name.clone(), tenant.brand_copy.as_ref().map(|tokens| tokens.primary), events)
}

/// How many say that they are there.
async fn nodes(t: &Deployment) -> i64 {
    let mut reader = t.platform.central.read().await.unwrap();
    on_either!(&mut reader, c => sqlx::query_scalar("select count(*) from node").fetch_one(c).await).unwrap()
}

async fn seen(t: &Deployment, ctx: &TenantCtx) -> Color {
    t.platform.brands.get(&t.platform, &ctx.tenant).await.unwrap().tokens.primary
}

fn color(text: &str) -> Color {
    text.parse().unwrap()
}

/// Publishes, and dies right after the organisation's own database has committed.
async fn published_by_somebody_who_died(t: &Deployment, ctx: &TenantCtx) {
    execute(t, "alter table audit_event rename to hidden").await;
    brand::save(ctx, form("Paris renewed", "#b3261e")).await.unwrap();
    execute(t, "alter table hidden rename to audit_event").await;
}

both_engines! {
    async fn what_is_committed_is_taken_over_though_its_publisher_died(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let before = known(&t).await;
        published_by_somebody_who_died(&t, &ctx).await;
        assert_eq!(seen(&t, &ctx).await, color("#b3261e"), "it is published");
        assert_eq!(known(&t).await, before, "but isn’t known centrally");
        for _ in 0..2 {
            assert_eq!(brand::publish_due(&t.platform).await.unwrap(), 0, "none was due");
            let event = ("version 2".to_owned(), Some(ctx.actor.user));
            assert_eq!(known(&t).await, ("Paris renewed".into(), Some(color("#b3261e")), vec![event]), "once");
        }
    }

    async fn the_next_change_takes_it_over_before_it_begins(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        published_by_somebody_who_died(&t, &ctx).await;
        brand::set_logo(&ctx, pictures::png()).await.unwrap();
        let (name, primary, events) = known(&t).await;
        assert_eq!((name.as_str(), primary), ("Paris renewed", Some(color("#b3261e"))), "and doesn’t give the old name back");
        let details: Vec<&str> = events.iter().map(|(detail, _)| detail.as_str()).collect();
        assert_eq!(details, ["version 3", "version 2"]);
    }

    async fn what_was_meant_and_not_committed_never_happened(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        brand::save(&ctx, form("Paris", "#12295c")).await.unwrap();
        let before = known(&t).await;
        execute(&t, "insert into brand_publication (tenant_id, number, name) select id, 3, 'Lost' from tenant where slug = 'paris'").await;
        assert_eq!(brand::publish_due(&t.platform).await.unwrap(), 0);
        assert_eq!((known(&t).await, seen(&t, &ctx).await), (before, color("#12295c")));
        brand::save(&ctx, form("Paris", "#b3261e")).await.unwrap();
        assert_eq!(known(&t).await.0, "Paris");
    }

    async fn what_cannot_be_meant_centrally_changes_nothing(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let (before, worn) = (known(&t).await, seen(&t, &ctx).await);
        execute(&t, "alter table brand_publication rename column number to hidden").await;
        assert!(brand::save(&ctx, form("Paris renewed", "#b3261e")).await.is_err());
        execute(&t, "alter table brand_publication rename column hidden to number").await;
        assert_eq!(brand::publish_due(&t.platform).await.unwrap(), 0);
        assert_eq!((known(&t).await, seen(&t, &ctx).await), (before, worn));
        assert_eq!(brand::versions(&ctx).await.unwrap(), []);
    }

    async fn the_next_request_on_every_node_sees_it(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let other = other_node(&t, Migrations::default(), t.clock.clone()).await;
        let tenant = other.tenant("paris").await;
        other.platform.start_sharing().await;
        other.platform.start_housekeeping();
        assert_eq!(nodes(&t).await, 1, "who publishes knows that there is another");
        for primary in ["#b3261e", "#12295c", "#00695c"] {
            let stale = other.platform.brands.get(&other.platform, &tenant).await.unwrap();
            assert_ne!(stale.tokens.primary, color(primary));
            brand::save(&ctx, form("GMAH Paris", primary)).await.unwrap();
            let fresh = other.platform.brands.get(&other.platform, &tenant).await.unwrap();
            assert_eq!(fresh.tokens.primary, color(primary));
        }
        other.platform.shut_down().await;
    }

    async fn the_next_request_on_every_node_sees_a_planned_one(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let other = other_node(&t, Migrations::default(), t.clock.clone()).await;
        let following = tokio::spawn({
            let platform = other.platform.clone();
            async move {
                loop {
                    platform.directory.follow(&platform).await.unwrap();
                    tokio::time::sleep(Duration::from_millis(500)).await;
                }
            }
        });
        let request = async || {
            let host = HostName::parse("paris.tenantry.test").unwrap();
            let Resolution::Tenant(tenant) = other.platform.directory.resolve(&other.platform, &host).await.unwrap() else {
                panic!("paris isn’t there")
            };
            let brand = other.platform.brands.get(&other.platform, &tenant).await.unwrap();
            (tenant.name.clone(), brand.tokens.primary)
        };
        let planned = [("Paris renewed", "#b3261e", "2026-03-15T14:00"), ("Paris", "#12295c", "2026-03-15T16:00")];
        for (name, primary, at) in planned {
            assert_ne!(request().await.1, color(primary));
            brand::schedule(&ctx, form(name, primary), at).await.unwrap();
            t.clock.advance(SignedDuration::from_hours(2));
            other.platform.start_sharing().await;
            assert_eq!(nodes(&t).await, 1, "who publishes knows that there is another");
            assert_eq!(brand::publish_due(&t.platform).await.unwrap(), 1);
            assert_eq!(request().await, (name.to_owned(), color(primary)));
            assert_eq!(request().await, (name.to_owned(), color(primary)), "and it is remembered");
        }
        following.abort();
        other.platform.shut_down().await;
    }
}
