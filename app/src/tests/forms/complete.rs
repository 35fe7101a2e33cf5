//! No form is forgotten: whatever changes something is in a table, or here with the reason why it can't be filled in wrongly.

use super::{
    console, door,
    page::Page,
    row::{OPERATOR, OWNER, Row, Who},
    scene::{Scene, unknown},
    studio, tenant, upgrades,
};
use crate::{
    app::{APEX, TestApp},
    harness::both_engines,
    lending::three_instalments,
    pages::pages_of,
};
use app::endpoints::*;
use std::collections::BTreeSet;
use tenantry::{
    access::{Effect, Endpoint, Plane, Role, Verb},
    loans,
};

const TABLES: [&[Row]; 6] = [door::ROWS, tenant::ROWS, studio::ROWS, console::ROWS, upgrades::BEFORE, upgrades::AFTER];

/// A form with no field that somebody fills in: what it is about is hidden in it.
const BUTTONS: &[&Endpoint] = &[
    &PREFERENCES,
    &SIGN_OUT,
    &LOANS_CANCEL,
    &MEMBERS_REVOKE,
    &MEMBERS_REMOVE,
    &BRAND_DISCARD,
    &BRAND_CANCEL,
    &BRAND_ROLL_BACK,
    &BRAND_LINK,
    &BRAND_WITHDRAW,
    &DOMAINS_CHECK,
    &DOMAINS_VERIFY,
    &DOMAINS_MAIN,
    &DOMAINS_REMOVE,
    &PROFILE_END_SESSION,
    &PROFILE_END_SESSIONS,
    &SUPPORT_ENTER,
    &SUPPORT_LEAVE,
    &SUPPORT_REFUSE,
    &SUPPORT_END,
    &CONSOLE_SUPPORT_WITHDRAW,
    &CONSOLE_SUPPORT_HAND_OFF,
    &CONSOLE_RESUME,
    &CONSOLE_RESTORE,
    &CONSOLE_LOCK,
    &CONSOLE_UNLOCK,
    &ANNOUNCEMENT_DISMISS,
    &ANNOUNCEMENTS_PUBLISH,
    &ANNOUNCEMENTS_END,
    &MAILS_RETRY,
    &MAILS_TRY,
    &MAILS_LEAVE,
    &SECTIONS_END_SESSION,
    &SECTIONS_END_SESSIONS,
    &SECTIONS_DELETE_NOTE,
    &SECTIONS_REMOVE_DOMAIN,
    &SECTIONS_ENABLE_MODULE,
    &SECTIONS_DISABLE_MODULE,
    &ACCOUNT_END_SESSION,
    &ACCOUNT_END_SESSIONS,
    &OPERATORS_LINK,
    &OPERATORS_REMOVE,
    &PLANS_SAVE,
    &PLANS_ARCHIVE,
    &PLANS_CHANGE,
    &DEPLOYMENT_RESET,
    &FILTERS_DELETE,
    &SERVERS_CHECK,
    &SERVERS_DRAIN,
    &SERVERS_RESUME,
    &UPGRADES_HALT,
    &UPGRADES_RESUME,
    &UPGRADES_PRUNE,
    &BACKUPS_MAKE,
    &UPGRADES_CHECK,
];

const WITHOUT_ROW: &[(&Endpoint, &str)] = &[
    (&UPGRADES_START, "one box alone, where a disk is too full; the upgrades’ own tests fill a disk"),
    (&MEMBERS_LINK, "the page asks for the link that was made a moment ago"),
    (&BRAND_FRESH_LINK, "the page asks for the link that was made a moment ago"),
    (&CONSOLE_LINK, "the page asks for the link that was made a moment ago"),
    (&OPERATORS_FRESH_LINK, "the page asks for the link that was made a moment ago"),
    (&BRAND_HOLD, "the page’s code sends a picture as soon as it is chosen"),
    (&DOMAINS_WATCH, "the page’s code looks again"),
    (&SECTIONS_DOMAINS, "the page asks for them"),
];

fn in_tables() -> BTreeSet<&'static str> {
    TABLES.iter().flat_map(|rows| rows.iter()).map(|row| row.path).collect()
}

pub(super) fn has_no_fields(path: &str) -> bool {
    BUTTONS.iter().any(|endpoint| endpoint.path == path)
}

pub(super) fn is_known(path: &str) -> bool {
    has_no_fields(path) || in_tables().contains(path) || WITHOUT_ROW.iter().any(|(endpoint, _)| endpoint.path == path)
}

#[test]
fn every_endpoint_that_changes_something_is_tried_or_has_no_fields() {
    let changing = ALL.iter().filter(|of| of.verb == Verb::Post && of.effect != Effect::Read);
    let forgotten: Vec<&str> = changing.map(|of| of.path).filter(|path| !is_known(path)).collect();
    assert!(forgotten.is_empty(), "neither in a table of forms nor exempt: {forgotten:?}");
    let exempt = BUTTONS.iter().copied().chain(WITHOUT_ROW.iter().map(|(endpoint, _)| *endpoint));
    let exempt: Vec<&str> = exempt.map(|of| of.path).collect();
    let distinct: BTreeSet<&str> = exempt.iter().copied().collect();
    assert_eq!((distinct.len(), distinct.intersection(&in_tables()).next()), (exempt.len(), None), "one reason each");
}

both_engines! {
    async fn no_page_has_a_form_that_no_table_knows(t: Deployment) {
        t.register("eu-1", "eu", 4).await;
        let app = TestApp::start(t).await;
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        let loan = loans::create(&ctx, three_instalments("Ruth")).await.unwrap().to_string();
        tenantry::domains::claim(&ctx, "loans.gmah-paris.fr").await.unwrap();
        let mut scene = Scene::of(&app);
        let names = [(":slug", "paris"), (":id", loan.as_str()), (":name", "eu-1"), (":key", "standard"), (":host", "loans.gmah-paris.fr"), (":concern", "failing")];
        let (mut found, mut wrong) = (BTreeSet::new(), Vec::new());
        for (plane, who) in [(Plane::Public, Who::Visitor(APEX)), (Plane::Tenant, OWNER), (Plane::Console, OPERATOR)] {
            let mut browser = scene.browser(who).await;
            for address in pages_of(plane, &names) {
                let page = Page::read(&browser.get(&address).await.body);
                wrong.extend(page.blamed().map(|name| format!("{address} leads to {name} before anybody sent anything")));
                wrong.extend(page.forms.iter().filter_map(|form| Some(format!("{address}: {}", unknown(form)?))));
                found.extend(page.forms.into_iter().filter(|form| form.is_post).map(|form| form.action));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(found.len() > 30, "{found:?}");
    }
}
