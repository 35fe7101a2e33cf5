//! The secret of a link on the hosts of others.

use super::{Twins, assert_clean};
use crate::{
    app::{APEX, CONSOLE, TestApp},
    harness::every_placement,
};
use tenantry::{access::Role, memberships::invitations, users};

every_placement! {
    async fn an_invitation_of_one_is_unknown_to_the_other(t: Deployment) {
        let app = TestApp::start(t).await;
        let twins = Twins::of(&app).await;
        let ctx = app.deployment.ctx("lyon", Role::Owner).await;
        let link = invitations::invite(&ctx, "new@lyonsecret.example", "New LYONSECRET", Role::Member).await.unwrap();
        let token = link.url.split_once("token=").unwrap().1.to_owned();
        let unknown = "A".repeat(token.len());
        let mut visitor = twins.paris.visitor();
        for path in [app::endpoints::INVITATION_PREVIEW.path, app::endpoints::INVITATION_ACCEPT.path] {
            let fields = |token| [("token", token), ("name", "Thief"), ("password", "a quiet thief in march")];
            let stolen = visitor.call(path, &fields(token.as_str())).await;
            let made_up = visitor.call(path, &fields(unknown.as_str())).await;
            assert_eq!((stolen.status, &stolen.body), (made_up.status, &made_up.body), "no difference to one that was made up");
            assert!(stolen.status == 404 && !visitor.cookies.contains_key("sid"), "{stolen:?}");
            for host in [CONSOLE, APEX] {
                assert_eq!(visitor.on(host).call(path, &fields(token.as_str())).await.status, 404, "{path} on {host}");
            }
        }
        let page = visitor.get(&format!("/invitation?token={token}")).await;
        assert_clean(&page, "the page of the invitation");
        let at_home = twins.lyon.visitor().get(&format!("/invitation?token={token}")).await;
        assert!(at_home.status == 200 && at_home.says("new@lyonsecret.example"), "it still holds where it is from");
    }

    async fn a_link_to_a_new_password_of_one_is_unknown_to_the_other(t: Deployment) {
        let app = TestApp::start(t).await;
        let twins = Twins::of(&app).await;
        let ctx = app.deployment.ctx("lyon", Role::Owner).await;
        let email = users::Email::try_from(ctx.actor.email.clone()).unwrap();
        let link = users::new_reset_link(&app.deployment.platform, Some(&ctx.tenant), &email).await.unwrap();
        let token = link.split_once("/new-password?token=").unwrap().1.to_owned();
        let unknown = "A".repeat(token.len());
        let new = "a quiet thief in march";
        for path in [app::endpoints::PASSWORD_RESET_PREVIEW.path, app::endpoints::PASSWORD_RESET.path] {
            let fields = |token| [("token", token), ("new", new), ("repeat", new)];
            for host in [twins.paris.host(), CONSOLE] {
                let mut visitor = app.visitor(host);
                let stolen = visitor.call(path, &fields(token.as_str())).await;
                let made_up = visitor.call(path, &fields(unknown.as_str())).await;
                assert_eq!((stolen.status, &stolen.body), (made_up.status, &made_up.body), "no difference to one that was made up");
                assert_eq!(stolen.status, 404, "{path} on {host}: {stolen:?}");
            }
            assert_eq!(app.visitor(APEX).call(path, &fields(token.as_str())).await.status, 404, "{path}");
        }
        let page = twins.paris.visitor().get(&format!("/new-password?token={token}")).await;
        assert_clean(&page, "the page of the link");
        let mut visitor = twins.lyon.visitor();
        for _ in 0..2 {
            let at_home = visitor.get(&format!("/new-password?token={token}")).await;
            assert!(at_home.status == 200 && at_home.says(&ctx.actor.email), "looking uses nothing up");
            assert_eq!(at_home.header("referrer-policy"), Some("same-origin"), "the address has a secret");
        }
        let fields = [("token", token.as_str()), ("new", new), ("repeat", new)];
        assert_eq!(visitor.call(app::endpoints::PASSWORD_RESET.path, &fields).await.status, 200);
        assert!(!visitor.cookies.contains_key("sid"), "nobody is signed in by it");
        assert_eq!(visitor.call(app::endpoints::PASSWORD_RESET.path, &fields).await.status, 404, "it works once");
    }

    async fn an_operators_link_is_one_for_the_console_alone(t: Deployment) {
        let app = TestApp::start(t).await;
        let twins = Twins::of(&app).await;
        let token = app.operator_token().await;
        for host in [twins.paris.host(), twins.lyon.host(), APEX] {
            let mut visitor = app.visitor(host);
            assert_eq!(visitor.call(app::endpoints::ENTER.path, &[("token", &token)]).await.status, 404, "{host}");
            assert!(visitor.cookies.is_empty());
        }
        let mut console = app.visitor(CONSOLE);
        for _ in 0..2 {
            assert_eq!(console.get(&format!("/enter?token={token}")).await.status, 200, "looking uses nothing up");
        }
        assert_eq!(console.call(app::endpoints::ENTER.path, &[("token", &token)]).await.status, 200);
        let again = app.visitor(CONSOLE).call(app::endpoints::ENTER.path, &[("token", &token)]).await;
        assert_eq!(again.status, 404, "it works once");
    }
}
