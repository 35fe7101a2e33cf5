//! Languages as a setting: what isn't offered is in no list, is chosen by nobody, and fails for nobody who had it.

use crate::{
    app::{APEX, TestApp},
    client::{Answer, Browser},
    harness::both_engines,
};
use app::endpoints;
use tenantry::access::Role;

/// Somebody whose browser asks for a language, and who chose none.
fn preferring(app: &TestApp, host: &str, language: &'static str) -> Browser {
    let mut browser = app.visitor(host).speaking(language);
    browser.cookies.remove("lang");
    browser
}

fn language_of(answer: &Answer) -> &str {
    answer.body.split("<html lang=\"").nth(1).and_then(|rest| rest.get(..2)).unwrap_or_else(|| panic!("{answer:?}"))
}

/// Through the console's page, as operators do.
async fn set(app: &TestApp, fields: &[(&str, &str)]) {
    let setting = fields[0].1;
    let page = format!("/settings/{setting}");
    let answer = app.operator().await.submit(&page, endpoints::DEPLOYMENT_SAVE.path, fields).await;
    assert_eq!(answer.leads_to(), Some("/settings?saved=yes"), "{answer:?}");
}

both_engines! {
    async fn a_language_that_is_not_offered_is_chosen_by_nobody(t: Deployment) {
        let app = TestApp::start(t).await;
        let asked = preferring(&app, APEX, "fr, en;q=0.5").get("/").await;
        assert_eq!((language_of(&asked), asked.says("value=\"fr\"")), ("fr", true), "it is offered");
        assert_eq!(language_of(&preferring(&app, APEX, "de").get("/").await), "en");
        set(&app, &[("setting", "languages.default"), ("value", "fr")]).await;
        assert_eq!(language_of(&preferring(&app, APEX, "de").get("/").await), "fr");
        set(&app, &[("setting", "languages.default"), ("value", "en")]).await;
        set(&app, &[("setting", "languages.offered"), ("values[0]", "en")]).await;
        let mut french = app.visitor(APEX).speaking("fr");
        for page in ["/", "/sign-up", "/nowhere"] {
            let answer = french.get(page).await;
            assert_eq!(language_of(&answer), "en", "{page}");
            assert_eq!(language_of(&preferring(&app, APEX, "fr, en;q=0.5").get(page).await), "en", "{page}");
            assert!(!answer.says("value=\"fr\""), "{page} offers it: {}", answer.body);
        }
        assert_eq!(language_of(&preferring(&app, "nobody.tenantry.test", "fr").get("/").await), "en");
        let chosen = app.visitor(APEX).submit("/", endpoints::PREFERENCES.path, &[("lang", "fr"), ("return_to", "/")]).await;
        assert_eq!((chosen.status, chosen.header("set-cookie").is_some_and(|cookie| cookie.starts_with("lang="))), (303, false));
    }

    async fn who_had_it_is_shown_the_default_and_keeps_their_choice(t: Deployment) {
        let app = TestApp::start(t).await;
        let house = app.tenant("paris").await;
        let mut owner = house.signed_in_as(Role::Owner).await;
        let settings = [("name", "Paris"), ("locale", "fr"), ("time_zone", "Europe/Paris"), ("currency", "EUR")];
        assert_eq!(owner.submit("/settings/organisation", endpoints::ORGANISATION_SAVE.path, &settings).await.status, 303);
        assert_eq!(owner.submit("/settings/profile", endpoints::PROFILE_SAVE.path, &[("name", "Rachel"), ("locale", "fr")]).await.status, 303);
        assert!(owner.get("/").await.says("<html lang=\"fr\""));
        set(&app, &[("setting", "languages.offered"), ("values[0]", "en")]).await;
        for page in ["/", "/settings/organisation", "/settings/profile", "/loans"] {
            let answer = owner.get(page).await;
            assert_eq!((answer.status, answer.says("<html lang=\"en\""), answer.says("value=\"fr\"")), (200, true, false), "{page}");
        }
        assert!(house.visitor().get("/sign-in").await.says("<html lang=\"en\""), "the organisation's own isn't offered");
        let again = house.signed_in_as(Role::Member).await;
        assert!(!again.cookies.contains_key("lang"), "{:?}", again.cookies);
        let refused = owner.submit("/settings/organisation", endpoints::ORGANISATION_SAVE.path, &settings).await;
        assert_eq!((refused.status, refused.says("value=\"Paris\"")), (422, true));
        set(&app, &[("setting", "languages.offered"), ("values[0]", "en"), ("values[1]", "fr")]).await;
        assert!(house.visitor().get("/sign-in").await.says("<html lang=\"fr\""), "the choice was kept");
    }

    async fn what_does_not_fit_together_comes_back_at_its_field(t: Deployment) {
        let app = TestApp::start(t).await;
        let (mut operator, page) = (app.operator().await, "/settings/languages.offered");
        let answer = operator.submit(page, endpoints::DEPLOYMENT_SAVE.path, &[("setting", "languages.offered"), ("values[1]", "fr")]).await;
        assert_eq!((answer.status, answer.says("has to be one of those offered")), (422, true), "{}", answer.body);
        let boxed = |value: &str| {
            let tags = answer.body.split('<').filter(|tag| tag.starts_with("input")).map(|tag| tag.split('>').next().unwrap());
            tags.filter(|tag| tag.contains(&format!("value=\"{value}\""))).any(|tag| tag.contains(" checked"))
        };
        assert_eq!((boxed("en"), boxed("fr")), (false, true), "what was ticked is kept");
        let none = operator.submit(page, endpoints::DEPLOYMENT_SAVE.path, &[("setting", "languages.offered")]).await;
        assert_eq!((none.status, none.says("value-error")), (422, true));
        assert_eq!(operator.submit("/settings/languages.default", endpoints::DEPLOYMENT_SAVE.path, &[("setting", "languages.default"), ("value", "de")]).await.status, 422);
    }

    async fn sign_up_offers_the_modules_of_the_default_plan(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut visitor = app.visitor(APEX);
        assert!(visitor.get("/sign-up").await.says("name=\"modules[0]\""));
        let bare = [("key", "bare"), ("name_en", "Bare"), ("name_fr", "Nue"), ("currency", "EUR"), ("period", "month"), ("module_choice", "chosen")];
        let made = app.operator().await.submit("/plans/new", endpoints::PLANS_CREATE.path, &bare).await;
        assert_eq!(made.status, 303, "{}", made.body);
        set(&app, &[("setting", "plans.default"), ("value", "bare")]).await;
        let page = visitor.get("/sign-up").await;
        assert_eq!((page.status, page.says("modules")), (200, false), "nothing is offered, not even a label");
        let fields = [("name", "Nord"), ("slug", "nord"), ("admin_name", "R"), ("admin_email", "r@nord.example"), ("modules[0]", "loans")];
        let sent = visitor.submit("/sign-up", endpoints::SIGN_UP.path, &fields).await;
        assert_eq!((sent.status, sent.says("modules-error"), sent.says("value=\"nord\"")), (422, true, true), "{}", sent.body);
        assert!(app.operator().await.get("/organisations/new").await.says("name=\"modules[0]\""), "an operator may choose another plan");
    }
}
