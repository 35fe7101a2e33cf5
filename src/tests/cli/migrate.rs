use super::{document, run, text};
use crate::harness::{self, Deployment, Engine, both_engines};

both_engines! {
    async fn migrating_again_changes_nothing(t: Deployment) {
        for slug in ["paris", "lyon"] {
            t.tenant(slug).await;
        }
        let printed = text(&t, &["migrate"]).await;
        assert!(printed.ends_with("2 organisations: 0 failed\n"), "{printed}");
        let migrated = document(&t, &["migrate"]).await;
        assert_eq!((migrated["organisations"].as_i64(), migrated["failures"].as_array().map(Vec::len)), (Some(2), Some(0)));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_that_fails_is_named_and_the_others_go_on() {
    harness::run(Engine::Sqlite, |t: Deployment| async move {
        let paris = t.tenant("paris").await;
        t.platform.fleet.close(paris.id).await;
        for file in databases_of_tenants(&t) {
            std::fs::write(file, "not a database, and as long as the header of one would be: a hundred bytes and then a few more of them").unwrap();
        }
        t.tenant("lyon").await;
        let ran = run(&t, &["migrate"]).await;
        assert_eq!(ran.error.as_deref(), Some(""), "reported by exit code");
        assert!(ran.printed.contains("2 organisations: 1 failed\n  paris: "), "{}", ran.printed);
    })
    .await;
}

fn databases_of_tenants(t: &Deployment) -> Vec<std::path::PathBuf> {
    let files = std::fs::read_dir(t.directory.join("data/tenants")).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|file| file.file_name().unwrap().to_string_lossy().starts_with("t_")).collect()
}
