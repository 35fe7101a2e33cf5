//! Half-made templates, as a process leaves them that dies while it makes one.

use crate::{
    harness::{self, Engine},
    postgres::{as_owner, deployment_with},
};
use std::time::Duration;
use tenantry::db::Location;

const PATIENCE: Duration = Duration::from_millis(300);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_that_were_to_be_templates_are_swept_once_they_are_old() {
    harness::run(Engine::Sqlite, async |t| {
        let tenant = t.tenant("paris").await;
        let folder = t.directory.join("data/tenants");
        let names = || {
            let files = std::fs::read_dir(&folder).unwrap();
            files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect::<Vec<_>>()
        };
        t.platform.fleet.close(tenant.id).await;
        let before = names().len();
        for kind in ["", "-wal", "-shm"] {
            std::fs::write(folder.join(format!("template_0123456789abcdef.draft-77{kind}")), "half of it").unwrap();
        }
        assert_eq!(t.platform.lifecycle.sweep_drafts(PATIENCE).await.unwrap(), 0, "somebody may be making it");
        tokio::time::sleep(PATIENCE).await;
        std::fs::write(folder.join("template_0123456789abcdef.draft-78"), "somebody else’s").unwrap();
        assert_eq!(t.platform.lifecycle.sweep_drafts(PATIENCE).await.unwrap(), 3);
        let left = names();
        assert!(
            left.len() == before + 1 && left.contains(&"template_0123456789abcdef.draft-78".to_owned()),
            "{left:?}"
        );
        t.tenant("lyon").await;
    })
    .await;
}

/// By a login of its own, whose templates nobody else is making.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn databases_that_were_to_be_templates_are_swept_once_they_are_old() {
    let t = deployment_with("createdb createrole").await;
    let Location::Postgres(address) = t.platform.lifecycle.location() else { panic!("this one is on PostgreSQL") };
    t.tenant("paris").await;
    let owner = as_owner(&t, "postgres").await;
    let names = async || -> Vec<String> {
        let text = "select datname::text from pg_database join pg_roles on pg_roles.oid = datdba
                    where rolname = current_user order by 1";
        sqlx::query_scalar(text).fetch_all(&owner).await.unwrap()
    };
    let before = names().await;
    for draft in ["template_0123456789abcdef_77_0", "shared_0123456789abcdef_77_1"] {
        tenantry::db::create_postgres_database(address, draft).await.unwrap();
    }
    assert_eq!(t.platform.lifecycle.sweep_drafts(PATIENCE).await.unwrap(), 0, "somebody may be making it");
    tokio::time::sleep(PATIENCE).await;
    assert_eq!(t.platform.lifecycle.sweep_drafts(PATIENCE).await.unwrap(), 2);
    assert_eq!(names().await, before, "templates and tenants stay");
    let _ = std::fs::remove_dir_all(&t.directory);
}
