use super::{error, run};
use crate::{
    harness::{self, Deployment, Engine, both_engines},
    postgres,
    upgrades::change_central,
};
use jiff::SignedDuration;
use std::{fs, os::unix::fs::PermissionsExt, time::SystemTime};
use tenantry::{
    cli::doctor::{Check, Verdict, examine},
    clock::Clock,
    config::Config,
    db::{Db, Location},
    platform::Platform,
};

/// The settings of the deployment, with a site that looks built.
fn settings(t: &Deployment) -> Config {
    let site = t.directory.join("site");
    fs::create_dir_all(site.join("pkg")).unwrap();
    for file in ["tenantry.wasm", "tenantry.js", "tenantry.css"] {
        fs::write(site.join("pkg").join(file), "").unwrap();
    }
    let mut config = t.platform.config.clone();
    config.server.site_root = site;
    config.pool.max_open_tenants = 10;
    config
}

fn verdicts(checks: &[Check], name: &str) -> Vec<Verdict> {
    checks.iter().filter(|check| check.name == name).map(|check| check.verdict).collect()
}

both_engines! {
    async fn a_healthy_deployment_passes_every_check(t: Deployment) {
        t.tenant("paris").await;
        let checks = examine(&settings(&t)).await;
        assert!(checks.iter().all(|check| check.verdict != Verdict::Fail), "{checks:#?}");
        for name in ["settings", "secrets", "central database", "migrations", "organisations", "tables", "descriptors", "clock", "site files"] {
            assert!(!verdicts(&checks, name).is_empty(), "{name} in {checks:#?}");
        }
        let organisations = checks.iter().find(|check| check.name == "organisations").unwrap();
        assert_eq!(organisations.detail, "1 organisation, every database present");
    }

    async fn tables_that_are_behind_are_found(t: Deployment) {
        t.tenant("paris").await;
        change_central(&t, "update tenant_schema set version = 0").await;
        let tables = |checks: Vec<Check>| checks.into_iter().find(|check| check.name == "tables").unwrap();
        let found = tables(examine(&settings(&t)).await);
        assert_eq!((found.verdict, found.detail.as_str()), (Verdict::Fail, "1 of 1 behind: tenantry migrate"));
        change_central(&t, "update tenant set quarantined_at = created_at, quarantine_error = 'no'").await;
        let found = tables(examine(&settings(&t)).await);
        assert_eq!((found.verdict, found.detail.as_str()), (Verdict::Fail, "1 left out of upgrades: tenantry migrate status"));
    }

    async fn backups_have_a_place_or_it_is_said(t: Deployment) {
        let mut config = settings(&t);
        let backups = async |config: &Config| examine(config).await.into_iter().find(|check| check.name == "backups").unwrap();
        let found = backups(&config).await;
        assert!(found.verdict == Verdict::Ok && found.detail.ends_with("backups, every 24 hours, on the disk of the data"), "{found:?}");
        config.backups.every_hours = 0;
        assert_eq!(backups(&config).await.verdict, Verdict::Warn);
        config.backups.directory = t.directory.join("no-folder");
        fs::write(&config.backups.directory, "").unwrap();
        assert_eq!(backups(&config).await.verdict, Verdict::Fail);
    }

    async fn what_is_wrong_fails_the_command(t: Deployment) {
        let mut config = settings(&t);
        config.server.site_root = t.directory.join("nowhere");
        config.pool.max_open_tenants = u32::MAX;
        config.pool.postgres_connections = u32::MAX;
        let checks = examine(&config).await;
        assert_eq!(verdicts(&checks, "site files"), [Verdict::Fail]);
        assert_eq!(verdicts(&checks, "descriptors"), [Verdict::Fail]);

        // The harness's own settings name no site either.
        let ran = run(&t, &["doctor"]).await;
        assert_eq!(ran.error.as_deref(), Some(""));
        assert!(ran.printed.lines().any(|line| line.starts_with("FAIL  site files")), "{}", ran.printed);
        assert_eq!(error(&t, &["doctor", "--json"]).await, "");
    }
}

