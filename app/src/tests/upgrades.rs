//! The pages of upgrades as browsers without scripts get them: a whole run, from the form to its last word.

use crate::{
    app::TestApp,
    harness::{Deployment, PASSWORD, both_engines},
};
use app::endpoints;
use std::sync::Arc;
use tenantry::{
    access::OperatorRole,
    db::{Bind, Lifecycle, Migrations, Schema, execute_many},
    ids::UpgradeRunId,
    platform::Platform,
    random::Random,
    servers::Placement,
    upgrades::{self, Observer, Options, Pace, Ran, Rehearse},
    users::Passwords,
};

const NEXT: &str = "alter table setting add column note text;\n";

/// The next version of the program over the same databases.
pub(crate) async fn next_version(t: &Deployment) -> Deployment {
    let migrations = Migrations::default().with(Schema::Core, Schema::Core.version() + 1, NEXT);
    let lifecycle = Lifecycle::with(t.platform.lifecycle.location().clone(), migrations);
    let (config, random) = (t.platform.config.clone(), Random::seeded(u64::from(std::process::id()) << 32 | 1 << 21));
    let platform = Platform::open_on(lifecycle, config, t.clock.clone(), random, Passwords::for_tests()).await.unwrap();
    Deployment { platform, clock: t.clock.clone(), engine: t.engine, directory: t.directory.clone() }
}

/// Migrates everybody to a version that a later program brings.
pub(crate) async fn migrate_to_next(t: &Deployment) -> UpgradeRunId {
    let next = next_version(t).await;
    let options = Options { rehearse: Rehearse::None, latency_rise_ms: 60_000, ..Options::default() };
    let unobserved: Observer = Arc::new(|_| {});
    match upgrades::run(&next.platform, &options, Pace::default(), &unobserved).await.unwrap() {
        Ran::Ended(report) => report.id,
        other => panic!("{other:?}"),
    }
}

/// The page of a run whose process died as soon as it was recorded.
async fn begun_and_left(next: &Deployment) -> String {
    let platform = next.platform.clone();
    let died = tokio::spawn(async move {
        let observer: Observer = Arc::new(|_| panic!("the process dies here"));
        let options = Options { rehearse: Rehearse::None, latency_rise_ms: 60_000, ..Options::default() };
        upgrades::run(&platform, &options, Pace::default(), &observer).await.map(drop)
    });
    assert!(died.await.unwrap_err().is_panic());
    app::paths::console_run(upgrades::last_run(&next.platform).await.unwrap().unwrap())
}

