//! What a proxy is told that asks whether it may order a certificate.

use super::{add_domain, execute};
use crate::harness::{Deployment, both_engines};
use axum::{body::Body, http::Request};
use tenantry::{domains::HostName, http};
use tower::ServiceExt;

async fn ask(t: &Deployment, query: &str) -> u16 {
    let request = Request::get(format!("/internal/tls/ask{query}")).body(Body::empty()).unwrap();
    http::internal_router(t.platform.clone()).oneshot(request).await.unwrap().status().as_u16()
}

async fn about(t: &Deployment, host: &str) -> u16 {
    ask(t, &format!("?domain={host}")).await
}

both_engines! {
    async fn only_verified_hosts_of_who_is_served_are_a_yes(t: Deployment) {
        t.tenant("paris").await;
        for slug in ["lyon", "metz", "nice"] {
            t.tenant(slug).await;
        }
        add_domain(&t, "paris", "www.paris.example", true).await;
        add_domain(&t, "paris", "unproven.example", false).await;
        execute(&t, "update tenant set status = 'suspended' where slug = 'lyon'").await;
        execute(&t, "update tenant set status = 'maintenance' where slug = 'metz'").await;
        for yes in ["tenantry.test", "www.tenantry.test", "console.tenantry.test", "paris.tenantry.test", "PARIS.tenantry.test.", "www.paris.example", "metz.tenantry.test"] {
            assert_eq!(about(&t, yes).await, 200, "{yes}");
        }
        for no in ["unproven.example", "lyon.tenantry.test", "nobody.tenantry.test", "a.paris.tenantry.test", "paris.example", "127.0.0.1"] {
            assert_eq!(about(&t, no).await, 404, "{no}");
        }
        for wrong in ["", "?domain=", "?host=paris.tenantry.test", "?domain=a%20b", "?domain=a%2Fb", "?domain=xn--"] {
            assert_eq!(ask(&t, wrong).await, 400, "{wrong}");
        }
        tenantry::deletions::delete(&t.platform, "nice", &tenantry::deletions::NewDeletion::default(), &tenantry::context::Author::CommandLine).await.unwrap();
        assert_eq!(about(&t, "nice.tenantry.test").await, 404, "deleted");
        let told = t.platform.prometheus();
        assert!(told.contains("tenantry_tls_asks_total{answer=\"yes\"} 7"), "{told}");
        assert!(told.contains("tenantry_tls_asks_total{answer=\"no\"} 7"), "{told}");
    }

    async fn the_database_is_asked_once_for_a_name(t: Deployment) {
        t.tenant("paris").await;
        let before = t.platform.directory.lookups();
        for _ in 0..50 {
            for host in ["paris.tenantry.test", "nobody.tenantry.test", "nobody.example"] {
                about(&t, host).await;
            }
        }
        assert_eq!(t.platform.directory.lookups() - before, 3);
        for number in 0..20_000 {
            let host = HostName::parse(&format!("n{number}.example")).unwrap();
            assert!(!t.platform.certificates.may_be_ordered(&t.platform, &host).await.unwrap());
        }
        assert!(t.platform.directory.remembered() <= 10_002, "{}", t.platform.directory.remembered());
    }
}
