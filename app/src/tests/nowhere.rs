//! Addresses at which there is no page.

use crate::{
    app::{APEX, CONSOLE, TestApp},
    harness::both_engines,
};
use tenantry::access::Role;

/// Beside the pages, and below one.
const NOWHERE: [&str; 3] = ["/nowhere", "/a/b/c/d/e", "/loans/1/repay/2"];

both_engines! {
    async fn who_is_signed_in_is_told_within_the_frame_and_finds_the_way_on(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let member = paris.signed_in_as(Role::Member).await;
        for (browser, way_on) in [(member, "href=\"/loans\""), (app.operator().await, "href=\"/fleet\"")] {
            for (language, title, heading) in
                [("en", "There is nothing here · ", "There is nothing here."), ("fr", "Il n’y a rien ici · ", "Il n’y a rien ici.")]
            {
                let mut browser = browser.clone().speaking(language);
                for path in NOWHERE {
                    let answer = browser.get(path).await;
                    assert_eq!(answer.status, 404, "{path}");
                    assert!(answer.says(title) && answer.says(way_on), "{path}: {}", answer.body);
                    assert_eq!(answer.body.matches("<h1").count(), 1, "{path}");
                    assert!(answer.says(heading), "{path}: {}", answer.body);
                }
            }
        }
    }

    async fn who_isnt_is_led_to_the_door_and_learns_nothing(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        for mut visitor in [paris.visitor(), app.visitor(CONSOLE)] {
            for path in NOWHERE {
                let answer = visitor.get(path).await;
                assert!(answer.status == 303 && answer.leads_to().is_some_and(|to| to.starts_with("/sign-in")), "{path}: {answer:?}");
            }
        }
        let mut visitor = app.visitor(APEX).speaking("fr");
        let answer = visitor.get("/nowhere").await;
        assert_eq!(answer.status, 404);
        assert!(answer.says("Il n’y a rien ici.") && answer.says("href=\"/find\""), "{}", answer.body);
    }
}
