//! The mails that a developer's machine shows, and nobody else's does; and those that don't go out, in the console.

use crate::{
    app::TestApp,
    client::Browser,
    harness::{Deployment, Engine, both_engines},
};
use app::endpoints;
use jiff::SignedDuration;
use std::sync::Arc;
use tenantry::{
    access::{OperatorRole, Role},
    mail::{self, MailState},
    memberships::invitations,
};

async fn developing(engine: Engine) -> TestApp {
    let change = |config: &mut tenantry::config::Config| {
        config.server.public_url = "http://localhost:3000".parse().unwrap();
    };
    let t = Deployment::start_with(engine, change).await;
    t.platform.mails.compose_with(Arc::new(app::mail::Words));
    TestApp::start(t).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_developer_reads_the_mail_as_it_would_have_been_sent() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let app = developing(engine).await;
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        invitations::invite(&ctx, "ruth@example.org", "Ruth <Azoulay>", Role::Admin).await.unwrap();
        mail::deliver_due(&app.deployment.platform).await.unwrap();
        let mut visitor = Browser::new(app.address, "localhost");
        let list = visitor.get("/dev/mail").await;
        assert!(list.says("You are invited to Society of paris") && list.says("ruth@example.org"), "{}", list.body);
        let mails = mail::kept(&app.deployment.platform).await.unwrap();
        let (id, ..) = mails.iter().find(|(.., mail)| mail.to == "ruth@example.org").unwrap();
        let shown = visitor.get(&format!("/dev/mail/{id}")).await;
        assert_eq!(shown.status, 200);
        assert!(
            shown.body.contains("Ruth &lt;Azoulay&gt;") && shown.body.contains("/invitation?token="),
            "{}",
            shown.body
        );
        let policy = shown.header("content-security-policy").unwrap_or_default();
        assert!(policy.contains("sandbox") && !policy.contains("script-src"), "{policy}");
        let text = visitor.get(&format!("/dev/mail/{id}/text")).await;
        assert!(text.body.contains("Hello Ruth <Azoulay>,"), "{}", text.body);
        // It is a page of the deployment, not of an organisation.
        for host in ["paris.localhost", "console.localhost"] {
            let elsewhere = Browser::new(app.address, host).get("/dev/mail").await;
            assert_ne!(elsewhere.status, 200, "{host}");
        }
        let _ = std::fs::remove_dir_all(&app.deployment.directory);
    }
}

/// A deployment whose mail server was away until everything was given up: an invitation of paris, and an operator's own mail.
async fn given_up(engine: Engine) -> TestApp {
    let change = |config: &mut tenantry::config::Config| config.mail.smtp = "smtp://127.0.0.1:9".parse().unwrap();
    let t = Deployment::start_with(engine, change).await;
    t.platform.mails.compose_with(Arc::new(app::mail::Words));
    let app = TestApp::start(t).await;
    let (platform, clock) = (&app.deployment.platform, &app.deployment.clock);
    let ctx = app.deployment.ctx("paris", Role::Owner).await;
    app.operator().await;
    invitations::invite(&ctx, "ruth@example.org", "Ruth", Role::Member).await.unwrap();
    let forgot = [("email", "ops@tenantry.example")];
    let asked = app.visitor(crate::app::CONSOLE).call(endpoints::PASSWORD_FORGOT.path, &forgot).await;
    assert!(asked.status < 400, "{asked:?}");
    for minutes in [1, 5, 30, 120, 360, 720, 0] {
        mail::deliver_due(platform).await.unwrap();
        clock.advance(SignedDuration::from_mins(minutes));
    }
    app
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_failed_is_sent_again_or_left_from_an_organisations_health() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let app = given_up(engine).await;
        let page = "/organisations/paris";
        let (again, leave) = (endpoints::MAILS_RETRY.path, endpoints::MAILS_LEAVE.path);
        let mut reader = app.operator_as(OperatorRole::ReadOnly).await;
        let seen = reader.get(page).await;
        assert!(seen.says("Invitation to ruth@example.org") && seen.says("refused"), "{}", seen.body);
        assert!(!seen.says(again) && !seen.says(leave), "who only reads gets no buttons");
        assert_eq!(reader.call(again, &[("slug", "paris")]).await.status, 403);
        assert!(reader.get("/").await.says("href=\"/organisations/paris#health\""));

        let mut support = app.operator_as(OperatorRole::Support).await;
        let seen = support.get(page).await;
        assert!(seen.says(again) && seen.says(leave), "{}", seen.body);
        let failed = mail::list(&app.deployment.platform, Some(MailState::Failed), 10).await.unwrap();
        let of_ruth = failed.iter().find(|mail| mail.recipient == "ruth@example.org").unwrap().id.clone();
        let sent = support.submit(page, again, &[("slug", "paris"), ("mail", &of_ruth)]).await;
        assert_eq!(sent.leads_to(), Some("/organisations/paris?saved=mails-sent-again"), "{sent:?}");
        let seen = support.get("/organisations/paris?saved=mails-sent-again").await;
        assert!(
            seen.says("It is sent again within seconds.") && !seen.says("Invitation to ruth@example.org"),
            "{}",
            seen.body
        );
        let left = support.submit(page, leave, &[("slug", "paris")]).await;
        assert_eq!(left.leads_to(), Some("/organisations/paris?saved=mails-left"), "{left:?}");
        assert!(!support.get(page).await.says(leave), "nothing is left to press");
        assert!(!support.get("/").await.says("href=\"/organisations/paris#health\""), "and nobody is told any more");
        let timeline = support.get("/organisations/paris/timeline").await;
        assert!(timeline.says("Failed mails left as they are") && timeline.says("Helper"), "{}", timeline.body);
        assert_eq!(support.call(again, &[("slug", "nowhere")]).await.status, 404);
        assert_eq!(support.call(again, &[("slug", "paris"), ("mail", "7")]).await.status, 404);
        let _ = std::fs::remove_dir_all(&app.deployment.directory);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_consoles_own_mails_stand_beside_the_settings() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let app = given_up(engine).await;
        let mut owner = app.operator().await;
        let overview = owner.get("/").await;
        assert!(
            overview.says("The console’s own mails") && overview.says("href=\"/settings#mails\""),
            "{}",
            overview.body
        );
        let seen = owner.get("/settings").await;
        let trial = endpoints::MAILS_TRY.path;
        assert!(seen.says(trial) && !app.operator_as(OperatorRole::Support).await.get("/settings").await.says(trial));
        let tried = owner.submit("/settings", trial, &[]).await;
        assert!(tried.status == 422 && tried.says("The mail server did not take it"), "{}", tried.body);
        assert!(seen.says("Link to a new password to") && seen.says("id=\"mails\""), "{}", seen.body);
        let left = owner.submit("/settings", endpoints::MAILS_LEAVE.path, &[("slug", "")]).await;
        assert_eq!(left.leads_to(), Some("/settings?saved=mails-left"), "{left:?}");
        let seen = owner.get("/settings").await;
        assert!(seen.says("None of the console’s own mails waits or has failed."), "{}", seen.body);
        assert!(!owner.get("/").await.says("The console’s own mails"));
        let _ = std::fs::remove_dir_all(&app.deployment.directory);
    }
}

both_engines! {
    async fn where_there_are_visitors_no_mail_is_shown(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut visitor = app.visitor(crate::app::APEX);
        for path in ["/dev/mail", "/dev/mail/0198b000-0000-7000-8000-000000000000", "/dev/mail/0198b000-0000-7000-8000-000000000000/text"] {
            assert_eq!(visitor.get(path).await.status, 404, "{path}");
        }
    }
}
