//! The time zone and the currency of a new organisation: the settings propose them, and the forms take others.

use crate::{
    app::{APEX, TestApp},
    client::{Answer, Browser},
    harness::both_engines,
};
use app::endpoints;
use tenantry::tenants;

const NAMED: [(&str, &str); 4] =
    [("name", "Nord"), ("slug", "nord"), ("admin_name", "Rachel"), ("admin_email", "rachel@nord.example")];

/// What is chosen in a select of a page.
fn chosen<'a>(page: &'a Answer, name: &str) -> &'a str {
    let select =
        page.body.split("<select").find(|part| part.split('>').next().unwrap().contains(&format!("name=\"{name}\"")));
    let select = select.unwrap_or_else(|| panic!("no select {name}: {}", page.body)).split("</select>").next().unwrap();
    let options = select.split("<option").skip(1).map(|option| option.split('>').next().unwrap());
    let chosen: Vec<&str> = options.filter(|option| option.contains(" selected")).collect();
    assert_eq!(chosen.len(), 1, "{select}");
    chosen[0].split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap()
}

async fn set(operator: &mut Browser, key: &str, value: &str) -> Answer {
    let fields = [("setting", key), ("value", value)];
    operator.submit(&format!("/settings/{key}"), endpoints::DEPLOYMENT_SAVE.path, &fields).await
}

async fn made(app: &TestApp, slug: &str) -> (String, &'static str) {
    let tenant = tenants::find(&app.deployment.platform, slug).await.unwrap().unwrap();
    (tenant.zone_name.clone(), tenant.currency.code())
}

both_engines! {
    async fn the_settings_are_chosen_first_wherever_an_organisation_is_made(t: Deployment) {
        let app = TestApp::start(t).await;
        let (mut operator, mut visitor) = (app.operator().await, app.visitor(APEX));
        for page in [visitor.get("/sign-up").await, operator.get("/organisations/new").await] {
            assert_eq!((chosen(&page, "time_zone"), chosen(&page, "currency")), ("Europe/Paris", "EUR"));
        }
        for (language, place) in [("en", "London"), ("fr", "Londres")] {
            for page in [visitor.clone().speaking(language).get("/sign-up").await, operator.clone().speaking(language).get("/organisations/new").await] {
                assert!(page.says(&format!("<option value=\"Europe/London\">{place}</option>")), "{language}: {}", page.body);
            }
        }
        for (key, value) in [("new_organisations.time_zone", "Asia/Jerusalem"), ("new_organisations.currency", "ILS")] {
            let saved = set(&mut operator, key, value).await;
            assert_eq!(saved.leads_to(), Some("/settings?saved=yes"), "{saved:?}");
            assert_eq!(chosen(&operator.get(&format!("/settings/{key}")).await, "value"), value);
        }
        let list = operator.clone().speaking("fr").get("/settings").await;
        assert!(list.says("<code>Asia/Jerusalem</code>") && list.says("<code>Nouveau shekel (ILS)</code>"), "{}", list.body);
        for page in [visitor.get("/sign-up").await, operator.get("/organisations/new").await] {
            assert_eq!((chosen(&page, "time_zone"), chosen(&page, "currency")), ("Asia/Jerusalem", "ILS"));
        }
        assert_eq!(visitor.submit("/sign-up", endpoints::SIGN_UP.path, &NAMED).await.status, 303);
        assert_eq!(made(&app, "nord").await, ("Asia/Jerusalem".to_owned(), "ILS"), "who sends nothing gets the default");
    }

    async fn another_can_be_chosen_wherever_an_organisation_is_made(t: Deployment) {
        let app = TestApp::start(t).await;
        let chosen = [("time_zone", "America/Toronto"), ("currency", "CAD")];
        let signed_up = app.visitor(APEX).submit("/sign-up", endpoints::SIGN_UP.path, &[&NAMED[..], &chosen].concat()).await;
        assert_eq!(signed_up.status, 303, "{}", signed_up.body);
        assert_eq!(made(&app, "nord").await, ("America/Toronto".to_owned(), "CAD"));
        let others = [("name", "Sud"), ("slug", "sud"), ("admin_name", "R"), ("admin_email", "r@sud.example")];
        let begun = app.operator().await.submit("/organisations/new", endpoints::CONSOLE_CREATE.path, &[&others[..], &chosen].concat()).await;
        assert_eq!(begun.status, 303, "{}", begun.body);
        assert_eq!(made(&app, "sud").await, ("America/Toronto".to_owned(), "CAD"), "it has them from the first step on");
    }

    async fn what_is_unknown_comes_back_at_its_field_with_all_that_was_typed(t: Deployment) {
        let app = TestApp::start(t).await;
        let (mut operator, mut visitor) = (app.operator().await, app.visitor(APEX));
        let wrong = [&NAMED[..], &[("time_zone", "Mars/Base"), ("currency", "XXX")]].concat();
        for answer in [
            visitor.submit("/sign-up", endpoints::SIGN_UP.path, &wrong).await,
            operator.submit("/organisations/new", endpoints::CONSOLE_CREATE.path, &wrong).await,
        ] {
            assert_eq!((answer.status, chosen(&answer, "time_zone"), chosen(&answer, "currency")), (422, "Mars/Base", "XXX"));
            assert!(answer.says("id=\"time-zone-error\"") && answer.says("id=\"currency-error\""), "{}", answer.body);
            assert!(answer.says("value=\"rachel@nord.example\""), "{}", answer.body);
        }
        assert!(tenants::all(&app.deployment.platform).await.unwrap().is_empty());
        for (key, value) in [("new_organisations.time_zone", "Mars/Base"), ("new_organisations.currency", "XXX")] {
            let answer = set(&mut operator, key, value).await;
            assert_eq!((answer.status, answer.says("id=\"value-error\""), chosen(&answer, "value")), (422, true, value), "{}", answer.body);
        }
    }

    async fn the_list_of_zones_is_with_the_pages_that_need_it_alone(t: Deployment) {
        let app = TestApp::start(t).await;
        let mut operator = app.operator().await;
        for (page, has_zones) in
            [("/settings", false), ("/settings/new_organisations.currency", false), ("/settings/new_organisations.time_zone", true)]
        {
            let answer = operator.get(page).await;
            assert_eq!((answer.status, answer.says("Pacific/Pitcairn")), (200, has_zones), "{page}");
        }
    }
}
