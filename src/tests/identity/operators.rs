use super::{bytes, token_of};
use crate::harness::both_engines;
use jiff::SignedDuration;
use std::sync::Arc;
use tenantry::{
    fault::{Fault, Problem},
    operators, sessions,
};

both_engines! {
    async fn making_an_operator_twice_changes_nothing(t: Deployment) {
        assert!(!operators::exists(&t.platform).await.unwrap());
        let first = operators::create(&t.platform, "Ops@Example.org", "Ops").await.unwrap();
        let again = operators::create(&t.platform, "ops@example.org", "Somebody else").await.unwrap();
        assert_eq!(first, again);
        assert!(operators::exists(&t.platform).await.unwrap());
        let fault = operators::create(&t.platform, "ops", "").await.unwrap_err().into_fault();
        assert_eq!(fault.problem_of("email"), Some(&Problem::NotAnEmail));
        assert_eq!(fault.problem_of("name"), Some(&Problem::Required));
    }

    async fn a_link_opens_the_console_once(t: Deployment) {
        let operator = operators::create(&t.platform, "ops@example.org", "Ops").await.unwrap();
        let url = operators::new_link(&t.platform, operator).await.unwrap();
        assert!(url.starts_with("http://console.tenantry.test:3000/enter?token="), "{url}");
        let principal = operators::consume_link(&t.platform, &token_of(&url)).await.unwrap();
        assert_eq!(principal.tenant, None);

        let late = operators::new_link(&t.platform, operator).await.unwrap();
        t.clock.advance(SignedDuration::from_mins(15));
        sessions::purge(&t.platform).await.unwrap();
        let expected = bytes(&Fault::field("token", Problem::LinkExpired));
        for token in [token_of(&url), token_of(&late), "unknown".to_owned(), String::new()] {
            let fault = operators::consume_link(&t.platform, &token).await.unwrap_err().into_fault();
            assert_eq!(bytes(&fault), expected);
        }
    }

    async fn of_twenty_at_once_one_gets_in(t: Deployment) {
        let operator = operators::create(&t.platform, "ops@example.org", "Ops").await.unwrap();
        let token = token_of(&operators::new_link(&t.platform, operator).await.unwrap());
        let t = Arc::new(t);
        let tries: Vec<_> = (0..20).map(|_| {
            let (t, token) = (t.clone(), token.clone());
            tokio::spawn(async move { operators::consume_link(&t.platform, &token).await.is_ok() })
        }).collect();
        let mut inside = 0;
        for one in tries {
            inside += usize::from(one.await.unwrap());
        }
        assert_eq!(inside, 1);
    }
}
