use super::{address_of, at, lend, login, made, on, server};
use crate::{
    cli::{document, error, run, text},
    cluster,
    harness::{Deployment, both_engines},
    stock::node,
    upgrades::central,
};
use std::fs;
use tenantry::{
    cli::doctor::{Verdict, examine},
    context::Author,
    fault::{Kind, Problem},
    provisioning::Terms,
    servers::{self, Placement},
};

/// A file with an address, as an operator keeps one.
fn address_file(t: &Deployment, address: &str) -> String {
    let file = t.directory.join("address");
    fs::write(&file, format!("{address}\n")).unwrap();
    file.to_str().unwrap().to_owned()
}

async fn refused(t: &Deployment, address: &str) -> String {
    let fault = servers::add(&t.platform, &server("eu-1", address), &Author::CommandLine).await.unwrap_err().fault;
    assert_eq!(servers::list(&t.platform).await.unwrap(), [], "nothing is registered");
    match fault.problem_of("address") {
        Some(Problem::ServerUnusable { reason }) => reason.clone(),
        other => panic!("{other:?}"),
    }
}

both_engines! {
    async fn a_server_is_added_listed_checked_drained_and_resumed(t: Deployment) {
        let file = address_file(&t, &cluster::address());
        let added = text(&t, &["server", "add", "eu-1", "--region", "eu", "--capacity", "4", "--address-file", &file]).await;
        assert!(added.starts_with("eu-1 is registered: PostgreSQL 1"), "{added}");
        assert!(added.contains("not encrypted, 200 connections at most"), "{added}");
        made(&t, "paris", at("eu-1")).await.unwrap();

        let listed = document(&t, &["server", "list"]).await;
        assert_eq!((listed[0]["name"].as_str(), listed[0]["tenants"].as_i64(), listed[0]["capacity"].as_i64()), (Some("eu-1"), Some(1), Some(4)));
        assert!(text(&t, &["server", "list"]).await.contains("1 of 4 (25 %)"));
        t.clock.advance(jiff::SignedDuration::from_mins(1));
        assert!(text(&t, &["server", "check"]).await.starts_with("ok    eu-1: PostgreSQL"));
        assert_eq!(document(&t, &["server", "check", "eu-1"]).await[0]["facts"]["max_connections"], 200);
        let listed = document(&t, &["server", "list"]).await;
        assert_eq!((listed[0]["checked_at"].as_str(), listed[0]["last_error"].as_str()), (Some("2026-03-15T12:01:00Z"), None));

        let tried = text(&t, &["server", "drain", "eu-1", "--dry-run"]).await;
        assert!(tried.contains("eu-1 gets no new organisations") && tried.contains("1 organisation of it stay there"), "{tried}");
        assert_eq!(document(&t, &["server", "drain", "eu-1", "--dry-run"]).await["state"], "active");
        assert_eq!(document(&t, &["server", "list"]).await[0]["state"], "active", "a dry run changes nothing");
        assert!(error(&t, &["server", "drain", "eu-1"]).await.contains("--yes"), "nobody is there to be asked");
        assert_eq!(document(&t, &["server", "drain", "eu-1", "--yes"]).await["state"], "draining");
        assert_eq!(document(&t, &["server", "list"]).await[0]["state"], "draining");
        assert_eq!(made(&t, "lyon", at("eu-1")).await.unwrap_err().fault.problem_of("server"), Some(&Problem::ServerDraining));
        assert_eq!(lend(&t, "paris").await, ["Ruth of paris"], "who is there goes on");
        assert_eq!(document(&t, &["server", "resume", "eu-1", "--dry-run"]).await["state"], "draining");
        assert_eq!(document(&t, &["server", "list"]).await[0]["state"], "draining", "a dry run changes nothing");
        text(&t, &["server", "resume", "eu-1"]).await;
        made(&t, "lyon", at("eu-1")).await.unwrap();
    }

    async fn the_region_and_the_capacity_of_a_server_are_changed(t: Deployment) {
        t.register("eu-1", "eu", 2).await;
        for slug in ["paris", "lyon"] {
            made(&t, slug, at("eu-1")).await.unwrap();
        }
        let server = async || servers::find(&t.platform, "eu-1").await.unwrap().unwrap();
        let tried = text(&t, &["server", "edit", "eu-1", "--capacity", "1", "--dry-run"]).await;
        assert!(tried.contains("warning: 1 organisation more than that live on eu-1.") && tried.ends_with("this is a dry run.\n"), "{tried}");
        assert_eq!((server().await.capacity, central(&t, "select count(*) from audit_event where kind = 'server-changed'").await), (2, 0));

        let said = document(&t, &["server", "edit", "eu-1", "--capacity", "1", "--region", "west"]).await;
        assert_eq!((said["server"]["region"].as_str(), said["server"]["capacity"].as_i64(), said["too_many"].as_i64()), (Some("west"), Some(1), Some(1)));
        let kept = server().await;
        assert_eq!((kept.region.as_str(), kept.capacity, kept.tenants), ("west", 1, 2), "nobody is sent away");
        assert_eq!(lend(&t, "paris").await, ["Ruth of paris"]);
        assert_eq!(made(&t, "nord", at("eu-1")).await.unwrap_err().fault.problem_of("server"), Some(&Problem::ServerFull));
        let there = Terms { region: Some("west".into()), ..on(Placement::PostgresServer) };
        text(&t, &["server", "edit", "eu-1", "--capacity", "3"]).await;
        made(&t, "nord", there).await.unwrap();

        let events = tenantry::audit::recent(&t.platform, 50).await.unwrap();
        let mut told: Vec<&str> = events.iter().filter(|event| event.kind == "server-changed").map(|event| event.detail.as_str()).collect();
        told.sort_unstable();
        assert_eq!(told, ["eu-1: capacity 1 → 3", "eu-1: region eu → west, capacity 2 → 1"]);
        text(&t, &["server", "edit", "eu-1", "--capacity", "3"]).await;
        assert_eq!(central(&t, "select count(*) from audit_event where kind = 'server-changed'").await, 2, "nothing has changed");

        let wrong = error(&t, &["server", "edit", "eu-1", "--capacity", "0", "--region", "Far Away"]).await;
        assert!(wrong.contains("region: may hold a-z") && wrong.contains("capacity: is not from 1 to"), "{wrong}");
        assert_eq!(server().await.capacity, 3, "nothing is lost when it fails");
        assert_eq!(error(&t, &["server", "edit", "nowhere", "--capacity", "5"]).await, "there is no server “nowhere”");
    }

    async fn servers_are_looked_at_by_themselves_and_by_one_node(t: Deployment) {
        let other = node(&t, 0).await;
        let user = login(&t, "secret", "createdb createrole").await;
        servers::add(&t.platform, &server("eu-1", &address_of(&user, "secret")), &Author::CommandLine).await.unwrap();
        t.register("eu-2", "eu", 4).await;
        let events = central(&t, "select count(*) from audit_event").await;
        assert_eq!(servers::check_due(&t.platform).await.unwrap(), 0, "they were looked at a moment ago");
        let owner = crate::postgres::as_owner(&t, "postgres").await;
        for (may, told) in [("nologin", Some("not permitted to log in")), ("login", None)] {
            let block = match may {
                "login" => "do $$ begin execute format('alter role %I login', current_setting('tests.name')); end $$",
                _ => "do $$ begin execute format('alter role %I nologin', current_setting('tests.name')); end $$",
            };
            crate::postgres::execute_for(&owner, &user, block).await;
            t.clock.advance(jiff::SignedDuration::from_mins(5));
            let (one, two) = tokio::join!(servers::check_due(&t.platform), servers::check_due(&other));
            assert_eq!(one.unwrap() + two.unwrap(), 2, "each is looked at once");
            let listed = servers::list(&t.platform).await.unwrap();
            let now = t.clock.now().to_string();
            assert!(listed.iter().all(|server| server.checked_at.as_ref() == Some(&now)), "{listed:?}");
            let error = listed[0].last_error.as_deref();
            assert_eq!(error.is_some(), told.is_some(), "{error:?}");
            assert!(told.is_none_or(|told| error.unwrap().contains(told)), "{error:?}");
            assert_eq!(listed[1].last_error, None, "the other one is well");
        }
        assert_eq!(central(&t, "select count(*) from audit_event").await, events, "nobody did anything");
    }

    async fn every_wrong_field_is_told(t: Deployment) {
        let file = address_file(&t, "mysql://x");
        let message = error(&t, &["server", "add", "EU 1", "--region", "", "--capacity", "0", "--address-file", &file]).await;
        for line in ["name: may hold a-z", "region: is missing", "capacity: is not from 1 to", "address: is not postgres://user"] {
            assert!(message.contains(line), "{line} in {message}");
        }
        t.register("eu-1", "eu", 1).await;
        let fault = servers::add(&t.platform, &server("eu-1", &cluster::address()), &Author::CommandLine).await.unwrap_err().fault;
        assert_eq!(fault.problem_of("name"), Some(&Problem::Taken));
        for command in [&["server", "drain", "nowhere"][..], &["server", "resume", "nowhere"], &["server", "check", "nowhere"]] {
            assert_eq!(error(&t, command).await, "there is no server “nowhere”");
        }
    }

    async fn a_server_that_nobody_can_live_on_is_refused(t: Deployment) {
        let reason = refused(&t, "postgres://ann:s3cret@127.0.0.1:1/postgres").await;
        assert!(reason.contains("refused"), "{reason}");
        let poor = login(&t, "secret", "createdb").await;
        let reason = refused(&t, &address_of(&poor, "secret")).await;
        assert!(reason.contains(&format!("{poor} lacks CREATEROLE")), "{reason}");
        let reason = refused(&t, &address_of(&poor, "wrong")).await;
        assert!(reason.contains("password authentication failed"), "{reason}");
    }

    async fn what_an_address_says_of_encryption_holds(t: Deployment) {
        // The tests' server speaks no TLS.
        for mode in ["require", "verify-ca", "verify-full"] {
            let reason = refused(&t, &format!("{}?sslmode={mode}", cluster::address())).await;
            assert!(reason.contains("TLS"), "{mode}: {reason}");
        }
        servers::add(&t.platform, &server("eu-1", &format!("{}?sslmode=prefer", cluster::address())), &Author::CommandLine).await.unwrap();
    }

    async fn a_key_that_is_gone_or_another_is_told_and_nothing_breaks(t: Deployment) {
        t.register("eu-1", "eu", 10).await;
        made(&t, "paris", at("eu-1")).await.unwrap();
        let key = t.platform.config.database.key_file().path().to_owned();
        let other = || fs::write(&key, "5e".repeat(32)).unwrap();
        let gone = || fs::remove_file(&key).unwrap();
        // A process that starts now knows no address yet.
        for (spoil, told) in [(&other as &dyn Fn(), "is not the one that this was sealed with"), (&gone, "No such file")] {
            spoil();
            let later = crate::upgrades::next_version(&t).await;
            let ran = run(&later, &["server", "check"]).await;
            assert!(ran.error.is_some() && ran.printed.contains("FAIL  eu-1: ") && ran.printed.contains(told), "{}", ran.printed);
            assert!(document(&later, &["server", "list"]).await[0]["last_error"].as_str().unwrap().contains(told));
            let paris = later.tenant("paris").await;
            let error = later.platform.fleet.open(&paris).await.unwrap_err();
            assert!(matches!(error.kind(), Kind::Unavailable { .. }) && error.with_causes().contains(told), "{}", error.with_causes());
            let checks = examine(&later.platform.config).await;
            assert!(checks.iter().any(|check| check.verdict == Verdict::Fail && check.detail.contains(told)), "{checks:#?}");
        }
        let error = servers::add(&t.platform, &server("eu-2", &cluster::address()), &Author::CommandLine).await.unwrap_err();
        assert!(error.with_causes().contains("No such file"), "no new key is made beside what an older one has sealed");
        assert_eq!(lend(&t, "paris").await, ["Ruth of paris"], "who has the address goes on");
    }

    async fn a_server_gets_another_address_and_a_new_key(t: Deployment) {
        let user = login(&t, "old-password", "createdb createrole").await;
        servers::add(&t.platform, &server("eu-1", &address_of(&user, "old-password")), &Author::CommandLine).await.unwrap();
        for slug in ["paris", "lyon"] {
            made(&t, slug, at("eu-1")).await.unwrap();
        }
        let owner = crate::postgres::as_owner(&t, "postgres").await;
        let block = "do $$ begin execute format('alter role %I password ''new-password'' ', current_setting('tests.name')); end $$";
        crate::postgres::execute_for(&owner, &user, block).await;
        let wrong = address_file(&t, &address_of(&user, "wrong"));
        assert!(error(&t, &["server", "readdress", "eu-1", "--address-file", &wrong]).await.contains("password authentication failed"));
        fs::remove_file(t.platform.config.database.key_file().path()).unwrap();
        let file = address_file(&t, &address_of(&user, "new-password"));
        assert_eq!(error(&t, &["server", "readdress", "nowhere", "--address-file", &file]).await, "there is no server “nowhere”");
        let tried = text(&t, &["server", "readdress", "eu-1", "--address-file", &file, "--dry-run"]).await;
        assert!(tried.starts_with("eu-1 will have this address: PostgreSQL") && tried.ends_with("this is a dry run.\n"), "{tried}");
        assert_eq!(document(&t, &["server", "readdress", "eu-1", "--address-file", &file, "--dry-run"]).await["dry_run"], true);
        assert!(!t.platform.config.database.key_file().path().exists(), "nothing was sealed");
        for unusable in ["nonsense", &address_of(&user, "wrong")] {
            let file = address_file(&t, unusable);
            assert!(run(&t, &["server", "readdress", "eu-1", "--address-file", &file, "--dry-run"]).await.error.is_some());
        }
        let file = address_file(&t, &address_of(&user, "new-password"));
        let said = text(&t, &["server", "readdress", "eu-1", "--address-file", &file]).await;
        assert!(said.starts_with("eu-1 has its new address: PostgreSQL"), "{said}");
        // A process that starts now, and the one that had the older address.
        assert_eq!(lend(&crate::upgrades::next_version(&t).await, "paris").await, ["Ruth of paris"]);
        let lyon = t.tenant("lyon").await;
        t.platform.fleet.close(lyon.id).await;
        tokio::time::sleep(std::time::Duration::from_millis(2_100)).await;
        assert_eq!(lend(&t, "lyon").await, ["Ruth of lyon"]);
    }

    async fn doctor_looks_at_the_key_and_at_the_servers(t: Deployment) {
        let verdict = async |name: &str| {
            let checks = examine(&t.platform.config).await;
            checks.into_iter().find(|check| check.name == name).map(|check| (check.verdict, check.detail))
        };
        let (found, detail) = verdict("key file").await.unwrap();
        assert!(found == Verdict::Ok && detail.contains("the first server makes it"), "{detail}");
        assert_eq!(verdict("server").await, None);
        t.register("eu-1", "eu", 10).await;
        let (found, detail) = verdict("key file").await.unwrap();
        assert!(found == Verdict::Ok && detail.ends_with("mode 600"), "{detail}");
        let (found, detail) = verdict("server").await.unwrap();
        assert!(found == Verdict::Warn && detail.contains("not encrypted"), "{detail}");
        let key = t.platform.config.database.key_file().path().to_owned();
        fs::set_permissions(&key, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
        let (found, detail) = verdict("key file").await.unwrap();
        assert!(found == Verdict::Fail && detail.contains("chmod 600"), "{detail}");
    }

    async fn doctor_tells_of_a_placement_that_finds_no_server(t: Deployment) {
        let mut config = t.platform.config.clone();
        config.placement.default.0 = Some(Placement::PostgresServer);
        let policy = async || examine(&config).await.into_iter().find(|check| check.name == "placement");
        assert!(policy().await.unwrap().detail.contains("postgres-server needs a registered server"));
        t.register("eu-1", "eu", 1).await;
        assert_eq!(policy().await, None);
        servers::drain(&t.platform, "eu-1", &Author::CommandLine).await.unwrap();
        assert_eq!(policy().await.unwrap().verdict, Verdict::Fail);
    }
}
