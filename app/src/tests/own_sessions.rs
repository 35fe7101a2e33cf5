//! Where somebody is signed in, as they see it themselves.

use crate::{
    app::{CONSOLE, House, TestApp},
    client::{Browser, FORM, encoded},
    harness::{PASSWORD, both_engines},
};
use app::{endpoints, paths};
use tenantry::{
    access::{OperatorRole, Role},
    audit, memberships, users,
};

const FIREFOX: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) Version/18.6 Mobile/15E148 Safari/604.1";

/// Somebody who signs in through a door with a browser.
async fn signed_in(mut door: Browser, email: &str, device: &str) -> Browser {
    let headers = [("user-agent", device), ("content-type", FORM), ("accept", "application/json")];
    let body = encoded(&[("email", email), ("password", PASSWORD)]);
    let answer = door.request("POST", endpoints::SIGN_IN.path, &headers, body.as_bytes()).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    door
}

/// The owner, who signs in at an organisation.
async fn owner_with(house: &House<'_>, device: &str) -> Browser {
    signed_in(house.visitor(), "owner@paris.example", device).await
}

/// The deployment's first operator, who signs in at the console; they have come in by their link before.
async fn operator_with(app: &TestApp, device: &str) -> Browser {
    signed_in(app.visitor(CONSOLE), "ops@tenantry.example", device).await
}

async fn is_in(browser: &Browser) -> bool {
    let page = if browser.host == CONSOLE { paths::CONSOLE_ACCOUNT } else { "/members" };
    browser.clone().get(page).await.status == 200
}

