use super::{document, error, text};
use crate::harness::both_engines;
use tenantry::operators;

both_engines! {
    async fn an_operator_gets_a_link_that_works_once(t: Deployment) {
        let arguments = ["operator", "create", "--email", "ann@example.org", "--name", "Ann"];
        let made = document(&t, &arguments).await;
        let url = made["sign_in_url"].as_str().unwrap();
        assert!(url.starts_with("http://console.tenantry.test:3000/"), "{url}");
        let token = url.split_once("token=").unwrap().1;
        operators::consume_link(&t.platform, token).await.unwrap();
        operators::consume_link(&t.platform, token).await.unwrap_err();
        // Asked again, the same person gets another link.
        assert_ne!(document(&t, &arguments).await["sign_in_url"].as_str().unwrap(), url);
        assert!(text(&t, &arguments).await.starts_with("ann@example.org is an operator."));
    }

    async fn what_is_no_address_is_refused(t: Deployment) {
        let message = error(&t, &["operator", "create", "--email", "ann", "--name", "Ann"]).await;
        assert_eq!(message, "email: is not an e-mail address");
    }
}