both_engines! {
    async fn a_run_from_the_form_to_its_last_word(t: Deployment) {
        for slug in ["paris", "lyon"] {
            let tenant = t.tenant(slug).await;
            t.platform.fleet.close(tenant.id).await;
        }
        let app = TestApp::start(next_version(&t).await).await;
        let mut operator = app.operator().await.speaking("en");
        let overview = operator.get("/upgrades").await;
        assert!(overview.says("2\u{a0}organisations will be migrated.") && overview.says("There was no run yet."), "{}", overview.body);

        let wrong = [("rehearsal", "some"), ("copies", "several"), ("error_budget", "1"), ("latency_rise", "500"), ("at_once", "4"), ("canaries", "nobody")];
        let refused = operator.submit("/upgrades", endpoints::UPGRADES_REVIEW.path, &wrong).await;
        assert_eq!(refused.status, 422);
        assert!(refused.says("value=\"several\"") && refused.says("Write a whole number.") && refused.says("<details open class=\"fold options\""), "{}", refused.body);

        let right = [("rehearsal", "none"), ("canaries", "paris"), ("latency_rise", "60000")];
        let review = operator.submit("/upgrades", endpoints::UPGRADES_REVIEW.path, &right).await;
        assert_eq!(review.status, 303, "{}", review.body);
        let address = review.leads_to().unwrap().to_owned();
        let page = operator.get(&address).await;
        for said in ["Nothing is tried on copies first.", "is made: 2, about", "goes on in the server"] {
            assert!(page.says(said), "{said}: {}", page.body);
        }
        assert!(operator.get("/upgrades").await.says("There was no run yet."), "looking starts nothing");

        let started = operator.submit(&address, endpoints::UPGRADES_START.path, &right).await;
        assert_eq!(started.status, 303, "{}", started.body);
        let run = started.leads_to().unwrap().to_owned();
        let page = operator.reloaded(&run, "The run is done").await;
        assert!(page.says("100\u{a0}%") && !page.says("http-equiv=\"refresh\""), "{}", page.body);
        let overview = operator.get("/upgrades").await;
        assert!(overview.says("Everything is up to date") && overview.says(&run), "{}", overview.body);
        let again = operator.submit(&address, endpoints::UPGRADES_START.path, &right).await;
        assert_eq!(again.status, 409, "the same form sent twice starts one run");
        let nothing = operator.get(&address).await;
        assert!(nothing.status == 409 && nothing.says("Nothing to upgrade"), "{}", nothing.body);
    }

    async fn a_run_is_stopped_by_whoever_asked_what_would_happen(t: Deployment) {
        for slug in ["paris", "lyon"] {
            let tenant = t.tenant(slug).await;
            t.platform.fleet.close(tenant.id).await;
        }
        let next = next_version(&t).await;
        let run = begun_and_left(&next).await;
        let app = TestApp::start(next).await;
        let mut operator = app.operator().await.speaking("en");
        let page = operator.get(&run).await;
        assert!(page.says(&format!("{run}?stop=true")) && page.says("http-equiv=\"refresh\""), "{}", page.body);
        let asked = operator.get(&format!("{run}?stop=true")).await;
        for said in ["What is under way is finished.", "open to its people: 2\u{a0}organisations."] {
            assert!(asked.says(said), "{said}: {}", asked.body);
        }
        assert!(!asked.says("http-equiv=\"refresh\""), "it would be gone while somebody reads it");
        let id = run.rsplit('/').next().unwrap();
        let mut reader = app.operator_as(OperatorRole::ReadOnly).await.speaking("en");
        assert!(!reader.get(&run).await.says("?stop=true"));
        let stopped = operator.submit(&run, endpoints::UPGRADES_HALT.path, &[("id", id)]).await;
        assert_eq!((stopped.status, stopped.leads_to()), (303, Some(run.as_str())), "{}", stopped.body);
        let page = operator.get(&run).await;
        assert!(page.says("An operator stopped the run") && page.says("Resume the run"), "{}", page.body);
        assert!(!page.says("halted by itself") && !page.says("?stop=true"), "{}", page.body);
        let resumed = operator.submit(&run, endpoints::UPGRADES_RESUME.path, &[("id", id)]).await;
        assert_eq!(resumed.status, 303, "{}", resumed.body);
        operator.reloaded(&run, "The run is done").await;
    }

    async fn a_run_whose_snapshots_have_no_room_begins_only_when_somebody_says_so(t: Deployment) {
        let tenant = t.tenant("paris").await;
        t.platform.fleet.close(tenant.id).await;
        let next = next_version(&t).await;
        let mut tx = next.platform.central.begin().await.unwrap();
        let bytes = [[Bind::Number(4_000_000_000_000_000_000)]];
        execute_many(&mut tx, "update tenant set database_bytes =", "", &bytes).await.unwrap();
        tx.commit().await.unwrap();
        let is_file = t.placement() == Placement::Sqlite;
        let app = TestApp::start(next).await;
        let mut operator = app.operator().await.speaking("en");
        let options = [("rehearsal", "none"), ("latency_rise", "60000")];
        let address = operator.submit("/upgrades", endpoints::UPGRADES_REVIEW.path, &options).await.leads_to().unwrap().to_owned();
        let page = operator.get(&address).await;
        assert!(page.says("about 4,000,000,000.00\u{a0}GB in all"), "{}", page.body);
        assert_eq!(page.says("There is too little room for the snapshots") && page.says("name=\"ignore_room\""), is_file, "{}", page.body);
        if is_file {
            let refused = operator.submit(&address, endpoints::UPGRADES_START.path, &options).await;
            assert!(refused.status == 422 && refused.says("There is too little room for the snapshots."), "{}", refused.body);
            assert!(operator.get("/upgrades").await.says("There was no run yet."));
        }
        let all_the_same = [options[0], options[1], ("ignore_room", "true")];
        let started = operator.submit(&address, endpoints::UPGRADES_START.path, &all_the_same).await;
        assert_eq!(started.status, 303, "{}", started.body);
        operator.reloaded(started.leads_to().unwrap(), "The run is done").await;
    }

    async fn an_organisation_goes_back_to_its_snapshot(t: Deployment) {
        let tenant = t.tenant("paris").await;
        t.platform.fleet.close(tenant.id).await;
        migrate_to_next(&t).await;
        let app = TestApp::start(next_version(&t).await).await;
        let mut operator = app.operator().await.speaking("en");
        let page = operator.get("/organisations/paris").await;
        assert!(page.says("/organisations/paris/rollback") && page.says(&format!("version {}", Schema::Core.version() + 1)), "{}", page.body);
        let form = operator.get("/organisations/paris/rollback").await;
        assert!(form.says("Nobody can undo this") && form.says("Type paris to confirm"), "{}", form.body);
        let refused = operator.submit("/organisations/paris/rollback", endpoints::UPGRADES_ROLLBACK.path, &[("slug", "paris"), ("confirmation", "pari")]).await;
        assert!(refused.status == 422 && refused.says("value=\"pari\""), "{}", refused.body);
        let done = operator.submit("/organisations/paris/rollback", endpoints::UPGRADES_ROLLBACK.path, &[("slug", "paris"), ("confirmation", "paris")]).await;
        assert_eq!((done.status, done.leads_to()), (303, Some("/organisations/paris?saved=rolled-back")), "{}", done.body);
        let page = operator.get("/organisations/paris?saved=rolled-back").await;
        assert!(page.says("back at its snapshot") && page.says(&format!("version {}", Schema::Core.version())) && page.says("Left out of upgrades"), "{}", page.body);
        assert!(operator.get("/organisations/paris/rollback").await.says("There is no snapshot to go back to"));
        let mut member = app.visitor(&tenant.main_host);
        let fields = [("email", "rachel@paris.example"), ("password", PASSWORD)];
        assert!(member.call(endpoints::SIGN_IN.path, &fields).await.status < 500, "and it is open again");
    }

    async fn a_whole_run_goes_back_by_its_number(t: Deployment) {
        for slug in ["paris", "lyon"] {
            let tenant = t.tenant(slug).await;
            t.platform.fleet.close(tenant.id).await;
        }
        let id = migrate_to_next(&t).await;
        let app = TestApp::start(next_version(&t).await).await;
        let mut operator = app.operator().await.speaking("en");
        let run = app::paths::console_run(id);
        let page = app::paths::console_run_rollback(id);
        assert!(operator.get(&run).await.says(&page), "the run leads there");
        let form = operator.get(&page).await;
        for said in ["2\u{a0}organisations", "Nobody can undo this", "Type 2 to confirm", "/organisations/lyon"] {
            assert!(form.says(said), "{said}: {}", form.body);
        }
        let mut reader = app.operator_as(OperatorRole::ReadOnly).await.speaking("en");
        assert_eq!((reader.get(&page).await.status, reader.get(&run).await.says(&page)), (403, false));
        let id = id.to_string();
        let sent = |number| [("id", id.as_str()), ("confirmation", number)];
        let refused = operator.submit(&page, endpoints::UPGRADES_ROLLBACK_RUN.path, &sent("3")).await;
        assert!(refused.status == 422 && refused.says("value=\"3\"") && refused.says("This isn’t the number."), "{}", refused.body);
        let done = operator.submit(&page, endpoints::UPGRADES_ROLLBACK_RUN.path, &sent("2")).await;
        assert_eq!((done.status, done.leads_to()), (303, Some(run.as_str())), "{}", done.body);
        for _ in 0..600 {
            if upgrades::watch(&app.deployment.platform, id.parse().unwrap()).await.unwrap().counts.restored == 2 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        let shown = operator.get(&run).await;
        assert!(shown.says("Taken back") && !shown.says(&page), "{}", shown.body);
        assert!(operator.get(&page).await.says("Nobody can be taken back"));
    }

    async fn old_snapshots_are_removed_by_whoever_sees_what_goes(t: Deployment) {
        let tenant = t.tenant("paris").await;
        t.platform.fleet.close(tenant.id).await;
        migrate_to_next(&t).await;
        let app = TestApp::start(next_version(&t).await).await;
        let mut operator = app.operator().await.speaking("en");
        assert!(!operator.get("/upgrades").await.says("Old snapshots"));
        t.clock.advance(jiff::SignedDuration::from_hours(24 * 14));
        let mut operator = app.operator().await.speaking("en");
        let page = operator.get("/upgrades").await;
        assert!(page.says("1\u{a0}snapshot of 14\u{a0}days ago and more, about") && page.says("before that upgrade any more"), "{}", page.body);
        let mut reader = app.operator_as(OperatorRole::ReadOnly).await.speaking("en");
        let seen = reader.get("/upgrades").await;
        assert!(seen.says("1\u{a0}snapshot of") && !seen.says("Remove old snapshots"), "{}", seen.body);
        assert_eq!(reader.submit("/upgrades", endpoints::UPGRADES_PRUNE.path, &[]).await.status, 403);
        let done = operator.submit("/upgrades", endpoints::UPGRADES_PRUNE.path, &[]).await;
        assert_eq!(done.leads_to(), Some("/upgrades?saved=pruned"), "{}", done.body);
        let page = operator.get("/upgrades?saved=pruned").await;
        assert!(page.says("The old snapshots are removed.") && !page.says("1\u{a0}snapshot of"), "{}", page.body);
    }

    async fn the_tables_are_checked_on_demand(t: Deployment) {
        t.tenant("paris").await;
        let app = TestApp::start(t).await;
        let mut operator = app.operator().await.speaking("en");
        assert!(operator.get("/upgrades/drift").await.says("Nothing was read back yet"));
        let begun = operator.submit("/upgrades/drift", endpoints::UPGRADES_CHECK.path, &[]).await;
        assert_eq!(begun.leads_to(), Some("/upgrades/drift"), "{}", begun.body);
        operator.reloaded("/upgrades/drift", "All tables are those of a clean install.").await;
    }
}
