//! Where somebody is signed in, as they see it themselves.

use crate::{
    app::{House, TestApp},
    client::{Browser, FORM},
    harness::both_engines,
};
use app::{endpoints, paths};
use tenantry::{access::Role, audit, memberships};

const FIREFOX: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) Version/18.6 Mobile/15E148 Safari/604.1";

/// The owner, who signs in at an organisation with a browser.
async fn owner_with(house: &House<'_>, device: &str) -> Browser {
    let mut browser = house.visitor();
    let headers = [("user-agent", device), ("content-type", FORM), ("accept", "application/json")];
    let body = b"email=owner%40paris.example&password=a+quiet+river+in+march";
    let answer = browser.request("POST", endpoints::SIGN_IN.path, &headers, body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    browser
}

async fn is_in(browser: &Browser) -> bool {
    browser.clone().get("/members").await.status == 200
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
}
