//! Who waits for the connections that a PostgreSQL server may have, counted for that server.

use super::{eventually, fleet_with};
use crate::harness::{Deployment, both_engines, society};
use std::sync::Arc;
use tenantry::{
    config::PoolSettings,
    db::Waited,
    fault::Kind,
    fleet::Fleet,
    provisioning::{self, Terms},
    servers::Placement,
    tenants::{self, Tenant},
};

async fn on_server(t: &Deployment, slug: &str) -> Arc<Tenant> {
    let terms = Terms { placement: Some(Placement::PostgresServer), ..Terms::default() };
    provisioning::provision_on(t.platform.clone(), society(slug), terms, |_| Ok(())).await.unwrap();
    let tenant = tenants::find(&t.platform, slug).await.unwrap().unwrap();
    t.platform.fleet.close(tenant.id).await;
    tenant
}

fn waited(fleet: &Fleet) -> Waited {
    fleet.figures().registered["eu-1"].waited.clone()
}

both_engines! {
    async fn waits_and_refusals_are_counted_for_each_server(t: Deployment) {
        t.register("eu-1", "eu", 10).await;
        let (paris, lyon) = (on_server(&t, "paris").await, on_server(&t, "lyon").await);
        let settings = PoolSettings { postgres_connections: 1, acquire_timeout_ms: 2_000, ..t.platform.config.pool.clone() };
        let fleet = fleet_with(&t, settings);
        let first = fleet.open(&paris).await.unwrap();
        let held = first.db().read().await.unwrap();
        let before = waited(&fleet);
        let refused = fleet.open(&lyon).await.unwrap_err();
        assert!(matches!(refused.kind(), Kind::Unavailable { .. }), "{refused:?}");
        let after = waited(&fleet);
        assert_eq!((after.waits - before.waits, after.refusals - before.refusals), (1, 1));
        assert!(after.micros - before.micros >= 1_900_000, "{after:?}");
        assert_eq!(after.times.iter().sum::<u64>(), after.waits, "each wait is in one class: {after:?}");

        let waiting = tokio::spawn({
            let (fleet, lyon) = (fleet.clone(), lyon.clone());
            async move { fleet.open(&lyon).await.map(drop) }
        });
        eventually("it waits", || waited(&fleet).waits > after.waits).await;
        drop(held);
        waiting.await.unwrap().unwrap();
        let served = waited(&fleet);
        assert_eq!((served.waits - after.waits, served.refusals - after.refusals), (1, 0));

        let text = fleet.prometheus();
        for line in [
            format!("tenantry_server_waits_total{{server=\"eu-1\"}} {}", served.waits),
            format!("tenantry_server_refusals_total{{server=\"eu-1\"}} {}", served.refusals),
            format!("tenantry_server_wait_seconds_bucket{{server=\"eu-1\",le=\"+Inf\"}} {}", served.waits),
            format!("tenantry_server_wait_seconds_count{{server=\"eu-1\"}} {}", served.waits),
        ] {
            assert!(text.lines().any(|printed| printed == line), "{line} in {text}");
        }
        assert_eq!(text.matches("# TYPE tenantry_server_wait_seconds histogram").count(), 1);
    }
}
