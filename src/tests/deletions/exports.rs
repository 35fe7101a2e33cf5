use super::{DAY, attend, delete, deletion, exported_files, inhabited, lose_database};
use crate::harness::{Deployment, Engine, both_engines, every_placement, run};
use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, io::Read, os::unix::fs::PermissionsExt, path::Path};
use tenantry::{
    access::Role,
    brand,
    context::Author,
    deletions::{self, Attended, Export, NewDeletion, Pace},
    exports::{self, Manifest},
    modules::Module,
    overview::{self, Concern},
};

/// The manifest, and the files by their paths.
fn read(path: &Path) -> (Manifest, BTreeMap<String, String>) {
    let mut archive = tar::Archive::new(GzDecoder::new(std::fs::File::open(path).unwrap()));
    let mut files = BTreeMap::new();
    for entry in archive.entries().unwrap() {
        let mut entry = entry.unwrap();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        files.insert(entry.path().unwrap().to_string_lossy().into_owned(), text);
    }
    (serde_json::from_str(&files.remove("manifest.json").unwrap()).unwrap(), files)
}

fn lines(text: &str) -> Vec<serde_json::Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

both_engines! {
    async fn values_read_as_what_they_are(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        inhabited(&t, "paris").await;
        brand::set_logo(&ctx, crate::brand::pictures::png()).await.unwrap();
        let tenant = ctx.tenant.clone();
        drop(ctx);
        let path = t.directory.join("one.tar.gz");
        exports::export(&t.platform, &tenant, &path).await.unwrap();
        let (_, files) = read(&path);
        let loan = lines(&files["tenant/loan.jsonl"]).remove(0);
        assert_eq!((loan["amount"].as_i64(), loan["starts_on"].as_str()), (Some(30_000), Some("2026-02-01")));
        assert_eq!(loan["id"].as_str().map(str::len), Some(36), "{loan}");
        assert_eq!(loan["created_at"], "2026-03-15T12:00:00.000000Z");
        assert!(loan["cancelled_on"].is_null());
        let borrower = lines(&files["tenant/borrower.jsonl"]).remove(0);
        assert_eq!(borrower["id"], loan["borrower_id"]);
        let asset = lines(&files["tenant/brand_asset.jsonl"]).remove(0);
        let bytes = asset["bytes"].as_str().unwrap();
        assert!(bytes.len() > 16 && bytes.bytes().all(|byte| byte.is_ascii_hexdigit()), "{bytes}");
        assert!(lines(&files["tenant/brand.jsonl"])[0]["tokens"].is_object());
        let domain = lines(&files["central/domain.jsonl"]).remove(0);
        assert_eq!((domain["is_main"].as_bool(), domain["tenant_id"].as_str()), (Some(true), Some(tenant.id.to_string().as_str())));
        let user = lines(&files["central/user.jsonl"]).remove(0);
        assert!(user["email"].as_str().unwrap().ends_with("paris.example") && user.get("password_hash").is_none(), "{user}");
    }

    async fn what_somebody_made_by_hand_is_in_it_too(t: Deployment) {
        let paris = inhabited(&t, "paris").await;
        crate::upgrades::by_hand(&t, &paris, "create table \"odd name/..\" (\"a\"\"b\" text); insert into \"odd name/..\" values ('kept')").await;
        if t.engine == Engine::Postgres {
            // Such a table is its maker's until somebody gives the organisation's role its rights.
            crate::upgrades::by_hand(&t, &paris, "do $$ begin execute format('grant select on \"odd name/..\" to %I', current_database()); end $$").await;
        }
        let path = t.directory.join("one.tar.gz");
        let exported = exports::export(&t.platform, &paris, &path).await.unwrap();
        let file = exported.manifest.files.iter().find(|file| file.table == "odd name/..").unwrap();
        assert!(file.path.starts_with("tenant/table-"), "{}", file.path);
        assert_eq!(lines(&read(&path).1[&file.path])[0]["a\"b"], "kept");
    }

    async fn it_is_written_where_somebody_says(t: Deployment) {
        for (slug, given) in [("paris", "elsewhere"), ("lyon", "elsewhere/lyon.tgz")] {
            inhabited(&t, slug).await;
            std::fs::create_dir_all(t.directory.join("elsewhere")).unwrap();
            let new = NewDeletion { export: Export::To(t.directory.join(given)), ..NewDeletion::default() };
            deletions::delete(&t.platform, slug, &new, &Author::CommandLine).await.unwrap();
            attend(&t, slug).await;
            let export = deletion(&t, slug).await.export.unwrap();
            assert!(export.written.is_some() && Path::new(&export.path).starts_with(t.directory.join("elsewhere")), "{export:?}");
            assert_eq!(read(Path::new(&export.path)).0.organisation.slug, slug);
        }
        assert!(t.directory.join("elsewhere/lyon.tgz").is_file());
        assert!(exported_files(&t).is_empty());
    }

    async fn without_its_export_nothing_is_removed(t: Deployment) {
        let paris = inhabited(&t, "paris").await;
        lose_database(&t, &paris).await;
        delete(&t, "paris").await;
        t.clock.advance(DAY * 40);
        let failed = deletions::attend(&t.platform, "paris", &Author::CommandLine, Pace::default(), &deletions::unobserved()).await;
        failed.unwrap_err();
        let deletion = deletion(&t, "paris").await;
        assert!(deletion.has_failed && !deletion.is_being_erased, "{deletion:?}");
        assert!(exported_files(&t).is_empty(), "a part of an export was left");
        let since = async || {
            let attention = overview::overview(&t.platform).await.unwrap().attention;
            let failed = attention.into_iter().find(|of| of.concern == Concern::DeletionFailed).unwrap();
            failed.named[0].since.clone()
        };
        let first = t.clock.now().to_string();
        assert_eq!(since().await.as_deref(), Some(first.as_str()));
        t.clock.advance(DAY);
        deletions::attend(&t.platform, "paris", &Author::CommandLine, Pace::default(), &deletions::unobserved()).await.unwrap_err();
        assert_eq!(since().await.as_deref(), Some(first.as_str()), "the first failure in a row");
        let new = NewDeletion { export: Export::None, grace: Some(DAY), ..NewDeletion::default() };
        deletions::delete(&t.platform, "paris", &new, &Author::CommandLine).await.unwrap();
        let Attended::Erased(erasure) = attend(&t, "paris").await else { panic!("it goes without one when somebody says so") };
        assert!(erasure.removed.unreadable.is_some() && erasure.removed.export.is_none(), "{erasure:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_engines_write_the_same_lines() {
    let mut written = Vec::new();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let (send, receive) = tokio::sync::oneshot::channel();
        run(engine, async |t: Deployment| {
            let paris = inhabited(&t, "paris").await;
            let path = t.directory.join("one.tar.gz");
            exports::export(&t.platform, &paris, &path).await.unwrap();
            let (_, files) = read(&path);
            let _ = send.send(files);
        })
        .await;
        written.push(receive.await.unwrap());
    }
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&written[0]), names(&written[1]));
    for path in ["tenant/setting.jsonl", "tenant/brand.jsonl", "tenant/guarantor.jsonl"] {
        assert_eq!(without_ids(&written[0][path]), without_ids(&written[1][path]), "{path}");
    }
    assert_eq!(without_ids(&written[0]["tenant/loan.jsonl"]), without_ids(&written[1]["tenant/loan.jsonl"]));
    assert_eq!(
        without_ids(&written[0]["central/tenant_module.jsonl"]),
        without_ids(&written[1]["central/tenant_module.jsonl"])
    );
}

