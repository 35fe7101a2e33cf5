//! The way in: asked for, allowed, and gone once.

use super::{REASON, asked, door, let_in, token_of};
use crate::{app::TestApp, client::Browser, harness::both_engines};
use jiff::SignedDuration;
use tenantry::access::{OperatorRole, Role};

const ASK: &str = app::endpoints::CONSOLE_SUPPORT_ASK.path;
const ALLOW: &str = app::endpoints::SUPPORT_ALLOW.path;
const ENTER: &str = app::endpoints::SUPPORT_ENTER.path;
const HAND_OFF: &str = app::endpoints::CONSOLE_SUPPORT_HAND_OFF.path;

async fn is_out(browser: &mut Browser) -> bool {
    let (page, call) = (browser.clone().get("/loans").await, browser.clone().call("/api/loans/list", &[]).await);
    (page.status, call.status) == (303, 401)
}

both_engines! {
    async fn nobody_comes_in_without_consent(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let mut owner = paris.signed_in_as(Role::Owner).await;
        let mut operator = app.operator().await;
        let request = asked(&mut operator, "paris", false).await;
        assert_eq!(operator.call(HAND_OFF, &[("request", &request)]).await.status, 409);
        let page = owner.get("/members").await;
        assert!(page.says("Support asks to come in: Ops") && page.says(REASON), "owners see it on their pages");
        assert!(!paris.signed_in_as(Role::Member).await.get("/").await.says(REASON), "members don't");
        assert_eq!(owner.call(app::endpoints::SUPPORT_REFUSE.path, &[("request", &request)]).await.status, 200);
        assert_eq!(operator.call(HAND_OFF, &[("request", &request)]).await.status, 409);
        assert!(!owner.get("/members").await.says(REASON));
        let late = [("request", request.as_str()), ("minutes", "15"), ("access", "read")];
        assert_eq!(owner.call(ALLOW, &late).await.status, 409, "it was answered");
        let timeline = operator.get("/organisations/paris/timeline").await;
        assert!(timeline.says("Support access asked for") && timeline.says("Support access refused"));
    }

    async fn the_way_in_works_once_within_a_minute_on_its_own_host(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut scene = let_in(&app, false).await;
        let lyon = app.tenant("lyon").await;
        let door_of_paris = door(&mut scene.operator, &scene.request).await;
        let token = token_of(&door_of_paris).to_owned();
        let elsewhere = lyon.visitor().call(ENTER, &[("token", &token)]).await;
        let events = tenantry::audit::recent(&app.deployment.platform, 50).await.unwrap();
        let event = events.iter().find(|event| event.kind == "link-foreign").unwrap();
        assert_eq!((event.tenant, event.host.as_str()), (Some(scene.paris.tenant.id), lyon.host()));
        assert_eq!(event.detail, "support");
        assert_eq!((elsewhere.status, elsewhere.says("LinkExpired")), (404, true));
        let mut visitor = scene.paris.visitor();
        for _ in 0..2 {
            let looked = visitor.get(&door_of_paris).await;
            assert!(looked.status == 200 && looked.says("Go into Society of paris"), "looking uses nothing up");
        }
        assert_eq!(visitor.call(ENTER, &[("token", &token)]).await.status, 200);
        assert_eq!(scene.paris.visitor().call(ENTER, &[("token", &token)]).await.status, 404, "it was used");
        let late = door(&mut scene.operator, &scene.request).await;
        app.deployment.clock.advance(SignedDuration::from_secs(61));
        let refused = scene.paris.visitor().submit(&late, ENTER, &[("token", token_of(&late))]).await;
        assert_eq!((refused.status, refused.says("This link has expired")), (404, true));
        let earlier = door(&mut scene.operator, &scene.request).await;
        door(&mut scene.operator, &scene.request).await;
        assert_eq!(scene.paris.visitor().call(ENTER, &[("token", token_of(&earlier))]).await.status, 404, "another was made");
        let mut other = app.operator_as(OperatorRole::Support).await;
        assert_eq!(other.call(HAND_OFF, &[("request", &scene.request)]).await.status, 404, "it is another's");
    }

    async fn a_session_of_support_is_nobodys_elsewhere(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut scene = let_in(&app, false).await;
        let lyon = app.tenant("lyon").await;
        assert_eq!(scene.inside.get("/loans").await.status, 200);
        assert_eq!(scene.operator.get("/").await.status, 200, "the console's session is another");
        let mut on_console = scene.inside.on(crate::app::CONSOLE);
        assert_eq!(on_console.get("/").await.status, 303);
        let mut scene = {
            scene.operator.call(app::endpoints::CONSOLE_SUPPORT_WITHDRAW.path, &[("slug", "paris"), ("request", &scene.request)]).await;
            let_in(&app, true).await
        };
        let thief = scene.inside.on(lyon.host()).call("/api/loans/list", &[]).await;
        assert_eq!(thief.status, 401);
        assert!(is_out(&mut scene.inside).await, "it has ended at home too");
    }

    async fn whoever_ends_it_ends_it_at_once(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut scene = let_in(&app, false).await;
        assert_eq!(scene.inside.get("/loans").await.status, 200);
        let ended = scene.owner.submit("/settings/support", app::endpoints::SUPPORT_END.path, &[("request", &scene.request)]).await;
        assert_eq!(ended.leads_to(), Some("/settings/support?saved=ended"));
        assert!(is_out(&mut scene.inside).await);
        assert_eq!(scene.operator.call(HAND_OFF, &[("request", &scene.request)]).await.status, 409);

        let mut scene = let_in(&app, false).await;
        app.deployment.clock.advance(SignedDuration::from_mins(15));
        assert!(is_out(&mut scene.inside).await, "it ends by itself");

        let mut scene = let_in(&app, false).await;
        let left = scene.inside.submit("/loans", app::endpoints::SUPPORT_LEAVE.path, &[]).await;
        assert_eq!(left.leads_to(), Some("/support/enter?left=yes"));
        assert!(scene.inside.get("/support/enter?left=yes").await.says("http://console.tenantry.test:3000"));
        assert!(is_out(&mut scene.inside).await);
        let again = door(&mut scene.operator, &scene.request).await;
        assert_eq!(scene.inside.call(ENTER, &[("token", token_of(&again))]).await.status, 200, "until the end one may come back");

        let suspended = [("slug", "paris"), ("reason", "A pause for a test")];
        assert_eq!(scene.operator.call("/api/console/suspend", &suspended).await.status, 200);
        assert_ne!(scene.inside.get("/loans").await.status, 200, "nobody is inside what is closed");
        assert_eq!(scene.operator.call("/api/console/resume", &suspended[..1]).await.status, 200);
        assert_eq!(scene.inside.get("/loans").await.status, 200);
        let last = app.another_owner().await;
        let people = last.clone().call("/api/console/operators/list", &[]).await.json();
        let ops = people.as_array().unwrap().iter().find(|of| of["email"] == "ops@tenantry.example").unwrap().clone();
        let fields = [("operator", ops["id"].as_str().unwrap()), ("role", "read-only")];
        let demoted = last.clone().call("/api/console/operators/change-role", &fields).await;
        assert_eq!(demoted.status, 200, "{demoted:?}");
        assert!(is_out(&mut scene.inside).await, "the role has lost the permission");
    }

    async fn what_an_operator_asks_is_judged(t: Deployment) {
        let app = TestApp::start(t).await;
        app.tenant("paris").await;
        let mut operator = app.operator().await;
        let page = "/organisations/paris/support";
        let short = operator.submit(page, ASK, &[("slug", "paris"), ("reason", "a <look"), ("minutes", "7")]).await;
        assert_eq!(short.status, 422);
        assert!(short.says("at least 10 characters") && short.says("Choose one of the list") && short.says("a &lt;look"), "{}", short.body);
        let fields = [("slug", "paris"), ("reason", REASON), ("minutes", "60"), ("write", "true")];
        let mut support = app.operator_as(OperatorRole::Support).await;
        assert!(!support.get(page).await.says("name=\"write\""), "what isn't theirs isn't offered");
        assert_eq!(support.call(ASK, &fields).await.status, 403, "writing needs a permission of its own");
        assert_eq!(support.call(ASK, &fields[..3]).await.status, 200);
        let twice = support.call(ASK, &fields[..3]).await;
        assert_eq!((twice.status, twice.says("IsOpen")), (422, true));
        let mut reader = app.operator_as(OperatorRole::ReadOnly).await;
        assert!(reader.get(page).await.says(REASON), "all operators see it");
        assert_eq!(reader.call(ASK, &fields[..3]).await.status, 403);
        assert_eq!(operator.call(ASK, &[("slug", "nowhere"), ("reason", REASON), ("minutes", "60")]).await.status, 404);
    }

    async fn owners_decide_and_nobody_else(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let mut operator = app.operator().await;
        let request = asked(&mut operator, "paris", true).await;
        let fields = [("request", request.as_str()), ("minutes", "15"), ("access", "read")];
        let mut admin = paris.signed_in_as(Role::Admin).await;
        let seen = admin.get("/settings/support").await;
        assert!(seen.says(REASON) && seen.says("An owner decides.") && !seen.says(ALLOW), "{}", seen.body);
        let mut stranger = app.tenant("lyon").await.signed_in_as(Role::Owner).await;
        for path in [ALLOW, app::endpoints::SUPPORT_REFUSE.path, app::endpoints::SUPPORT_END.path] {
            assert_eq!(admin.call(path, &fields).await.status, 403, "{path}");
            assert_eq!(stranger.call(path, &fields).await.status, 404, "{path}");
        }
        assert_eq!(stranger.call(app::endpoints::SUPPORT_TRAIL.path, &[("request", &request)]).await.status, 404);
        let mut member = paris.signed_in_as(Role::Member).await;
        assert_eq!(member.get("/settings/support").await.status, 403);
        let mut owner = paris.signed_in_as(Role::Owner).await;
        let wrong = owner.submit("/settings/support", ALLOW, &[("request", &request), ("minutes", "7"), ("access", "read")]).await;
        assert_eq!((wrong.status, wrong.says("Choose one of the list")), (422, true));
        assert_eq!(owner.call(ALLOW, &fields).await.status, 200);
        let desk = operator.call(app::endpoints::CONSOLE_SUPPORT.path, &[("slug", "paris")]).await.json();
        let open = &desk["what"]["open"][0];
        assert_eq!((open["wants_write"].as_bool(), open["may_write"].as_bool()), (Some(true), Some(false)), "looking alone was allowed");
    }
}
