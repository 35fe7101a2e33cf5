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
        assert_eq!(document(&t, &["support", "end", &id]).await["ended"], id.as_str());
        assert!(text(&t, &["support", "list", "--open"]).await.contains("0 requests"));
        assert_eq!(error(&t, &["support", "end", &id]).await, "it is over already");
        assert_eq!(error(&t, &["support", "end", "none"]).await, "that is no id of a request");
        assert_eq!(error(&t, &["support", "list", "--organisation", "nowhere"]).await, "there is no such organisation");
    }
}
