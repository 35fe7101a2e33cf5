//! The mails that a developer's machine shows, and nobody else's does.

use crate::{
    app::TestApp,
    client::Browser,
    harness::{Deployment, Engine, both_engines},
};
use std::sync::Arc;
use tenantry::{access::Role, mail, memberships::invitations};

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

both_engines! {
    async fn where_there_are_visitors_no_mail_is_shown(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut visitor = app.visitor(crate::app::APEX);
        for path in ["/dev/mail", "/dev/mail/0198b000-0000-7000-8000-000000000000", "/dev/mail/0198b000-0000-7000-8000-000000000000/text"] {
            assert_eq!(visitor.get(path).await.status, 404, "{path}");
        }
    }
}
