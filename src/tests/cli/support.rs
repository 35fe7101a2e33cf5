use super::{document, error, text};
use crate::{harness::both_engines, operators::operator};
use tenantry::support::{self, SupportForm};

both_engines! {
    async fn requests_are_listed_and_ended(t: Deployment) {
        t.tenant("paris").await;
        let ops = operator(&t).await;
        let form = SupportForm { reason: "The loans of May don’t add up".into(), minutes: "60".into(), write: String::new() };
        let id = support::ask(&ops, "paris", &form).await.unwrap().to_string();
        let listed = document(&t, &["support", "list", "--open"]).await;
        assert_eq!((listed[0]["id"].as_str(), listed[0]["state"].as_str()), (Some(id.as_str()), Some("asked")));
        let told = text(&t, &["support", "list", "--organisation", "paris"]).await;
        assert!(told.contains("don’t add up") && told.contains("1 request"), "{told}");
        let tried = text(&t, &["support", "end", &id, "--dry-run"]).await;
        assert_eq!(tried, "The request of Ops will be over; nobody at paris can allow it any more.\nNothing was changed: this is a dry run.\n");
        let tried = document(&t, &["support", "end", &id, "--dry-run"]).await;
        assert_eq!((tried["dry_run"].as_bool(), tried["request"]["state"].as_str(), tried["ended"].as_str()), (Some(true), Some("asked"), None));
        assert!(text(&t, &["support", "list", "--open"]).await.contains("1 request"), "nothing was changed");
        let ended = document(&t, &["support", "end", &id]).await;
        assert_eq!((ended["ended"].as_str(), ended["dry_run"].as_bool()), (Some(id.as_str()), Some(false)));
        assert!(text(&t, &["support", "list", "--open"]).await.contains("0 requests"));
        for end in [&["support", "end", &id][..], &["support", "end", &id, "--dry-run"]] {
            assert_eq!(error(&t, end).await, "it is over already");
        }
        assert_eq!(error(&t, &["support", "end", "none"]).await, "that is no id of a request");
        assert_eq!(error(&t, &["support", "list", "--organisation", "nowhere"]).await, "there is no such organisation");
    }
}
