//! Two administrators in the studio, as browsers without scripts get it: whoever is second is told, loses nothing that was typed
//! and chooses whose goes on.

use crate::{
    app::TestApp,
    client::{Answer, Browser},
    harness::both_engines,
};
use app::endpoints;
use jiff::SignedDuration;
use tenantry::access::Role;

const PAGE: &str = app::paths::SETTINGS_BRAND;

const LOGO: &[u8] =
    br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="#8a1538"/></svg>"##;

/// What the page's form says that it was made from.
fn seen(page: &Answer) -> String {
    let form = page.body.split("id=\"brand\"").nth(1).unwrap_or_else(|| panic!("{}", page.body));
    let value = form.split("name=\"seen\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    value.unwrap_or_else(|| panic!("{form}")).to_owned()
}

async fn save(browser: &mut Browser, primary: &str, intent: &str, seen: &str) -> Answer {
    let fields = [
        ("name", "GMAH Paris"),
        ("primary", primary),
        ("accent", "#c8952b"),
        ("radius", "4"),
        ("heading_font", "inter"),
        ("tagline_fr", "Saisie à moi"),
        ("intent", intent),
        ("seen", seen),
    ];
    browser.submit_files(PAGE, endpoints::BRAND_SAVE.path, &fields, &[]).await
}

both_engines! {
    async fn the_second_is_told_by_whom_and_when_and_the_next_attempt_counts(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let (mut owner, mut admin) = (paris.signed_in_as(Role::Owner).await, paris.signed_in_as(Role::Admin).await);
        let (page, other) = (owner.get(PAGE).await, admin.get(PAGE).await);
        app.deployment.clock.advance(SignedDuration::from_secs(90));
        assert_eq!(save(&mut admin, "#b3261e", "draft", &seen(&other)).await.status, 303);

        let answer = save(&mut owner, "#12295c", "publish", &seen(&page)).await;
        assert_eq!(answer.status, 409);
        for text in ["admin of paris has saved another draft since", "15 Mar 2026", "Yours differs from theirs in: Primary colour."] {
            assert!(answer.says(text), "{text} in {}", answer.body);
        }
        assert!(answer.says("value=\"#12295c\"") && answer.says("Saisie à moi"), "what was typed: {}", answer.body);
        assert!(answer.says("href=\"/settings/brand\" rel=\"external\""), "the way to theirs: {}", answer.body);
        assert!(owner.get(PAGE).await.says("--brand:#b3261e"), "theirs is there as it was");
        assert!(!paris.visitor().get("/sign-in").await.says("#12295c"), "nothing was published");

        let french = save(&mut owner.clone().speaking("fr"), "#12295c", "draft", &seen(&page)).await;
        assert!(french.status == 409 && french.says("admin of paris a enregistré un autre brouillon entre-temps"), "{}", french.body);

        let published = save(&mut owner, "#12295c", "publish", &seen(&answer)).await;
        assert_eq!(published.leads_to(), Some("/settings/brand?saved=published"), "{}", published.body);
        assert!(paris.visitor().get("/sign-in").await.says("--brand:#12295c"));
        let answer = save(&mut admin, "#00695c", "draft", &seen(&other)).await;
        assert!(answer.status == 409 && answer.says("owner of paris has published another brand since"), "{}", answer.body);
    }

    async fn the_files_of_the_second_go_along_with_the_next_attempt(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let (mut owner, mut admin) = (paris.signed_in_as(Role::Owner).await, paris.signed_in_as(Role::Admin).await);
        let (page, other) = (owner.get(PAGE).await, admin.get(PAGE).await);
        app.deployment.clock.advance(SignedDuration::from_secs(90));
        assert_eq!(save(&mut admin, "#b3261e", "draft", &seen(&other)).await.status, 303);
        let first = seen(&page);
        let fields = [("name", "GMAH Paris"), ("primary", "#12295c"), ("accent", "#c8952b"), ("radius", "4"), ("heading_font", "inter"), ("intent", "draft")];
        let with = |more: [(&'static str, String); 2]| -> Vec<(&'static str, String)> {
            fields.iter().map(|(name, value)| (*name, (*value).to_owned())).chain(more).collect()
        };
        let sent = with([("seen", first.clone()), ("kept", String::new())]);
        let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = owner.submit_files(PAGE, endpoints::BRAND_SAVE.path, &sent, &[("logo", LOGO)]).await;
        assert_eq!(answer.status, 409);
        assert!(answer.says("are kept and go along: Logo."), "{}", answer.body);
        assert!(answer.says("class=\"sign-in-logo\""), "the preview has it: {}", answer.body);
        assert!(!owner.get(PAGE).await.says("class=\"sign-in-logo\""), "theirs has none");

        let kept = answer.body.split("name=\"kept\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let sent = with([("seen", seen(&answer)), ("kept", kept.replace("&quot;", "\""))]);
        let sent: Vec<(&str, &str)> = sent.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = owner.submit_files(PAGE, endpoints::BRAND_SAVE.path, &sent, &[("logo", &b""[..])]).await;
        assert_eq!(answer.leads_to(), Some("/settings/brand?saved=draft"), "{}", answer.body);
        assert!(owner.get(PAGE).await.says("class=\"sign-in-logo\""));

        let file = admin.get(endpoints::BRAND_EXPORT.path).await.bytes;
        let sent = [("name", "GMAH Paris"), ("seen", first.as_str())];
        let answer = admin.speaking("fr").submit_files(PAGE, endpoints::BRAND_IMPORT.path, &sent, &[("file", file.as_slice())]).await;
        assert!(answer.status == 409 && answer.says("À choisir de nouveau\u{a0}: Identité visuelle en fichier."), "{}", answer.body);
    }

    async fn a_form_that_was_wrong_in_itself_still_says_what_it_was_made_from(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let (mut owner, mut admin) = (paris.signed_in_as(Role::Owner).await, paris.signed_in_as(Role::Admin).await);
        let first = seen(&owner.get(PAGE).await);
        let wrong = save(&mut owner, "purple-ish", "draft", &first).await;
        assert_eq!((wrong.status, seen(&wrong)), (422, first.clone()));
        app.deployment.clock.advance(SignedDuration::from_secs(1));
        let other = seen(&admin.get(PAGE).await);
        assert_eq!(save(&mut admin, "#b3261e", "draft", &other).await.status, 303);
        assert_eq!(save(&mut owner, "#12295c", "draft", &seen(&wrong)).await.status, 409);
    }

    async fn ones_own_pages_that_are_older_are_in_nobodys_way(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let mut owner = paris.signed_in_as(Role::Owner).await;
        let first = seen(&owner.get(PAGE).await);
        for intent in ["draft", "publish", "draft"] {
            app.deployment.clock.advance(SignedDuration::from_secs(1));
            assert_eq!(save(&mut owner, "#12295c", intent, &first).await.status, 303, "{intent}");
            assert_ne!(seen(&owner.get(PAGE).await), "");
        }
    }

    async fn a_draft_of_another_is_not_discarded_unseen(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let (mut owner, mut admin) = (paris.signed_in_as(Role::Owner).await, paris.signed_in_as(Role::Admin).await);
        let first = seen(&owner.get(PAGE).await);
        save(&mut owner, "#12295c", "draft", &first).await;
        let page = seen(&owner.get(PAGE).await);
        app.deployment.clock.advance(SignedDuration::from_secs(1));
        let other = seen(&admin.get(PAGE).await);
        assert_eq!(save(&mut admin, "#b3261e", "draft", &other).await.status, 303);
        let answer = owner.submit(PAGE, endpoints::BRAND_DISCARD.path, &[("seen", page.as_str())]).await;
        assert!(answer.status == 409 && answer.says("Nothing was discarded") && answer.says("--brand:#b3261e"), "{}", answer.body);
        let discarded = owner.submit(PAGE, endpoints::BRAND_DISCARD.path, &[("seen", seen(&answer).as_str())]).await;
        assert_eq!(discarded.leads_to(), Some("/settings/brand?saved=discarded"), "{}", discarded.body);
    }
}
