//! `tenantry backup`, from the arguments to what is printed.

use super::{document, error, run, text};
use crate::{
    harness::both_engines,
    moves::{content, lend},
};
use tenantry::tenants;

both_engines! {
    async fn backups_are_made_listed_checked_and_brought_back(t: Deployment) {
        lend(&t, "paris", "Ruth").await;
        lend(&t, "lyon", "Simon").await;
        let dry = text(&t, &["backup", "run", "--all", "--dry-run"]).await;
        assert_eq!(dry, "2 organisations would be backed up.\nNothing was changed: this is a dry run.\n");
        assert_eq!(text(&t, &["backup", "list"]).await.lines().last(), Some("0 backups"));
        let made = text(&t, &["backup", "run", "--all"]).await;
        assert!(made.starts_with("lyon: ") && made.contains("\nparis: ") && made.contains(" rows, paris/paris-"), "{made}");
        let again = text(&t, &["backup", "run", "paris"]).await;
        assert!(again.starts_with("paris: nothing was changed since the last one"), "{again}");

        let listed = document(&t, &["backup", "list", "paris"]).await;
        let backup = &listed[0];
        let id = backup["id"].as_str().unwrap();
        assert_eq!((listed.as_array().unwrap().len(), &backup["state"], &backup["reason"]), (1, &"whole".into(), &"asked".into()));
        let checked = text(&t, &["backup", "check"]).await;
        assert_eq!(checked.lines().last(), Some("2 backups read back, 2 whole"));

        let tenant = tenants::find(&t.platform, "paris").await.unwrap().unwrap();
        let then = content(&t.platform, &tenant).await;
        lend(&t, "paris", "Zoë").await;
        let dry = text(&t, &["backup", "restore", "paris", id, "--dry-run"]).await;
        assert!(dry.contains("becomes what it was at") && dry.ends_with("this is a dry run.\n"), "{dry}");
        assert_eq!(error(&t, &["backup", "restore", "paris", id]).await, "--yes says that it is meant");
        let done = text(&t, &["backup", "restore", "paris", id, "--yes"]).await;
        assert!(done.contains("paris has the data of ") && done.contains("is a backup of its own."), "{done}");
        let tenant = tenants::find(&t.platform, "paris").await.unwrap().unwrap();
        assert_eq!(content(&t.platform, &tenant).await, then);
        assert_eq!(error(&t, &["backup", "restore", "lyon", id, "--yes"]).await, format!("lyon has no backup {id}"));
        assert_eq!(error(&t, &["backup", "run", "nobody"]).await, "there is no organisation “nobody”");

        let file = t.platform.config.backups_directory().join(backup["file"].as_str().unwrap());
        std::fs::write(&file, "something else").unwrap();
        let checked = run(&t, &["backup", "check", "paris"]).await;
        assert_eq!(checked.error.as_deref(), Some("1 backup damaged"));
        assert!(checked.printed.contains("damaged") && checked.printed.contains(id), "{}", checked.printed);
    }
}
