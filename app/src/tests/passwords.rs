//! Asking for a link to a new password: the answers tell nobody who has an account.

use crate::{
    app::{CONSOLE, TestApp},
    client::Answer,
    harness::{Deployment, Engine, both_engines},
};
use app::{endpoints, paths};
use jiff::SignedDuration;
use tenantry::access::Role;

/// Without a mail server nothing would be written down.
async fn with_mails(engine: Engine) -> TestApp {
    let change = |config: &mut tenantry::config::Config| config.mail.smtp = "smtp://127.0.0.1:9".parse().unwrap();
    TestApp::start(Deployment::start_with(engine, change).await).await
}

/// What a browser sees of it, but for what is new in each answer.
fn seen(answer: &Answer) -> (u16, Option<String>, String) {
    (answer.status, answer.leads_to().map(str::to_owned), answer.body.clone())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_has_an_account_and_who_has_none_is_told_the_same() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let app = with_mails(engine).await;
        let owner = app.deployment.ctx("paris", Role::Owner).await.actor.email;
        let path = endpoints::PASSWORD_FORGOT.path;
        for host in [app.tenant("paris").await.host().to_owned(), CONSOLE.to_owned()] {
            // Nobody has to wait.
            app.deployment.clock.advance(SignedDuration::from_hours(25));
            let (mut called, mut sent) = (Vec::new(), Vec::new());
            for email in [owner.as_str(), "nobody@example.org"] {
                called.push(seen(&app.visitor(&host).call(path, &[("email", email)]).await));
                let form = app.visitor(&host).submit(paths::FORGOT_PASSWORD, path, &[("email", email)]).await;
                assert_eq!((form.status, form.leads_to()), (303, Some(paths::FORGOT_PASSWORD_SENT)), "{form:?}");
                sent.push(seen(&form));
            }
            assert_eq!((&called[0], &sent[0]), (&called[1], &sent[1]), "{host}");
        }
        let mut visitor = app.tenant("paris").await.visitor();
        let wrong = visitor.submit(paths::FORGOT_PASSWORD, path, &[("email", "<nobody>")]).await;
        assert_eq!(wrong.status, 422);
        assert!(
            wrong.body.contains("aria-invalid=\"true\"") && wrong.body.contains("value=\"&lt;nobody&gt;\""),
            "{}",
            wrong.body
        );
        let _ = std::fs::remove_dir_all(&app.deployment.directory);
    }
}

both_engines! {
    async fn without_a_mail_server_it_says_whom_to_ask(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let page = paris.visitor().get(paths::FORGOT_PASSWORD).await;
        assert!(page.status == 200 && page.says("This server sends no mails") && !page.body.contains("name=\"email\""), "{}", page.body);
        let page = app.visitor(CONSOLE).get(paths::FORGOT_PASSWORD).await;
        assert!(page.says("Another operator can make you a link"), "{}", page.body);
        let refused = paris.visitor().call(endpoints::PASSWORD_FORGOT.path, &[("email", "ruth@example.org")]).await;
        assert_eq!(refused.status, 404);
    }

    async fn a_link_that_is_over_leads_to_a_new_one(t: Deployment) {
        let app = TestApp::start(t).await;
        let page = app.tenant("paris").await.visitor().get("/new-password?token=AAAA").await;
        assert_eq!(page.status, 404);
        assert!(page.says("This link no longer works") && page.body.contains("href=\"/forgot-password\""), "{}", page.body);
    }
}
