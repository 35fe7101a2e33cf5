//! The forms of whoever isn't signed in, with something wrong in them.

use super::{
    row::{Row, Who},
    scene::{AT_CONSOLE, PARIS, Scene},
};
use crate::{
    app::{APEX, TestApp},
    harness::run_with,
};
use app::endpoints;
use tenantry::{
    access::Role,
    memberships::invitations,
    users::{self, Email},
};

const AT_APEX: Who = Who::Visitor(APEX);

pub(super) const ROWS: &[Row] = &[
    Row::of(&endpoints::SIGN_IN, PARIS, "/sign-in?return_to=/loans")
        .typed(&[("email", "ruth\"<@paris.example"), ("password", "a wrong river in april")])
        .wrong(&["password"])
        .status(401),
    Row::of(&endpoints::SIGN_IN, AT_CONSOLE, "/sign-in")
        .typed(&[("email", ""), ("password", "")])
        .wrong(&["email", "password"]),
    Row::of(&endpoints::PASSWORD_FORGOT, PARIS, "/forgot-password").typed(&[("email", "<nobody>")]).wrong(&["email"]),
    Row::of(&endpoints::PASSWORD_RESET, PARIS, "/new-password?token={reset}")
        .typed(&[("new", "too short"), ("repeat", "too short")])
        .wrong(&["new"]),
    Row::of(&endpoints::PASSWORD_RESET, PARIS, "/new-password?token={reset}")
        .typed(&[("new", "a silent lake in june"), ("repeat", "a silent lake in july")])
        .wrong(&["repeat"]),
    Row::of(&endpoints::INVITATION_ACCEPT, PARIS, "/invitation?token={invitation}")
        .typed(&[("name", "{long}"), ("password", "too short")])
        .wrong(&["name", "password"]),
    Row::of(&endpoints::ENTER, AT_CONSOLE, "/enter?token={operator}")
        .typed(&[("new", "too short"), ("repeat", "too short")])
        .wrong(&["new"]),
    Row::of(&endpoints::SIGN_UP, AT_APEX, "/sign-up")
        .typed(&[("name", "{long}"), ("slug", "a <b>"), ("admin_name", "{long}"), ("admin_email", "<ruth>")])
        .wrong(&["name", "slug", "admin_name", "admin_email"]),
    Row::of(&endpoints::SIGN_UP, AT_APEX, "/sign-up")
        .typed(&[
            ("name", "Paris again"),
            ("slug", "paris"),
            ("admin_name", "Ruth"),
            ("admin_email", "ruth@paris.example"),
        ])
        .wrong(&["slug"]),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_form_before_the_door_says_what_is_wrong_and_keeps_what_was_typed() {
    // Without a mail server nobody could ask for a link.
    let with_mails = |config: &mut tenantry::config::Config| config.mail.smtp = "smtp://127.0.0.1:9".parse().unwrap();
    run_with(with_mails, async |t| {
        let app = TestApp::start(t).await;
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        let email = Email::try_from(ctx.actor.email.clone()).unwrap();
        let reset = users::new_reset_link(&app.deployment.platform, Some(&ctx.tenant), &email).await.unwrap();
        let invited = invitations::invite(&ctx, "ruth@paris.example", "Ruth", Role::Member).await.unwrap();
        let mut scene = Scene::of(&app);
        scene.name("reset", secret_of(&reset));
        scene.name("invitation", secret_of(&invited.url));
        scene.name("operator", app.operator_token().await);
        scene.hold(ROWS).await;
    })
    .await;
}

fn secret_of(link: &str) -> &str {
    link.split_once("token=").unwrap().1
}