/// Ids are random, and have 36 characters.
fn without_ids(text: &str) -> String {
    let parts =
        text.split('"').map(|part| if part.len() == 36 && part.matches('-').count() == 4 { "id" } else { part });
    parts.collect::<Vec<_>>().join("\"")
}

every_placement! {
    async fn the_export_is_whole_and_its_manifest_is_true(t: Deployment) {
        let paris = inhabited(&t, "paris").await;
        inhabited(&t, "lyon").await;
        delete(&t, "paris").await;
        assert!(deletion(&t, "paris").await.export.unwrap().written.is_none());
        assert!(matches!(attend(&t, "paris").await, Attended::Kept));
        let export = deletion(&t, "paris").await.export.unwrap();
        let path = Path::new(&export.path);
        assert_eq!(exported_files(&t), [path.to_owned()], "and no draft beside it");
        let bytes = std::fs::read(path).unwrap();
        let written = export.written.unwrap();
        assert_eq!((written.bytes, written.sha256), (i64::try_from(bytes.len()).unwrap(), format!("{:x}", Sha256::digest(&bytes))));
        assert_eq!(std::fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);

        let (manifest, files) = read(path);
        assert_eq!((manifest.organisation.slug.as_str(), manifest.organisation.id.clone()), ("paris", paris.id.to_string()));
        assert_eq!(manifest.files.len(), files.len());
        for file in &manifest.files {
            let text = &files[&file.path];
            assert_eq!((file.rows, file.bytes), (lines(text).len() as u64, text.len() as u64), "{}", file.path);
            assert_eq!(file.sha256, format!("{:x}", Sha256::digest(text)), "{}", file.path);
        }
        let tables: Vec<&str> = manifest.files.iter().map(|file| file.path.as_str()).collect();
        for table in Module::ALL.iter().flat_map(|module| module.tables()) {
            assert!(tables.contains(&format!("tenant/{table}.jsonl").as_str()), "{table}");
        }
        for path in ["tenant/brand.jsonl", "tenant/setting.jsonl", "central/tenant.jsonl", "central/membership.jsonl", "central/domain.jsonl"] {
            assert!(tables.contains(&path), "{path}");
        }
        assert!(tables.iter().all(|path| !path.contains("_migration")), "{tables:?}");
        let all = files.values().cloned().collect::<String>();
        assert!(all.contains("Ruth of paris") && !all.contains("lyon"), "only its own rows are in it");
        assert!(!all.contains("_hash"), "no hash of a secret is in it");
    }
}
