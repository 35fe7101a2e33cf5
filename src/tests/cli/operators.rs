use super::{document, error, text};
use crate::harness::{PASSWORD, both_engines};
use tenantry::operators::{self, Entry};

both_engines! {
    async fn an_operator_gets_a_link_that_works_once(t: Deployment) {
        let arguments = ["operator", "create", "--email", "ann@example.org", "--name", "Ann"];
        let made = document(&t, &arguments).await;
        let url = made["sign_in_url"].as_str().unwrap();
        assert!(url.starts_with("http://console.tenantry.test:3000/"), "{url}");
        let token = url.split_once("token=").unwrap().1;
        operators::enter(&t.platform, Entry::choosing(token, PASSWORD)).await.unwrap();
        operators::enter(&t.platform, Entry::choosing(token, PASSWORD)).await.unwrap_err();
        // Asked again, the same person gets another link.
        assert_ne!(document(&t, &arguments).await["sign_in_url"].as_str().unwrap(), url);
        assert!(text(&t, &arguments).await.starts_with("ann@example.org is an operator."));
    }

    async fn what_is_no_address_is_refused(t: Deployment) {
        let message = error(&t, &["operator", "create", "--email", "ann", "--name", "Ann"]).await;
        assert_eq!(message, "email: is not an e-mail address");
    }

    async fn roles_are_given_and_listed(t: Deployment) {
        let made = document(&t, &["operator", "create", "--email", "ann@example.org", "--name", "Ann"]).await;
        assert_eq!(made["role"], "owner");
        let arguments = ["operator", "create", "--email", "sam@example.org", "--name", "Sam", "--role", "read-only"];
        assert_eq!(document(&t, &arguments).await["role"], "read-only");
        let again = document(&t, &["operator", "create", "--email", "sam@example.org", "--name", "Sam"]).await;
        assert_eq!(again["role"], "read-only", "who is there keeps the role");
        let changed = document(&t, &["operator", "create", "--email", "sam@example.org", "--name", "Sam", "--role", "support"]).await;
        assert_eq!(changed["role"], "support");
        let listed = document(&t, &["operator", "list"]).await;
        assert_eq!((listed[0]["email"].as_str(), listed[1]["role"].as_str()), (Some("ann@example.org"), Some("support")));
        let told = text(&t, &["operator", "list"]).await;
        assert!(told.contains("sam@example.org") && told.contains("2 operators"), "{told}");
        let last = error(&t, &["operator", "create", "--email", "ann@example.org", "--name", "Ann", "--role", "support"]).await;
        assert!(last.starts_with("role: "), "{last}");
    }
}
