//! The secret of a link on the hosts of others.

use super::{Twins, assert_clean};
use crate::{
    app::{APEX, CONSOLE, TestApp, come_in},
    harness::every_placement,
};
use tenantry::{access::Role, audit, ids::TenantId, memberships::invitations, users};

/// The hosts where links of an organisation were tried that isn't at home there, as often as they were.
async fn tried(app: &TestApp, tenant: TenantId, kind: &str) -> Vec<String> {
    let mut events = audit::recent(&app.deployment.platform, 100).await.unwrap();
    events.retain(|event| event.kind == "link-foreign" && event.tenant == Some(tenant) && event.detail == kind);
    sorted(events.into_iter().map(|event| event.host).collect())
}

fn sorted(mut hosts: Vec<String>) -> Vec<String> {
    hosts.sort_unstable();
    hosts
}

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
        let mut hosts = vec![twins.paris.host().to_owned(); 3];
        for host in [CONSOLE, APEX] {
            app.visitor(host).get(&format!("/invitation?token={token}")).await;
            app.visitor(host).get(&format!("/invitation?token={unknown}")).await;
            hosts.push(host.to_owned());
        }
        assert_eq!(tried(&app, twins.lyon.tenant.id, "invitation").await, sorted(hosts));
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
        let (there, console) = (twins.paris.host().to_owned(), CONSOLE.to_owned());
        let hosts = [&there, &console, &there, &console, &there].map(String::clone).to_vec();
        assert_eq!(tried(&app, ctx.tenant.id, "new password").await, sorted(hosts));
        let mut visitor = twins.lyon.visitor();
        for _ in 0..2 {
            let at_home = visitor.get(&format!("/new-password?token={token}")).await;
            assert!(at_home.status == 200 && at_home.says(&ctx.actor.email), "looking uses nothing up");
            assert_eq!(at_home.header("referrer-policy"), Some("origin"), "the address has a secret");
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
            visitor.get(&format!("/enter?token={token}")).await;
        }
        let events = audit::recent(&app.deployment.platform, 50).await.unwrap();
        let tried = events.iter().filter(|event| event.kind == "link-foreign");
        let mut hosts: Vec<&str> = tried.inspect(|event| assert!(event.user.is_some() && event.tenant.is_none())).map(|event| event.host.as_str()).collect();
        hosts.sort_unstable();
        let mut expected = [twins.paris.host(), twins.lyon.host(), APEX];
        expected.sort_unstable();
        assert_eq!(hosts, expected);
        let mut console = app.visitor(CONSOLE);
        for _ in 0..2 {
            assert_eq!(console.get(&format!("/enter?token={token}")).await.status, 200, "looking uses nothing up");
        }
        assert_eq!(come_in(&mut console, &token).await.status, 200);
        let again = app.visitor(CONSOLE).call(app::endpoints::ENTER.path, &[("token", &token)]).await;
        assert_eq!(again.status, 404, "it works once");
    }
}
