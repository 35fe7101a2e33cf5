//! What operators of each role are offered, and what they are told when they try the rest.

use crate::{
    app::{APEX, CONSOLE, TestApp, come_in},
    harness::{PASSWORD, both_engines},
};
use tenantry::{access::OperatorRole, operators};

const ENTER: &str = app::endpoints::ENTER.path;

both_engines! {
    async fn each_role_is_offered_what_it_may_do(t: Deployment) {
        let app = TestApp::start(t).await;
        app.tenant("paris").await;
        let mut owner = app.operator_as(OperatorRole::Owner).await;
        let mut support = app.operator_as(OperatorRole::Support).await;
        let mut reader = app.operator_as(OperatorRole::ReadOnly).await;
        let offered = [
            ("/organisations/paris", "/api/console/suspend", [true, true, false]),
            ("/organisations/paris", "/api/console/invite", [true, true, false]),
            ("/organisations/paris", "/api/console/delete", [true, false, false]),
            ("/organisations/paris", "/api/console/rename", [true, false, false]),
            ("/organisations/paris", "/api/console/lock", [true, false, false]),
            ("/organisations", "href=\"/organisations/new\"", [true, false, false]),
            ("/organisations", "selection-bar", [true, true, false]),
            ("/servers", "href=\"/servers/new\"", [true, false, false]),
            ("/operators", "/api/console/operators/remove", [true, false, false]),
            ("/operators", "href=\"/operators/new\"", [true, false, false]),
        ];
        for (page, what, expected) in offered {
            for (browser, expected) in [&mut owner, &mut support, &mut reader].into_iter().zip(expected) {
                let answer = browser.get(page).await;
                assert_eq!((answer.status, answer.says(what)), (200, expected), "{what} on {page}");
            }
        }
        for page in ["/organisations/new", "/operators/new", "/servers/new"] {
            assert_eq!(owner.get(page).await.status, 200, "{page}");
            assert_eq!(support.get(page).await.status, 403, "{page}");
            assert_eq!(reader.get(page).await.status, 403, "{page}");
        }
        assert_eq!(support.get("/bulk?action=upgrade&all=yes").await.status, 403);
        assert_eq!(support.get("/bulk?action=suspend&all=yes").await.status, 200);
    }

    async fn what_is_not_theirs_is_refused_and_changes_nothing(t: Deployment) {
        let app = TestApp::start(t).await;
        app.tenant("paris").await;
        let mut reader = app.operator_as(OperatorRole::ReadOnly).await;
        let fields = [("slug", "paris"), ("reason", "Unpaid")];
        assert_eq!(reader.call("/api/console/suspend", &fields).await.status, 403);
        let mut support = app.operator_as(OperatorRole::Support).await;
        let preview = r#"{"action":"upgrade","all":true,"slugs":[],"query":{"search":"","status":null,"order":"name","after":null}}"#;
        let fields = [("selection", preview), ("fingerprint", "")];
        assert_eq!(support.call("/api/console/bulk/perform", &fields).await.status, 403);
        assert_eq!(app.tenant("paris").await.visitor().get("/sign-in").await.status, 200);
    }

    async fn who_is_removed_is_out_at_once(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut owner = app.operator_as(OperatorRole::Owner).await;
        let mut support = app.operator_as(OperatorRole::Support).await;
        assert_eq!(support.get("/operators").await.status, 200);
        let all = operators::list(&app.deployment.platform).await.unwrap();
        let id = all.iter().find(|operator| operator.role == OperatorRole::Support).unwrap().id.to_string();
        let own = all.iter().find(|operator| operator.role == OperatorRole::Owner).unwrap().id.to_string();
        let answer = owner.call("/api/console/operators/remove", &[("operator", &own)]).await;
        assert_eq!((answer.status, answer.says("LastOperator")), (422, true));
        assert_eq!(owner.call("/api/console/operators/remove", &[("operator", &id)]).await.status, 200);
        assert_eq!(support.get("/operators").await.status, 303);
        assert_eq!(support.call("/api/console/operators/list", &[]).await.status, 401);
    }

    async fn an_invitation_lets_in_by_its_link(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut owner = app.operator().await;
        let fields = [("name", "Sam"), ("email", "sam@example.org"), ("role", "support")];
        let made = owner.submit("/operators/new", "/api/console/operators/invite", &fields).await;
        assert_eq!(made.status, 303, "{made:?}");
        let shown = owner.get("/operators?invited=yes").await;
        let secret = shown.body.split("/enter?token=").nth(1).unwrap().split(['<', '"', '&']).next().unwrap().to_owned();
        assert!(!owner.get("/operators?invited=yes").await.says("/enter?token="), "it is shown once");
        let mut sam = app.visitor(CONSOLE);
        let page = sam.get(&format!("/enter?token={secret}")).await;
        assert!(page.status == 200 && page.says("sam@example.org") && page.body.contains("name=\"repeat\""), "{}", page.body);
        let short = sam.submit(&format!("/enter?token={secret}"), ENTER, &[("token", &secret), ("new", "short"), ("repeat", "short")]).await;
        assert_eq!((short.status, short.says("at least 15")), (422, true), "{}", short.body);
        assert_eq!(sam.get("/operators").await.status, 303);
        assert_eq!(come_in(&mut sam, &secret).await.status, 200);
        assert_eq!(sam.get("/operators").await.status, 200);
        let refused = owner.submit("/operators/new", "/api/console/operators/invite", &fields).await;
        assert_eq!((refused.status, refused.says("sam@example.org")), (422, true));
    }

    async fn who_came_by_a_link_changes_their_password_and_signs_in_with_it(t: Deployment) {
        let app = TestApp::start(t).await;
        app.operator().await;
        let mut reader = app.operator_as(OperatorRole::ReadOnly).await;
        let set = "/api/console/account/password";
        let short = reader.submit("/account", set, &[("current", PASSWORD), ("new", "short"), ("repeat", "short")]).await;
        assert_eq!((short.status, short.says("at least 15")), (422, true));
        let password = "seven quiet herons at dusk";
        let fields = [("current", PASSWORD), ("new", password), ("repeat", password)];
        assert_eq!(reader.submit("/account", set, &fields).await.leads_to(), Some("/account?saved=yes"));
        let mut later = app.visitor(CONSOLE);
        let fields = [("email", "read-only@tenantry.example"), ("password", password)];
        assert_eq!(later.call("/api/session/sign-in", &fields).await.status, 200);
        assert!(later.get("/account").await.says("Current password"));
        let again = later.submit("/account", set, &[("current", "wrong"), ("new", password), ("repeat", password)]).await;
        assert_eq!((again.status, again.says(password)), (422, false));
    }

    async fn a_stranger_who_signed_up_with_their_address_is_not_let_in(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut owner = app.operator().await;
        let (email, stolen) = ("ops@nord.example", "a quiet thief in march");
        let fields = [("name", "Nord"), ("slug", "nord"), ("admin_name", "Thief"), ("admin_email", email)];
        let led = app.visitor(APEX).submit("/sign-up", app::endpoints::SIGN_UP.path, &fields).await;
        let token = led.leads_to().unwrap().split_once("token=").unwrap().1.to_owned();
        let mut thief = app.tenant("nord").await.visitor();
        let fields = [("token", token.as_str()), ("name", "Thief"), ("password", stolen)];
        assert_eq!(thief.call(app::endpoints::INVITATION_ACCEPT.path, &fields).await.status, 200);

        let fields = [("name", "Ops"), ("email", email), ("role", "owner")];
        assert_eq!(owner.submit("/operators/new", "/api/console/operators/invite", &fields).await.status, 303);
        let shown = owner.get("/operators?invited=yes").await;
        let secret = shown.body.split("/enter?token=").nth(1).unwrap().split(['<', '"', '&']).next().unwrap().to_owned();
        let with = |password| [("email", email), ("password", password)];
        let refused = app.visitor(CONSOLE).call(app::endpoints::SIGN_IN.path, &with(stolen)).await;
        assert_eq!(refused.status, 401, "{refused:?}");

        let mut operator = app.visitor(CONSOLE);
        assert_eq!(come_in(&mut operator, &secret).await.status, 200);
        assert_eq!(operator.get("/operators").await.status, 200);
        assert_eq!(thief.get("/members").await.status, 303, "the thief is signed out");
        let again = app.visitor(CONSOLE).call(app::endpoints::SIGN_IN.path, &with(stolen)).await;
        assert_eq!(again.status, 401);
        assert_eq!(app.visitor(CONSOLE).call(app::endpoints::SIGN_IN.path, &with(PASSWORD)).await.status, 200);
    }
}
