use super::{document, error, run, text};
use crate::{
    domains::{HOST, claimed, make_records, with_name_server},
    harness::both_engines,
};
use tenantry::access::Role;

both_engines! {
    async fn a_domain_is_listed_looked_at_verified_and_removed(t: Deployment) {
        let (t, zone) = with_name_server(t).await;
        let ctx = t.ctx("paris", Role::Owner).await;
        let setup = claimed(&ctx, HOST).await;
        let listed = document(&t, &["domain", "list", "paris"]).await;
        assert_eq!((listed["domains"][0]["host"].as_str(), listed["domains"][0]["state"].as_str()), (Some(HOST), Some("claimed")));
        let resolved = document(&t, &["resolve", HOST]).await;
        assert_eq!(resolved["status"], 404);
        assert!(resolved["steps"].to_string().contains("claimed and not verified by paris"), "{resolved}");
        let refused = error(&t, &["domain", "verify", "paris", HOST]).await;
        assert!(refused.starts_with("host: ") && refused.contains("domain check"), "{refused}");
        make_records(&zone, &setup);
        t.clock.advance(jiff::SignedDuration::from_secs(10));
        let told = text(&t, &["domain", "check", "paris", HOST]).await;
        assert!(told.contains(&setup.proof_value) && told.contains("proof right") && told.contains("pointing right"), "{told}");
        assert!(text(&t, &["domain", "verify", "paris", HOST]).await.contains("leads to paris"));
        let told = text(&t, &["domain", "list", "paris"]).await;
        assert!(told.contains("verified") && told.contains("main address: paris.tenantry.test"), "{told}");
        assert_eq!(document(&t, &["resolve", HOST]).await["status"], 200);
        tenantry::domains::make_main(&ctx, HOST).await.unwrap();
        let resolved = document(&t, &["resolve", "paris.tenantry.test"]).await;
        assert_eq!((resolved["status"].as_i64(), resolved["outcome"].as_str()), (Some(301), Some("tenant paris")));
        assert!(run(&t, &["domain", "remove", "paris", HOST, "--dry-run"]).await.printed.contains("dry run"));
        let tried = document(&t, &["domain", "remove", "paris", HOST, "--dry-run"]).await;
        assert_eq!((tried["removed"].as_bool(), tried["dry_run"].as_bool()), (Some(false), Some(true)));
        assert_eq!(error(&t, &["domain", "remove", "paris", "other.example", "--dry-run"]).await, "paris has no domain other.example");
        assert_eq!(document(&t, &["domain", "remove", "paris", HOST, "--yes"]).await["removed"], true);
        assert_eq!(document(&t, &["resolve", HOST]).await["status"], 404);
        assert_eq!(error(&t, &["domain", "remove", "paris", HOST, "--yes"]).await, format!("paris has no domain {HOST}"));
        assert_eq!(error(&t, &["domain", "list", "nowhere"]).await, "there is no organisation nowhere");
    }
}