/// The keys of the forms that end one.
fn keys(page: &str) -> Vec<String> {
    page.split("name=\"key\" value=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

/// Paris, whose owner belongs to lyon as well.
async fn houses(app: &TestApp) -> (House<'_>, House<'_>) {
    let (paris, lyon) = (app.tenant("paris").await, app.tenant("lyon").await);
    let owner = app.deployment.member(&paris.tenant, Role::Owner).await;
    let platform = &app.deployment.platform;
    let mut tx = platform.central.begin().await.unwrap();
    memberships::add(&mut tx, platform, lyon.tenant.id, owner.user, Role::Member).await.unwrap();
    tx.commit().await.unwrap();
    (paris, lyon)
}

both_engines! {
    async fn they_are_listed_in_plain_words_and_one_is_ended(t: Deployment) {
        let app = TestApp::start(t).await;
        let (paris, lyon) = houses(&app).await;
        let mut here = owner_with(&paris, FIREFOX).await;
        let phone = owner_with(&lyon, IPHONE).await;
        let odd = owner_with(&paris, "curl/8.14.1").await;
        let stranger = paris.signed_in_as(Role::Member).await;
        let page = here.get(paths::PROFILE).await;
        for said in ["Firefox on Windows", "Safari on iPhone", "Unknown device", "Society of lyon", "This session", "15 Mar 2026, 13:00"] {
            assert!(page.says(said), "{said}: {}", page.body);
        }
        assert!(!page.body.contains("Mozilla") && !page.body.contains("curl"), "no more than that is kept");
        let french = here.clone().speaking("fr").get(paths::PROFILE).await;
        assert!(french.says("Firefox sur Windows") && french.says("Cette session"), "{}", french.body);
        assert_eq!(keys(&page.body).len(), 2, "not the one in use");

        let end = endpoints::PROFILE_END_SESSION.path;
        here.submit(paths::PROFILE, end, &[("key", "0000")]).await;
        assert!(is_in(&phone).await && is_in(&odd).await);
        let key = keys(&page.body).remove(0);
        let ended = here.submit(paths::PROFILE, end, &[("key", &key)]).await;
        assert_eq!(ended.leads_to(), Some("/settings/profile?saved=session"), "{ended:?}");
        assert!(is_in(&phone).await != is_in(&odd).await, "one has ended");
        assert!(is_in(&here).await && is_in(&stranger).await);
        let said = here.get("/settings/profile?saved=session").await;
        assert!(said.says("The session has ended.") && keys(&said.body).len() == 1, "{}", said.body);
        let events = audit::recent(&app.deployment.platform, 20).await.unwrap();
        assert_eq!(events.iter().filter(|event| event.kind == "sessions-ended").count(), 1);
    }

    async fn all_others_end_at_once(t: Deployment) {
        let app = TestApp::start(t).await;
        let (paris, lyon) = houses(&app).await;
        let mut here = owner_with(&paris, FIREFOX).await;
        let others = [owner_with(&lyon, IPHONE).await, owner_with(&paris, FIREFOX).await];
        let stranger = paris.signed_in_as(Role::Member).await;
        let ended = here.submit(paths::PROFILE, endpoints::PROFILE_END_SESSIONS.path, &[]).await;
        assert_eq!(ended.leads_to(), Some("/settings/profile?saved=sessions"), "{ended:?}");
        for other in &others {
            assert!(!is_in(other).await);
        }
        assert!(is_in(&here).await && is_in(&stranger).await);
        let page = here.get("/settings/profile?saved=sessions").await;
        assert!(page.says("All your other sessions have ended.") && !page.says("End all other sessions"), "{}", page.body);
    }

    async fn nobody_ends_what_is_not_theirs(t: Deployment) {
        let app = TestApp::start(t).await;
        let (paris, _) = houses(&app).await;
        let mut here = owner_with(&paris, FIREFOX).await;
        owner_with(&paris, FIREFOX).await;
        let key = keys(&here.get(paths::PROFILE).await.body).remove(0);
        let mut stranger = paris.signed_in_as(Role::Member).await;
        assert!(!stranger.get(paths::PROFILE).await.says("Firefox"));
        stranger.submit(paths::PROFILE, endpoints::PROFILE_END_SESSION.path, &[("key", &key)]).await;
        assert_eq!(keys(&here.get(paths::PROFILE).await.body), [key]);
    }

    async fn operators_have_theirs_in_their_account(t: Deployment) {
        let app = TestApp::start(t).await;
        let by_link = app.operator().await;
        let mut here = operator_with(&app, FIREFOX).await;
        let phone = operator_with(&app, IPHONE).await;
        let other = app.operator_as(OperatorRole::ReadOnly).await;
        let page = here.get(paths::CONSOLE_ACCOUNT).await;
        for said in ["Where you are signed in", "Firefox on Windows", "Safari on iPhone", "Unknown device", "This session", "Console"] {
            assert!(page.says(said), "{said}: {}", page.body);
        }
        assert_eq!(keys(&page.body).len(), 2, "not the one in use, and not another operator's");
        let french = here.clone().speaking("fr").get(paths::CONSOLE_ACCOUNT).await;
        assert!(french.says("à la console et dans des organisations") && french.says("Cette session"), "{}", french.body);

        let key = keys(&page.body).remove(0);
        let end = endpoints::ACCOUNT_END_SESSION.path;
        other.clone().submit(paths::CONSOLE_ACCOUNT, end, &[("key", &key)]).await;
        assert!(is_in(&phone).await && is_in(&by_link).await, "nobody ends what isn't theirs");
        let ended = here.submit(paths::CONSOLE_ACCOUNT, end, &[("key", &key)]).await;
        assert_eq!(ended.leads_to(), Some("/account?saved=session"), "{ended:?}");
        assert!(is_in(&phone).await != is_in(&by_link).await, "one has ended");
        assert!(here.get("/account?saved=session").await.says("The session has ended."));

        let ended = here.submit(paths::CONSOLE_ACCOUNT, endpoints::ACCOUNT_END_SESSIONS.path, &[]).await;
        assert_eq!(ended.leads_to(), Some("/account?saved=sessions"), "{ended:?}");
        assert!(!is_in(&phone).await && !is_in(&by_link).await && is_in(&here).await && is_in(&other).await);
        let page = here.get("/account?saved=sessions").await;
        assert!(page.says("All your other sessions have ended.") && !page.says("End all other sessions"), "{}", page.body);
        let events = audit::recent(&app.deployment.platform, 20).await.unwrap();
        let noted = events.iter().filter(|event| event.kind == "sessions-ended" && event.host == CONSOLE);
        assert_eq!(noted.count(), 2);
    }

    async fn an_operator_ends_at_the_console_what_goes_on_in_an_organisation(t: Deployment) {
        let app = TestApp::start(t).await;
        app.operator().await;
        let paris = app.tenant("paris").await;
        let platform = &app.deployment.platform;
        let ops = users::find_by_email(platform, &"ops@tenantry.example".to_owned().try_into().unwrap()).await.unwrap().unwrap();
        let mut tx = platform.central.begin().await.unwrap();
        memberships::add(&mut tx, platform, paris.tenant.id, ops.id, Role::Member).await.unwrap();
        tx.commit().await.unwrap();
        let inside = signed_in(paris.visitor(), "ops@tenantry.example", IPHONE).await;
        let mut here = operator_with(&app, FIREFOX).await;
        assert!(here.get(paths::CONSOLE_ACCOUNT).await.says("Society of paris"));
        here.submit(paths::CONSOLE_ACCOUNT, endpoints::ACCOUNT_END_SESSIONS.path, &[]).await;
        assert!(!is_in(&inside).await);
    }
}
