//! The making of an organisation as a browser without scripts follows it.

use crate::{
    app::TestApp,
    client::{Answer, Browser},
    harness::{Deployment, Engine},
};
use app::endpoints;
use tenantry::tenants;

const STEP: &str = "Lay out settings and brand";
const REFRESH: &str = "http-equiv=\"refresh\"";

/// What the page says of a step: its mark, and its state in words.
fn said_of<'a>(page: &'a Answer, step: &str) -> &'a str {
    let items = page.body.split("<li class=\"step").skip(1).map(|rest| rest.split("</li>").next().unwrap());
    let mut named = items.filter(|item| item.contains(step));
    named.next().unwrap_or_else(|| panic!("no step {step} in {}", page.body))
}

/// Begins one that soon needs room, of which there is none as long as somebody has the only open database.
async fn waiting_for_room(operator: &mut Browser, slug: &str) -> (String, Answer) {
    let email = format!("rachel@{slug}.example");
    let typed = [("name", "Nord"), ("slug", slug), ("admin_name", "Rachel"), ("admin_email", email.as_str())];
    let begun = operator.submit("/organisations/new", endpoints::CONSOLE_CREATE.path, &typed).await;
    let page = begun.leads_to().unwrap_or_else(|| panic!("{begun:?}")).to_owned();
    assert!(begun.status == 303 && page.starts_with("/provisioning/"), "{begun:?}");
    for _ in 0..100 {
        let answer = operator.get(&page).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        if said_of(&answer, STEP).contains("running") {
            return (page, answer);
        }
        assert!(answer.says(REFRESH), "{}", answer.body);
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("{page} never comes to the step");
}

async fn its_page_is_loaded_again_until_it_has_ended(engine: Engine) {
    let crowded = |config: &mut tenantry::config::Config| {
        config.pool.max_open_tenants = 1;
        config.pool.acquire_timeout_ms = 5_000;
    };
    let app = TestApp::start(Deployment::start_with(engine, crowded).await).await;
    let (platform, paris) = (&app.deployment.platform, app.tenant("paris").await);
    let mut operator = app.operator().await.speaking("en");

    let held = platform.fleet.open(&paris.tenant).await.unwrap();
    let (page, running) = waiting_for_room(&mut operator, "nord").await;
    assert!(running.says(REFRESH), "{}", running.body);
    assert!(said_of(&running, STEP).starts_with(" step-active"), "{}", running.body);
    assert!(said_of(&running, "Create the database").starts_with(" step-done"), "{}", running.body);
    assert!(said_of(&running, "Open the doors").contains("waiting"), "{}", running.body);

    let failed = operator.reloaded(&page, "It failed at this step").await;
    assert!(failed.says(&format!("It failed at this step: {STEP}")) && !failed.says(REFRESH), "{}", failed.body);
    assert!(said_of(&failed, STEP).starts_with(" step-failed"), "{}", failed.body);
    assert!(said_of(&failed, "Create the database").contains("undone"), "{}", failed.body);
    assert!(tenants::find(platform, "nord").await.unwrap().is_none());

    let (page, _) = waiting_for_room(&mut operator, "sud").await;
    drop(held);
    let done = operator.reloaded(&page, "sud.tenantry.test:3000 is open").await;
    assert!(!done.says(REFRESH) && said_of(&done, "Open the doors").starts_with(" step-done"), "{}", done.body);
    let _ = std::fs::remove_dir_all(&app.deployment.directory);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn its_page_is_loaded_again_until_it_has_ended_on_sqlite() {
    its_page_is_loaded_again_until_it_has_ended(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn its_page_is_loaded_again_until_it_has_ended_on_postgres() {
    its_page_is_loaded_again_until_it_has_ended(Engine::Postgres).await;
}
