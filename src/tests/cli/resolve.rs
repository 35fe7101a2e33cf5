use super::{document, text};
use crate::harness::both_engines;

both_engines! {
    async fn a_host_is_explained_step_by_step(t: Deployment) {
        t.tenant("paris").await;
        let printed = text(&t, &["resolve", "PARIS.tenantry.test.:3000"]).await;
        for part in ["1. ", "paris.tenantry.test", "=> tenant paris: a visitor gets 200, the page"] {
            assert!(printed.contains(part), "{part} in {printed}");
        }
    }

    async fn the_status_is_what_a_visitor_gets(t: Deployment) {
        t.tenant("paris").await;
        text(&t, &["tenant", "suspend", "paris", "--reason", "The fee is not paid"]).await;
        for (host, outcome, status) in [
            ("tenantry.test", "public", 200),
            ("www.tenantry.test", "public", 200),
            ("console.tenantry.test", "console", 200),
            ("paris.tenantry.test", "tenant paris", 403),
            ("nowhere.tenantry.test", "unknown", 404),
            ("paris.other.test", "unknown", 404),
        ] {
            let explanation = document(&t, &["resolve", host]).await;
            assert_eq!((explanation["outcome"].as_str(), explanation["status"].as_i64()), (Some(outcome), Some(status)), "{host}");
            assert!(!explanation["steps"].as_array().unwrap().is_empty());
        }
    }
}
