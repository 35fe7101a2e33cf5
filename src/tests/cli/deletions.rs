use super::{document, error, run, text};
use crate::harness::{Deployment, both_engines};
use jiff::SignedDuration;

const DAY: SignedDuration = SignedDuration::from_hours(24);

fn exports(t: &Deployment) -> usize {
    std::fs::read_dir(t.directory.join("exports")).map_or(0, Iterator::count)
}

both_engines! {
    async fn renaming_says_what_it_means_and_asks(t: Deployment) {
        t.tenant("paris").await;
        let tried = text(&t, &["tenant", "rename", "paris", "lutece", "--dry-run"]).await;
        for said in ["paris becomes lutece: http://lutece.tenantry.test:3000", "leads there until 2026-06-13", "Everybody signs in again", "Nothing was changed"] {
            assert!(tried.contains(said), "{said}: {tried}");
        }
        assert_eq!(error(&t, &["tenant", "rename", "paris", "lutece"]).await, "--yes says that it is meant");
        let done = document(&t, &["tenant", "rename", "paris", "lutece", "--yes"]).await;
        assert_eq!((done["renamed"].as_bool(), done["new_url"].as_str()), (Some(true), Some("http://lutece.tenantry.test:3000")));
        let resolved = document(&t, &["resolve", "paris.tenantry.test"]).await;
        assert_eq!((resolved["outcome"].as_str(), resolved["status"].as_u64()), (Some("moved to lutece.tenantry.test"), Some(301)));
        t.tenant("lyon").await;
        assert_eq!(error(&t, &["tenant", "rename", "lyon", "paris"]).await, "slug: was given up less than 90 days ago; paris-2 would do");
        assert_eq!(error(&t, &["tenant", "rename", "nowhere", "paris"]).await, "there is no organisation “nowhere”");
    }

    async fn cloning_prints_the_steps_and_the_address(t: Deployment) {
        t.ctx("paris", tenantry::access::Role::Owner).await;
        let printed = text(&t, &["tenant", "clone", "paris", "annexe", "--with-members"]).await;
        assert!(printed.contains("ok  database") && printed.contains("annexe is a copy of paris, with 1 member: http://annexe.tenantry.test:3000"), "{printed}");
        let made = document(&t, &["tenant", "clone", "paris", "other", "--name", "Other"]).await;
        assert_eq!((made["slug"].as_str(), made["members"].as_i64()), (Some("other"), Some(0)));
        assert_eq!(document(&t, &["tenant", "show", "other"]).await["summary"]["name"], "Other");
        assert_eq!(error(&t, &["tenant", "clone", "nowhere", "x-y-z"]).await, "there is no organisation “nowhere”");
    }

    async fn deleting_says_what_it_means_and_asks(t: Deployment) {
        t.ctx("paris", tenantry::access::Role::Owner).await;
        let tried = text(&t, &["tenant", "delete", "paris", "--dry-run"]).await;
        for said in ["paris (Society of paris) will be closed at once", "paris-20260315T120000Z.tar.gz first", "removed on 2026-04-14", "1 membership, and 1 account", "Nothing was changed"] {
            assert!(tried.contains(said), "{said}: {tried}");
        }
        assert_eq!(error(&t, &["tenant", "delete", "paris"]).await, "--yes says that it is meant");
        assert_eq!(exports(&t), 0);
        let done = text(&t, &["tenant", "delete", "paris", "--yes", "--reason", "Dissolved"]).await;
        assert!(done.contains("paris is deleted. Its data goes on 2026-04-14.") && done.contains("SHA-256"), "{done}");
        assert_eq!(exports(&t), 1);
        let shown = text(&t, &["tenant", "show", "paris"]).await;
        assert!(shown.contains("deletion      deleted 2026-03-15T12:00:00Z by command line, gone 2026-04-14T12:00:00Z; reason: Dissolved; exported to "), "{shown}");
        assert!(text(&t, &["tenant", "list"]).await.contains("deleted, gone 2026-04-14"));
        assert!(error(&t, &["tenant", "delete", "paris", "--yes"]).await.starts_with("slug: is deleted: `tenantry tenant restore`"));
        let resolved = document(&t, &["resolve", "paris.tenantry.test"]).await;
        assert_eq!(resolved["status"].as_u64(), Some(410));
        assert_eq!(document(&t, &["tenant", "restore", "paris"]).await["restored"], true);
        assert_eq!(error(&t, &["tenant", "restore", "paris"]).await, "slug: isn’t deleted");
    }

    async fn at_once_needs_the_name_once_more(t: Deployment) {
        t.tenant("paris").await;
        let at_once = ["tenant", "delete", "paris", "--grace", "0", "--yes"];
        assert_eq!(error(&t, &at_once).await, "this removes it at once: --yes --confirm paris says that it is meant");
        assert_eq!(error(&t, &[&at_once[..], &["--confirm", "lyon"]].concat()).await, "--confirm says lyon, and it is paris");
        let tried = text(&t, &["tenant", "delete", "paris", "--grace", "0", "--dry-run"]).await;
        assert!(tried.contains("AT ONCE") && tried.contains("Nothing was changed"), "{tried}");
        let done = document(&t, &[&at_once[..], &["--confirm", "paris"]].concat()).await;
        assert_eq!((done["erasure"]["slug"].as_str(), done["erasure"]["removed"]["tables"]["brand"].as_i64()), (Some("paris"), Some(1)));
        assert!(done["deletion"].is_null() && exports(&t) == 1);
        assert_eq!(error(&t, &["tenant", "show", "paris"]).await, "there is no organisation “paris”");
        let proof = text(&t, &["tenant", "erased", "paris"]).await;
        assert!(proof.contains("removed by command line") && proof.contains("its own brand"), "{proof}");
        assert!(text(&t, &["tenant", "erased"]).await.ends_with("1 organisation\n"));
        assert_eq!(error(&t, &["tenant", "erased", "lyon"]).await, "there is no proof that “lyon” was removed");
    }

    async fn the_grace_is_shortened_and_what_is_due_is_purged(t: Deployment) {
        for slug in ["paris", "lyon"] {
            t.tenant(slug).await;
            text(&t, &["tenant", "delete", slug, "--yes"]).await;
        }
        text(&t, &["tenant", "delete", "paris", "--grace", "7d", "--yes"]).await;
        assert_eq!(text(&t, &["tenant", "purge"]).await, "0 organisations removed\n");
        t.clock.advance(DAY * 7);
        let tried = text(&t, &["tenant", "purge", "--dry-run"]).await;
        assert!(tried.starts_with("1 organisation will be removed for good: paris\n"), "{tried}");
        assert_eq!(error(&t, &["tenant", "purge"]).await, "this can't be undone: --yes says that it is meant");
        let purged = document(&t, &["tenant", "purge", "--yes"]).await;
        assert_eq!((purged["erased"][0]["slug"].as_str(), purged["erased"].as_array().map(Vec::len)), (Some("paris"), Some(1)));
        assert!(text(&t, &["tenant", "show", "lyon"]).await.contains("gone 2026-04-14"));
    }

    async fn a_locked_one_is_refused_until_it_is_unlocked(t: Deployment) {
        t.tenant("paris").await;
        assert_eq!(text(&t, &["tenant", "lock", "paris"]).await, "paris is locked: nobody can delete it until it is unlocked\n");
        assert!(text(&t, &["tenant", "show", "paris"]).await.contains("deletion      locked since 2026-03-15T12:00:00Z"));
        assert_eq!(error(&t, &["tenant", "delete", "paris", "--yes"]).await, "slug: is locked: `tenantry tenant unlock` allows to delete it");
        assert_eq!(document(&t, &["tenant", "unlock", "paris"]).await["locked"], false);
        assert!(run(&t, &["tenant", "delete", "paris", "--yes"]).await.error.is_none());
        assert_eq!(error(&t, &["tenant", "lock", "nowhere"]).await, "there is no organisation “nowhere”");
    }
}
