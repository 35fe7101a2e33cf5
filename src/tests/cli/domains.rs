use super::{document, error, run, text};
use crate::{
    domains::{HOST, claimed, make_records, with_name_server},
    harness::both_engines,
};
use tenantry::{
    access::Role,
    context::Author,
    deletions::{self, NewDeletion},
    tenants,
};

both_engines! {
    async fn a_domain_is_listed_looked_at_verified_and_removed(t: Deployment) {
        let (t, zone) = with_name_server(t).await;
        let ctx = t.ctx("paris", Role::Owner).await;
        let added = text(&t, &["domain", "add", "paris", HOST]).await;
        let setup = tenantry::domains::own_domain(&ctx, HOST).await.unwrap();
        assert!(added.contains("claimed") && added.contains(&setup.proof_name) && added.contains(&setup.proof_value), "{added}");
        let again = document(&t, &["domain", "add", "paris", HOST]).await;
        assert_eq!(again["proof_value"].as_str(), Some(setup.proof_value.as_str()), "it is claimed already");
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
        let tried = document(&t, &["domain", "main", "paris", HOST, "--dry-run"]).await;
        assert_eq!((tried["main"].as_bool(), tried["dry_run"].as_bool()), (Some(false), Some(true)));
        assert_eq!(document(&t, &["resolve", HOST]).await["status"], 200);
        let made = text(&t, &["domain", "main", "paris", HOST, "--yes"]).await;
        assert!(made.contains("everybody signs in again there") && made.contains("main address: ") && made.contains(HOST), "{made}");
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

    async fn a_bare_domain_is_added_without_a_cname(t: Deployment) {
        let (t, _zone) = with_name_server(t).await;
        t.tenant("paris").await;
        let below = text(&t, &["domain", "add", "paris", HOST]).await;
        assert!(below.contains(&format!("CNAME  {HOST} = edge.tenantry.net")), "{below}");
        let bare = text(&t, &["domain", "add", "paris", "gmah.test"]).await;
        assert!(bare.contains("ALIAS  gmah.test = edge.tenantry.net") && !bare.contains("CNAME"), "{bare}");
    }

    async fn a_host_is_added_and_made_the_main_address_by_the_rules_of_the_pages(t: Deployment) {
        let (t, _zone) = with_name_server(t).await;
        let ctx = t.ctx("paris", Role::Owner).await;
        let ours = error(&t, &["domain", "add", "paris", "prets.tenantry.test"]).await;
        assert_eq!(ours, "host: is the deployment's own, or under it");
        assert_eq!(error(&t, &["domain", "add", "nowhere", HOST]).await, "there is no organisation nowhere");
        claimed(&ctx, HOST).await;
        let not_yet = error(&t, &["domain", "main", "paris", HOST, "--yes"]).await;
        assert_eq!(not_yet, format!("paris has no domain {HOST}"), "it is not verified");
        let subdomain = "paris.tenantry.test";
        assert_eq!(document(&t, &["domain", "main", "paris", subdomain, "--yes"]).await["main"], true);
        let events = tenants::timeline(&t.platform, "paris", "").await.unwrap().rows;
        let made = events.iter().find(|event| event.kind == "domain-main").unwrap();
        assert_eq!((made.detail.as_str(), made.by.as_ref().map(|by| by.name.as_str())), (subdomain, Some("command line")));
        deletions::delete(&t.platform, "paris", &NewDeletion::default(), &Author::CommandLine).await.unwrap();
        for command in [&["domain", "add", "paris", "a.example.org"][..], &["domain", "main", "paris", subdomain, "--yes"]] {
            assert!(error(&t, command).await.contains("is deleted"), "{command:?}");
        }
    }
}
