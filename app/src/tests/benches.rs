//! The benchmarks as anybody runs them, with a handful of organisations. What they measure is the machine's.

use crate::{
    cluster,
    harness::{Deployment, Engine, both_engines},
};
use serde_json::Value;
use std::path::PathBuf;
use tokio::process::Command;

/// A file with the address of the tests' own server.
fn address(t: &Deployment) -> PathBuf {
    let file = t.directory.join("postgres");
    std::fs::write(&file, cluster::address()).unwrap();
    file
}

/// What a benchmark printed as a document: each row's name, and what was measured.
async fn measured(t: &Deployment, arguments: &[&str]) -> Vec<(String, String)> {
    let file = address(t);
    let is_postgres = t.engine == Engine::Postgres || arguments.contains(&"move");
    let postgres = ["--postgres", file.to_str().unwrap()];
    let ran = Command::new(env!("CARGO_BIN_EXE_tenantry"))
        .args(["--json", "bench"])
        .args(arguments)
        .args(is_postgres.then_some(postgres).into_iter().flatten())
        .current_dir(&t.directory)
        .env("TMPDIR", &t.directory)
        .output()
        .await
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{arguments:?}: {said}");
    let document: Value = serde_json::from_slice(&ran.stdout).unwrap();
    let rows = document["rows"].as_array().unwrap().iter();
    let text = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
    rows.map(|row| (text(row, "what"), text(row, "measured"))).collect()
}

fn has(rows: &[(String, String)], what: &str) -> bool {
    rows.iter().any(|(name, _)| name.contains(what))
}

fn of<'r>(rows: &'r [(String, String)], what: &str) -> &'r str {
    rows.iter().find(|(name, _)| name == what).map_or("", |(_, measured)| measured)
}

both_engines! {
    async fn a_fleet_is_made_visited_migrated_and_removed(t: Deployment) {
        let rows = measured(&t, &["fleet", "--tenants", "3", "--visits", "30", "--watched", "1"]).await;
        for what in ["made, organisations a second", "its descriptors", "beside the flood, p99", " migrated in ", "nothing to do", "removed"] {
            assert!(has(&rows, what), "{what}: {rows:?}");
        }
        assert_eq!(of(&rows, "30 visits at random, errors"), "0", "{rows:?}");
        let left = std::fs::read_dir(&t.directory).unwrap().flatten();
        let left: Vec<_> = left.filter(|entry| entry.file_name().to_string_lossy().starts_with("tenantry_bench_")).collect();
        assert!(left.is_empty(), "{left:?}");
    }

    async fn strangers_sign_up(t: Deployment) {
        let rows = measured(&t, &["sign-ups", "--rate", "3", "--seconds", "1", "--stock", "2"]).await;
        assert_eq!((of(&rows, "errors"), of(&rows, "left half-made")), ("0", "0"), "{rows:?}");
    }
}

/// Both engines are in it, whichever the central database has.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_organisation_goes_along_every_way() {
    let t = Deployment::start(Engine::Sqlite).await;
    let rows = measured(&t, &["move", "--rows", "1000"]).await;
    let read_only = rows.iter().filter(|(name, _)| name.ends_with(", read-only")).count();
    assert_eq!(read_only, 12, "{rows:?}");
    std::fs::remove_dir_all(&t.directory).unwrap();
}
