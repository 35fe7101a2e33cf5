use super::{document, error, parse, run, text};
use crate::{
    harness::{Deployment, Engine, both_engines},
    upgrades::{broken_off_at, change_central, fleet, next_version, options, poison},
};
use tenantry::{
    operators::{self, Person, TrailQuery},
    upgrades,
};

/// However slow a busy machine becomes meanwhile.
const PATIENTLY: &[&str] = &["migrate", "run", "--latency-rise", "60000"];

both_engines! {
    async fn migrating_again_changes_nothing(t: Deployment) {
        for slug in ["paris", "lyon"] {
            t.tenant(slug).await;
        }
        let printed = text(&t, &["migrate"]).await;
        assert!(printed.ends_with("2 organisations: nothing to do\n"), "{printed}");
        let migrated = document(&t, &["migrate"]).await;
        assert_eq!((migrated["outcome"].as_str(), migrated["plan"]["organisations"].as_i64()), (Some("nothing-to-do"), Some(2)));
    }

    async fn without_a_subcommand_everybody_is_migrated(t: Deployment) {
        fleet(&t, 3).await;
        let next = next_version(&t).await;
        let planned = text(&next, &["migrate", "plan"]).await;
        let (from, to) = (crate::upgrades::unreleased() - 1, crate::upgrades::unreleased());
        let expected = format!("3 organisations: 3 to migrate\ntables  from  to  organisations\ncore    {from}     {to}   3\ncohorts: canary 1, tenth 0, rest 2\nsnapshots: about ");
        assert!(planned.starts_with(&expected), "{planned}");
        let printed = text(&next, &["migrate"]).await;
        assert!(printed.ends_with("3 organisations: 3 done, 0 failed, 0 left\n"), "{printed}");
        let status = document(&next, &["migrate", "status"]).await;
        assert_eq!((status["last_run"]["state"].as_str(), status["last_run"]["done"].as_i64(), status["plan"]["behind"].as_i64()), (Some("done"), Some(3), Some(0)));
        assert_eq!((status["last_run"]["total"].as_i64(), status["last_run"]["left"].as_i64()), (Some(3), Some(0)));
        assert_eq!((status["last_run"]["rehearsed"].as_i64(), status["last_run"]["to_rehearse"].as_i64()), (Some(3), Some(3)));
    }

    async fn a_run_is_tried_and_nothing_is_changed(t: Deployment) {
        let tenants = fleet(&t, 3).await;
        let none = text(&t, &["migrate", "run", "--dry-run"]).await;
        assert!(none.contains("3 organisations: nothing to do"), "{none}");
        poison(&t, &tenants[2]).await;
        let next = next_version(&t).await;
        let tried = text(&next, &["migrate", "run", "--dry-run", "--dry-run-on", "2"]).await;
        assert!(tried.starts_with("3 organisations will be migrated, each after a snapshot.\ncopies on which it is tried first: 2\ncohorts: canary 1, tenth 0, rest 2\nsnapshots: about "), "{tried}");
        assert!(tried.ends_with("\nNothing was changed: this is a dry run.\n"), "{tried}");
        let document = document(&next, &["migrate", "run", "--dry-run"]).await;
        assert_eq!((document["dry_run"].as_bool(), document["foreseen"]["begins"]["organisations"].as_i64()), (Some(true), Some(3)));
        let unknown = error(&next, &["migrate", "run", "--dry-run", "--canary", "nobody"]).await;
        assert_eq!(unknown, "nobody can't be a canary: a run doesn't migrate it");
        assert!(text(&next, &["migrate", "resume", "--dry-run"]).await.starts_with("There is nothing to go on with.\nNothing was changed"));
        assert!(text(&next, &["migrate", "status"]).await.contains("3 to migrate"), "nothing was changed");

        let halted = run(&next, &["migrate", "run", "--canary", "house-002", "--dry-run-on", "none"]).await;
        assert!(halted.printed.contains("The run halted"), "{}", halted.printed);
        assert!(run(&next, &["migrate", "run", "--dry-run"]).await.printed.contains("The run halted"), "as the run would");
        let tried = text(&next, &["migrate", "resume", "--dry-run"]).await;
        assert!(tried.contains("goes on, without those who failed:\n3 organisations: 0 done, 1 failed, 2 left"), "{tried}");
        let unfinished = super::document(&next, &["migrate", "resume", "--dry-run"]).await;
        assert_eq!((unfinished["dry_run"].as_bool(), unfinished["unfinished"]["run"]["left"].as_i64()), (Some(true), Some(2)));
        assert_eq!(super::document(&next, &["migrate", "status"]).await["last_run"]["state"], "halted");
    }

    async fn one_that_fails_is_named_and_the_others_go_on(t: Deployment) {
        let tenants = fleet(&t, 3).await;
        poison(&t, &tenants[2]).await;
        let next = next_version(&t).await;
        let ran = run(&next, &["migrate", "run", "--canary", "house-000", "--dry-run-on", "none"]).await;
        assert_eq!(ran.error.as_deref(), Some(""), "reported by exit code");
        assert!(ran.printed.contains("3 organisations: 2 done, 1 failed, 0 left\n  house-002: "), "{}", ran.printed);
        let again = run(&next, &["migrate"]).await;
        assert_eq!(again.error.as_deref(), Some(""), "one is still behind");
        assert!(again.printed.contains("1 left out, in quarantine"), "{}", again.printed);
    }

    async fn a_run_that_halted_says_how_it_goes_on(t: Deployment) {
        let tenants = fleet(&t, 3).await;
        poison(&t, &tenants[2]).await;
        let next = next_version(&t).await;
        let ran = run(&next, &["migrate", "run", "--canary", "house-002", "--dry-run-on", "none"]).await;
        assert!(ran.printed.contains("The run halted, canary: 1 of 1 failed, more than its error budget."), "{}", ran.printed);
        assert!(ran.printed.contains("`tenantry migrate resume` goes on"), "{}", ran.printed);
        let again = run(&next, &["migrate", "--json"]).await;
        assert!(again.printed.contains(r#""outcome": "halted""#) && again.error.is_some(), "{}", again.printed);
        let resumed = run(&next, &["migrate", "resume", "--at-once", "2"]).await;
        assert!(resumed.printed.contains("3 organisations: 2 done, 1 failed, 0 left"), "{}", resumed.printed);
    }

    async fn a_run_is_stopped_and_resumed(t: Deployment) {
        fleet(&t, 3).await;
        let next = next_version(&t).await;
        assert_eq!(text(&next, &["migrate", "halt", "--yes"]).await, "No run is under way.\n");
        broken_off_at(&next, upgrades::Step::Begun, options()).await;
        assert_eq!(error(&next, &["migrate", "halt"]).await, "--yes says that it is meant");
        let tried = text(&next, &["migrate", "halt", "--dry-run"]).await;
        assert!(tried.contains("What is under way is finished: 0 organisations.\n3 organisations wait as they are"), "{tried}");
        let document = document(&next, &["migrate", "halt", "--dry-run"]).await;
        assert_eq!((document["halted"].as_bool(), document["run"]["state"].as_str()), (Some(false), Some("running")));
        let stopped = text(&next, &["migrate", "halt", "--yes"]).await;
        assert!(stopped.contains("The run halted, canary: stopped by an operator.\n`tenantry migrate resume` goes on"), "{stopped}");
        let resumed = text(&next, &["migrate", "resume"]).await;
        assert!(resumed.contains("3 organisations: 3 done, 0 failed, 0 left"), "{resumed}");
        let resumed = deeds(&next).await.iter().filter(|(kind, _)| kind == "upgrade-resumed").count();
        assert_eq!(resumed, 1, "who went on with it is in the trail");
    }

    async fn a_run_begins_where_its_snapshots_have_room_or_somebody_says_so(t: Deployment) {
        fleet(&t, 2).await;
        let next = next_version(&t).await;
        change_central(&next, "update tenant set database_bytes = 4000000000000000000").await;
        let planned = document(&next, &["migrate", "plan"]).await;
        let is_file = t.placement() == tenantry::servers::Placement::Sqlite;
        assert_eq!(planned["snapshots"]["all"].as_i64(), Some(8_000_000_000_000_000_000));
        let on_disk = if is_file { 8_000_000_000_000_000_000 } else { 0 };
        assert_eq!(planned["snapshots"]["on_disk"].as_i64(), Some(on_disk));
        assert_eq!(planned["snapshots"]["free"].as_i64().is_some(), is_file, "a server's disk isn't seen");
        let printed = text(&next, &["migrate", "plan"]).await;
        assert_eq!(printed.contains("too little room for them: no run begins without --ignore-room"), is_file, "{printed}");
        if is_file {
            for arguments in [&["migrate", "run"][..], &["migrate", "run", "--dry-run"]] {
                let refused = error(&next, arguments).await;
                assert!(refused.starts_with("the disk has too little room (--ignore-room begins all the same): snapshots: about "), "{refused}");
            }
        }
        let ran = text(&next, &[PATIENTLY, &["--ignore-room"]].concat()).await;
        assert!(ran.contains("2 organisations: 2 done, 0 failed, 0 left"), "{ran}");
    }

    async fn a_rollback_says_what_it_will_do_and_asks(t: Deployment) {
        fleet(&t, 2).await;
        let next = next_version(&t).await;
        assert_eq!(error(&next, &["migrate", "rollback", "house-001"]).await, "there is no snapshot of house-001");
        text(&next, PATIENTLY).await;
        let tried = text(&next, &["migrate", "rollback", "house-001", "--dry-run"]).await;
        assert!(tried.contains("What was written since is lost") && tried.contains("house-001  2026-03-15T12:00:00Z"), "{tried}");
        assert!(tried.contains("Nothing was changed"), "{tried}");
        let unasked = error(&next, &["migrate", "rollback", "house-001"]).await;
        assert_eq!(unasked, "this can't be undone: --yes says that it is meant");
        let done = document(&next, &["migrate", "rollback", "house-001", "--yes"]).await;
        assert_eq!((done["restored"][0].as_str(), done["failed"].as_array().map(Vec::len)), (Some("house-001"), Some(0)));
        let plan = run(&next, &["migrate", "plan"]).await.printed;
        assert!(plan.contains("house-001: taken back to its snapshot by an operator"), "{plan}");
        let run = upgrades::last_run(&next.platform).await.unwrap().unwrap().to_string();
        let tried = text(&next, &["migrate", "rollback", "--run", &run, "--dry-run"]).await;
        assert!(tried.starts_with("1 organisation goes back to its snapshot.") && tried.contains("Nothing was changed"), "{tried}");
        let tried = document(&next, &["migrate", "rollback", "--run", &run, "--dry-run"]).await;
        assert_eq!((tried["dry_run"].as_bool(), tried["organisations"][0]["slug"].as_str()), (Some(true), Some("house-000")));
        let nobody = "0198c7f0-0000-7000-8000-000000000000";
        assert_eq!(error(&next, &["migrate", "rollback", "--run", nobody, "--yes"]).await, "there is no snapshot of that run");
        for wrong in [&["migrate", "rollback"][..], &["migrate", "rollback", "house-000", "--all"], &["migrate", "rollback", "house-000", "--run", nobody]] {
            assert!(parse(wrong).is_err(), "{wrong:?}");
        }
        let all = document(&next, &["migrate", "rollback", "--run", &run, "--yes"]).await;
        assert_eq!(all["restored"][0].as_str(), Some("house-000"));
        assert_eq!(
            deeds(&next).await,
            [
                ("run-rollback-ordered".into(), format!("{run}: 1 organisations")),
                ("tenant-rollback-ordered".into(), "house-001".into()),
                ("upgrade-started".into(), format!("{run}: 2 organisations")),
            ],
            "the trail has what was ordered, and nothing of what was only tried"
        );
    }

    async fn old_snapshots_are_removed(t: Deployment) {
        fleet(&t, 2).await;
        let next = next_version(&t).await;
        text(&next, PATIENTLY).await;
        assert_eq!(text(&next, &["migrate", "prune"]).await, "0 snapshots removed\n");
        next.clock.advance(jiff::SignedDuration::from_hours(24 * 14));
        let tried = text(&next, &["migrate", "prune", "--dry-run"]).await;
        assert!(tried.starts_with("2 snapshots of 14 days ago and more will be removed."), "{tried}");
        assert_eq!(document(&next, &["migrate", "prune", "--yes"]).await["removed"].as_i64(), Some(2));
        assert_eq!(text(&next, &["migrate", "prune"]).await, "0 snapshots removed\n");
    }

    async fn drift_is_listed(t: Deployment) {
        let tenants = fleet(&t, 2).await;
        assert!(text(&t, &["migrate", "status", "--drift"]).await.contains("2 read back: 0 with other tables than a clean install"));
        crate::upgrades::by_hand(&t, &tenants[0], "create table mine (id bigint)").await;
        let ran = run(&t, &["migrate", "status", "--drift"]).await;
        assert!(ran.printed.contains("  house-000: table mine is not part of a clean install\n"), "{}", ran.printed);
        assert_eq!(ran.error.as_deref(), Some(""));
    }

    async fn an_older_program_refuses(t: Deployment) {
        fleet(&t, 1).await;
        next_version(&t).await;
        let said = error(&t, &["migrate"]).await;
        let head = crate::upgrades::unreleased();
        let expected = format!("version {head} of core is known to this deployment, this program knows {}: run the newer program", head - 1);
        assert_eq!(said, expected);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_is_none_is_told_of() {
    crate::harness::run(Engine::Sqlite, |t: Deployment| async move {
        let tenants = fleet(&t, 2).await;
        let file = t.directory.join(format!("data/tenants/{}.db", tenants[0].database()));
        std::fs::write(
            file,
            "not a database, and as long as the header of one would be: a hundred bytes and then a few more of them",
        )
        .unwrap();
        let next = next_version(&t).await;
        let ran = run(&next, &["migrate"]).await;
        assert!(
            ran.printed.contains("2 organisations: 1 done, 1 failed, 0 left\n  house-000: on a copy"),
            "{}",
            ran.printed
        );
        assert!(ran.printed.contains("file is not a database"), "{}", ran.printed);
    })
    .await;
}

/// What the operators' trail has of the command line, the newest first.
async fn deeds(t: &Deployment) -> Vec<(String, String)> {
    let trail = operators::trail(&t.platform, &TrailQuery::default()).await.unwrap();
    let here = |by: &Option<Person>| by.as_ref().is_some_and(|by| by.name == "command line" && by.email.is_empty());
    let of_upgrades = |kind: &str| kind.contains("rollback") || kind.starts_with("upgrade");
    let own = trail.events.into_iter().filter(|event| here(&event.by) && of_upgrades(&event.kind));
    own.map(|event| (event.kind, event.detail)).collect()
}