both_engines! {
    async fn an_organisation_without_its_database_is_found(t: Deployment) {
        let paris = t.tenant("paris").await;
        t.platform.fleet.close(paris.id).await;
        t.platform.lifecycle.drop(paris.home()).await.unwrap();
        let checks = examine(&settings(&t)).await;
        let organisations = checks.iter().find(|check| check.name == "organisations").unwrap();
        assert_eq!(
            (organisations.verdict, organisations.detail.as_str()),
            (Verdict::Fail, "1 organisation, 1 without its database: paris")
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_folder_of_databases_that_others_may_enter_is_found() {
    harness::run(Engine::Sqlite, |t: Deployment| async move {
        fs::set_permissions(t.directory.join("data"), fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(verdicts(&examine(&settings(&t)).await, "data directory"), [Verdict::Fail]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_went_back_is_found_on_sqlite() {
    harness::run(Engine::Sqlite, |t: Deployment| async move {
        let clock = |checks: Vec<Check>| checks.into_iter().find(|check| check.name == "clock").unwrap();
        assert_eq!(clock(examine(&settings(&t)).await).verdict, Verdict::Ok);
        let file = fs::File::options().write(true).open(t.directory.join("data/central.db")).unwrap();
        let tomorrow = Clock::system().now() + SignedDuration::from_hours(24);
        file.set_modified(SystemTime::from(tomorrow)).unwrap();
        let found = clock(examine(&settings(&t)).await);
        assert!(found.verdict == Verdict::Fail && found.detail.contains("central.db was written at "), "{found:?}");
    })
    .await;
}

#[tokio::test]
async fn a_settings_file_with_a_secret_is_its_owners_alone() {
    let directory = std::env::temp_dir().join(format!("tenantry_secrets_{}", std::process::id()));
    fs::create_dir_all(&directory).unwrap();
    let file = directory.join("tenantry.toml");
    let texts = [
        ("[database]\nlocation = \"postgres://ann:s3cret@127.0.0.1:1/central\"", Some("database.location")),
        (
            "[database]\nlocation = \"postgres://127.0.0.1:1/central?user=ann&password=s3cret\"",
            Some("database.location"),
        ),
        ("[mail]\nsmtp = \"smtps://ann:s3cret@127.0.0.1:1\"", Some("mail.smtp")),
        ("[traces]\nheaders = \"x-api-key=s3cret\"", Some("traces.headers")),
        ("[mail]\nsmtp = \"smtp://127.0.0.1:1\"", None),
    ];
    for (text, held) in texts {
        for mode in [0o644, 0o600] {
            fs::write(&file, text).unwrap();
            fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
            let mut config = Config::load(Some(&file)).unwrap();
            if held != Some("database.location") {
                config.database.location = Location::Sqlite(directory.join("data"));
            }
            let checks = examine(&config).await;
            let is_open = mode == 0o644 && held.is_some();
            let verdict = if is_open { Verdict::Fail } else { Verdict::Ok };
            assert_eq!(verdicts(&checks, "secrets"), [verdict], "{mode:o} {text}");
            let said = &checks.iter().find(|check| check.name == "secrets").unwrap().detail;
            assert_eq!(
                (said.contains("chmod 600"), held.is_none_or(|key| said.contains(key))),
                (is_open, true),
                "{said}"
            );
            assert!(!format!("{checks:?}").contains("s3cret"));
        }
    }
    fs::remove_dir_all(&directory).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_login_lacks_and_what_others_may_is_told_in_a_line() {
    let t = postgres::deployment_with("createdb").await;
    let rights = |checks: Vec<Check>| checks.into_iter().find(|check| check.name == "rights").unwrap();
    let found = rights(examine(&settings(&t)).await);
    let is_mended_by = |right: &str| found.detail.ends_with(&format!(" {right}"));
    assert!(found.verdict == Verdict::Fail && is_mended_by("createrole"), "{found:?}");
    assert!(found.detail.contains(" lacks CREATEROLE: alter role "), "{found:?}");
    let _ = std::fs::remove_dir_all(&t.directory);

    let t = Deployment::start(Engine::Postgres).await;
    let Db::Postgres(central) = &t.platform.central else { panic!("this deployment is on PostgreSQL") };
    assert_eq!(rights(examine(&settings(&t)).await).verdict, Verdict::Ok);
    let open = "do $$ begin execute format('grant connect on database %I to public', current_database()); end $$";
    sqlx::raw_sql(open).execute(&mut *central.acquire().await.unwrap()).await.unwrap();
    for _ in 0..2 {
        assert_eq!(rights(examine(&settings(&t)).await).verdict, Verdict::Warn, "looking changes nothing");
    }
    Platform::open(t.platform.config.clone()).await.unwrap();
    assert_eq!(rights(examine(&settings(&t)).await).verdict, Verdict::Ok);
    let _ = std::fs::remove_dir_all(&t.directory);
}

#[tokio::test]
async fn before_the_first_start_nothing_is_made() {
    let data = std::env::temp_dir().join(format!("tenantry_doctor_{}", std::process::id()));
    let mut config = Config::default();
    config.database.location = Location::Sqlite(data.clone());
    let checks = examine(&config).await;
    assert_eq!(verdicts(&checks, "central database"), [Verdict::Ok]);
    assert_eq!(verdicts(&checks, "data directory"), [Verdict::Ok]);
    assert!(!data.exists());
}

#[tokio::test]
async fn an_unreachable_server_is_told_without_the_password() {
    let mut config = Config::default();
    config.database.location = "postgres://ann:s3cret@127.0.0.1:1/central".parse().unwrap();
    let checks = examine(&config).await;
    assert_eq!(verdicts(&checks, "central database"), [Verdict::Fail]);
    assert!(!format!("{checks:?}").contains("s3cret"));
}
