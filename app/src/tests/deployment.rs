//! The settings of the deployment in the console: what the server's environment sets is locked.

use crate::{
    app::{APEX, TestApp},
    client::Answer,
    harness::{Deployment, both_engines},
};
use app::endpoints;

const LOCKED: &str = "/settings/sign_up.open";
const OPEN: &str = "/settings/sign_up.per_network";

/// The part of the list that names a variable.
fn row<'a>(list: &'a Answer, variable: &str) -> &'a str {
    let mut rows = list.body.split("<li class=\"setting\"").skip(1).map(|rest| rest.split("</li>").next().unwrap());
    let named = format!("<code>{variable}</code>");
    rows.find(|row| row.contains(&named)).unwrap_or_else(|| panic!("{variable} is not in the list"))
}

fn meaning<'a>(list: &'a Answer, variable: &str) -> &'a str {
    let text = row(list, variable).split("<p class=\"text-muted\">").nth(1).unwrap_or_default();
    text.split("</p>").next().unwrap_or_default()
}

async fn start(t: &Deployment) -> TestApp {
    let closed = |config: &mut tenantry::config::Config| {
        config.sign_up.open = false;
        config.set_by_environment("sign_up.open");
    };
    TestApp::start(Deployment::start_with(t.engine, closed).await).await
}

fn end(app: TestApp) {
    let _ = std::fs::remove_dir_all(&app.deployment.directory);
}

both_engines! {
    async fn what_the_environment_sets_is_shown_locked(t: Deployment) {
        let app = start(&t).await;
        let mut operator = app.operator().await;
        let list = operator.get("/settings").await;
        let [locked, other] = ["TENANTRY_SIGN_UP", "TENANTRY_SIGN_UP_PER_NETWORK"].map(|variable| row(&list, variable));
        assert!(locked.contains("Locked by the environment") && !locked.contains(LOCKED), "{locked}");
        assert!(!other.contains("Locked by the environment") && other.contains(OPEN), "{other}");
        let page = operator.get(LOCKED).await;
        assert_eq!((page.status, page.says("TENANTRY_SIGN_UP")), (200, true), "{}", page.body);
        assert!(page.says("counts over what is said here") && !page.says("name=\"value\""), "{}", page.body);
        assert!(operator.get(OPEN).await.says("name=\"value\""));
        end(app);
    }

    async fn each_setting_is_explained_in_the_readers_language(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut operator = app.operator().await;
        let english = operator.get("/settings").await;
        let french = operator.clone().speaking("fr").get("/settings").await;
        assert!(meaning(&english, "TENANTRY_METRICS_LISTEN").contains("<code>127.0.0.1:9464</code>"));
        for setting in tenantry::config::settings() {
            let [english, french] = [&english, &french].map(|list| meaning(list, setting.env));
            assert!(!french.is_empty() && english != french, "{}: {french}", setting.key);
            assert!(!english.contains('`') && !french.contains('`'), "{}: code is marked as code", setting.key);
        }
    }

    async fn what_the_environment_sets_cannot_be_changed_by_a_request(t: Deployment) {
        let app = start(&t).await;
        let mut operator = app.operator().await;
        assert!(!app.visitor(APEX).get("/sign-up").await.says("name=\"slug\""), "closed");
        for (endpoint, fields) in [
            (endpoints::DEPLOYMENT_SAVE.path, &[("setting", "sign_up.open"), ("value", "true")][..]),
            (endpoints::DEPLOYMENT_RESET.path, &[("setting", "sign_up.open")]),
        ] {
            let answer = operator.submit(LOCKED, endpoint, fields).await;
            assert_eq!(answer.status, 409, "{endpoint}: {}", answer.body);
            assert!(!app.visitor(APEX).get("/sign-up").await.says("name=\"slug\""), "still closed after {endpoint}");
        }
        end(app);
    }
}
