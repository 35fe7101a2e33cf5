//! Plans in the console: by their names, as a filter of the list, and for several organisations at once.

use crate::{app::TestApp, client::Browser, harness::both_engines};
use app::endpoints;
use tenantry::access::{OperatorRole, Role};

async fn make_small(operator: &mut Browser) {
    let fields = [
        ("key", "small"),
        ("name_en", "Small house"),
        ("name_fr", "Petite maison"),
        ("currency", "EUR"),
        ("period", "month"),
        ("module_choice", "all"),
        ("members", "1"),
    ];
    let made = operator.submit("/plans/new", endpoints::PLANS_CREATE.path, &fields).await;
    assert_eq!(made.status, 303, "{}", made.body);
}

/// The page without its scripts: what it hydrates from has each name.
fn shown(body: &str) -> String {
    body.split("<script").map(|part| part.split_once("</script>").map_or(part, |(_, rest)| rest)).collect()
}

both_engines! {
    async fn several_are_given_a_plan_by_plain_forms(t: Deployment) {
        let app = TestApp::start(t).await;
        for slug in ["paris", "lyon"] {
            let house = app.tenant(slug).await;
            house.signed_in_as(Role::Owner).await;
            house.signed_in_as(Role::Member).await;
        }
        let mut operator = app.operator().await;
        make_small(&mut operator).await;
        let chooser = operator.get("/bulk?slug=paris&action=plan").await;
        assert_eq!((chooser.status, chooser.says("name=\"to\""), chooser.says("Another plan for 1\u{a0}organisation")), (200, true, true), "{}", chooser.body);
        assert!(!chooser.says(endpoints::BULK_PERFORM.path), "nothing can be confirmed yet");
        let preview = operator.get("/bulk?slug=paris&action=plan&to=small").await;
        assert!(preview.says("Give the plan Small house to 1\u{a0}organisation") && preview.says("3 of 1"), "{}", preview.body);
        let hidden = |name: &str| {
            let tag = preview.body.split('<').find(|tag| tag.starts_with("input") && tag.contains(&format!("name=\"{name}\""))).unwrap();
            tag.split("value=\"").nth(1).unwrap().split('"').next().unwrap().replace("&quot;", "\"")
        };
        let (selection, fingerprint) = (hidden("selection"), hidden("fingerprint"));
        let fields = [("selection", selection.as_str()), ("fingerprint", fingerprint.as_str())];
        let mut support = app.operator_as(OperatorRole::Support).await;
        assert_eq!(support.get("/bulk?slug=paris&action=plan&to=small").await.status, 403);
        assert_eq!(support.call(endpoints::BULK_PERFORM.path, &fields).await.status, 403);
        let done = operator.submit("/bulk", endpoints::BULK_PERFORM.path, &fields).await;
        assert_eq!(done.leads_to(), Some("/organisations?saved=bulk"), "{done:?}");
        let small = operator.get("/organisations?plan=small").await;
        assert_eq!((small.says("paris."), small.says("lyon.")), (true, false), "{}", small.body);
        assert!(small.says("<option value=\"small\" selected"), "{}", small.body);
        let file = operator.get(&format!("{}?plan=small", endpoints::CONSOLE_EXPORT.path)).await;
        assert_eq!((file.says("paris."), file.says("lyon.")), (true, false));
    }

    async fn plans_are_called_by_their_names_in_the_readers_language(t: Deployment) {
        let app = TestApp::start(t).await;
        app.tenant("paris").await;
        let mut operator = app.operator().await;
        make_small(&mut operator).await;
        let fields = [("slug", "paris"), ("plan", "small"), ("version", "1")];
        let changed = operator.submit("/organisations/paris/plan", endpoints::PLANS_CHANGE.path, &fields).await;
        assert_eq!(changed.status, 303, "{}", changed.body);
        let written = operator.get("/announcements/new").await;
        assert!(written.says("<option value=\"small\"") && written.says("Small house"), "{}", written.body);
        let id = written.body.split('<').find(|tag| tag.contains("name=\"announcement\"")).unwrap();
        let id = id.split("value=\"").nth(1).unwrap().split('"').next().unwrap();
        let fields = [("announcement", id), ("tone", "info"), ("text_en", "Soon."), ("text_fr", "Bientôt."), ("scope", "plan"), ("plan", "small")];
        let saved = operator.submit("/announcements/new", endpoints::ANNOUNCEMENTS_SAVE.path, &fields).await;
        assert_eq!(saved.status, 303, "{}", saved.body);
        let mut french = operator.clone().speaking("fr");
        for page in ["/", "/announcements", "/organisations/paris/timeline", "/organisations/new", "/operators/trail"] {
            let (english, french) = (operator.get(page).await, french.get(page).await);
            let (english, french) = (shown(&english.body), shown(&french.body));
            assert!(english.contains("Small house") && !english.contains("Petite maison"), "{page}: {english}");
            assert!(french.contains("Petite maison") && !french.contains("Small house"), "{page}: {french}");
        }
    }
}
