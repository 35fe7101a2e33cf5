//! A server's password is written nowhere: not into the log, not onto the terminal, not into the database.

use super::{address_of, at, lend, login, made};
use crate::{
    cli::run,
    harness::{Deployment, both_engines},
    log,
};
use std::fs;
use tenantry::{cli::doctor::examine, db::Db, servers};

const PASSWORD: &str = "never-to-be-seen-93";

/// All that the central database stores.
async fn stored(t: &Deployment) -> Vec<u8> {
    match &t.platform.central {
        Db::Sqlite { writer, .. } => {
            sqlx::query("pragma wal_checkpoint(truncate)")
                .execute(&mut *writer.acquire().await.unwrap())
                .await
                .unwrap();
            fs::read(t.directory.join("data/central.db")).unwrap()
        }
        Db::Postgres(pool) => {
            let text =
                "select string_agg(server::text, ' ') || encode(string_agg(sealed_address, ''), 'escape') from server";
            let servers: String =
                sqlx::query_scalar(text).fetch_one(&mut *pool.acquire().await.unwrap()).await.unwrap();
            let events: String = sqlx::query_scalar("select string_agg(audit_event::text, ' ') from audit_event")
                .fetch_one(&mut *pool.acquire().await.unwrap())
                .await
                .unwrap();
            (servers + &events).into_bytes()
        }
    }
}

both_engines! {
    async fn a_password_is_written_nowhere(t: Deployment) {
        let user = login(&t, PASSWORD, "createdb createrole").await;
        // Of the whole process: each test has one of its own.
        log::keep();
        let address = format!("{}?application_name={PASSWORD}", address_of(&user, PASSWORD));
        let file = t.directory.join("address");
        let mut seen = Vec::new();
        let mut look = async |arguments: &[&str]| {
            for json in [&[][..], &["--json"]] {
                let ran = run(&t, &[arguments, json].concat()).await;
                seen.push(format!("{arguments:?}: {} {}", ran.printed, ran.error.unwrap_or_default()));
            }
        };
        let path = file.to_str().unwrap().to_owned();
        let add = ["server", "add", "eu-1", "--region", "eu", "--capacity", "9", "--address-file", path.as_str()];
        for wrong in [format!("postgres://ann:{PASSWORD}@127.0.0.1:1/x"), format!("postgres://ann:{PASSWORD}@[/x"), format!("mysql://ann:{PASSWORD}@x")] {
            fs::write(&file, wrong).unwrap();
            look(&add).await;
        }
        fs::write(&file, &address).unwrap();
        look(&add).await;
        made(&t, "paris", at("eu-1")).await.unwrap();
        lend(&t, "paris").await;
        for command in [&["server", "list"][..], &["server", "check"], &["server", "drain", "eu-1", "--dry-run"], &["server", "drain", "eu-1", "--yes"], &["tenant", "show", "paris"]] {
            look(command).await;
        }
        // And when it is refused.
        let owner = crate::postgres::as_owner(&t, "postgres").await;
        let block = "do $$ begin execute format('alter role %I nologin', current_setting('tests.name')); end $$";
        crate::postgres::execute_for(&owner, &user, block).await;
        look(&["server", "check"]).await;
        seen.push(format!("{:?}", servers::list(&t.platform).await.unwrap()));
        seen.push(format!("{:?}", examine(&t.platform.config).await));
        seen.push(format!("{:?}", t.platform));
        seen.push(format!("{:?}", servers::NewServer { name: "a".into(), region: "b".into(), capacity: 1, address }));
        for text in &seen {
            assert!(!text.contains(PASSWORD), "{text}");
        }
        let registered = seen.iter().any(|text| text.contains("eu-1 is registered"));
        let refused = seen.iter().any(|text| text.contains("not permitted to log in"));
        assert!(registered && refused, "the commands worked, so that there was something to be seen: {seen:#?}");
        let stored = stored(&t).await;
        assert!(stored.windows(4).any(|bytes| bytes == b"eu-1") && !stored.windows(PASSWORD.len()).any(|bytes| bytes == PASSWORD.as_bytes()));
        let log = log::kept();
        assert!(log.contains("create database"), "the log has what was done on the server");
        let line = log.lines().find(|line| line.contains(PASSWORD));
        assert_eq!(line, None);
    }
}
