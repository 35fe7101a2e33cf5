use super::{document, error, run, text};
use crate::harness::both_engines;
use tenantry::{access::Role, tenants};

const MOVE: [&str; 7] = ["tenant", "move", "paris", "--to", "postgres-server", "--server", "north"];

both_engines! {
    async fn an_organisation_moves_to_the_named_server_and_the_move_is_listed(t: Deployment) {
        t.register("north", "eu", 10).await;
        t.ctx("paris", Role::Owner).await;
        let from = t.placement().to_string();
        let planned = text(&t, &[&MOVE[..], &["--dry-run"]].concat()).await;
        assert!(planned.starts_with("The data of paris, "), "{planned}");
        assert!(planned.contains(&format!(", goes from {from} to postgres-server on north.")), "{planned}");
        assert!(planned.contains("The old copy is kept for 7 days"), "{planned}");
        assert!(planned.ends_with("Nothing was changed: this is a dry run.\n"), "{planned}");
        assert!(text(&t, &["tenant", "moves"]).await.ends_with("0 moves\n"));
        let unconfirmed = run(&t, &MOVE).await;
        assert!(unconfirmed.error.unwrap().contains("--yes"), "{}", unconfirmed.printed);
        assert_eq!(document(&t, &["tenant", "moves"]).await.as_array().unwrap().len(), 0, "nobody was asked, nothing moves");

        let done = text(&t, &[&MOVE[..], &["--yes"]].concat()).await;
        let told = done.lines().find(|line| line.starts_with("paris is at postgres-server on north now: ")).unwrap();
        assert!(told.contains(": 1 row, nobody could write for ") && told.ends_with(" ms."), "{told}");
        assert!(done.contains(&format!("The old copy at {from} is kept until 2026-")), "{done}");
        let shown = document(&t, &["tenant", "show", "paris"]).await;
        assert_eq!((shown["summary"]["placement"].as_str(), shown["server"].as_str()), (Some("postgres-server"), Some("north")));
        let tenant = tenants::find(&t.platform, "paris").await.unwrap().unwrap();
        assert!(t.platform.fleet.open(&tenant).await.is_ok());

        let listed = text(&t, &["tenant", "moves"]).await;
        let row = listed.lines().find(|line| line.starts_with("paris")).unwrap();
        assert!(row.contains("moved") && row.contains(&from) && row.contains("postgres-server on north"), "{row}");
        assert!(listed.ends_with("1 move\n"), "{listed}");
        let moves = document(&t, &["tenant", "moves", "paris"]).await;
        assert_eq!((moves[0]["slug"].as_str(), moves[0]["state"].as_str()), (Some("paris"), Some("moved")));
        assert!(moves[0]["copied"].as_i64().unwrap() > 0, "{moves}");
        assert_eq!(document(&t, &["tenant", "moves", "lyon"]).await.as_array().unwrap().len(), 0);
    }

    async fn a_drained_server_is_emptied_and_who_fails_is_named(t: Deployment) {
        t.register("north", "eu", 10).await;
        t.register("south", "eu", 2).await;
        for slug in ["paris", "lyon", "nice", "gone"] {
            t.tenant(slug).await;
            text(&t, &["tenant", "move", slug, "--to", "postgres-server", "--server", "north", "--yes"]).await;
        }
        t.tenant("elsewhere").await;
        text(&t, &["tenant", "delete", "gone", "--yes"]).await;
        text(&t, &["server", "drain", "north", "--yes"]).await;
        let listed = document(&t, &["tenant", "list", "--server", "north", "--placement", "postgres-server"]).await;
        assert_eq!(listed.as_array().unwrap().len(), 4);
        assert_eq!(document(&t, &["tenant", "list", "--server", "north", "--placement", "sqlite"]).await.as_array().unwrap().len(), 0);

        let empty = ["tenant", "move", "--from-server", "north", "--to", "postgres-server", "--server", "south"];
        let tried = text(&t, &[&empty[..], &["--dry-run"]].concat()).await;
        assert!(tried.starts_with("3 organisations of north move, one after the other: ") && tried.contains("\n  lyon\n  nice\n  paris\n"), "{tried}");
        assert!(tried.contains("Left there until they are removed: 1 deleted organisation.") && tried.contains("Nothing was changed"), "{tried}");
        assert_eq!(error(&t, &["tenant", "move", "--from-server", "west", "--to", "sqlite", "--yes"]).await, "no server is named west");
        assert!(error(&t, &empty).await.contains("--yes"));

        // There is room for two.
        let done = run(&t, &[&empty[..], &["--yes"]].concat()).await;
        assert_eq!(done.error.as_deref(), Some(""), "reported by exit code: {}", done.printed);
        assert!(done.printed.contains("lyon is at postgres-server on south now") && done.printed.contains("nice is at postgres-server on south now"), "{}", done.printed);
        assert!(done.printed.contains("paris is where it was: ") && done.printed.ends_with("2 moved, 1 failed\n"), "{}", done.printed);
        let of_paris = document(&t, &["tenant", "moves", "paris"]).await;
        assert_eq!((of_paris[0]["state"].as_str(), of_paris[0]["to"]["server"].as_str()), (Some("undone"), Some("south")));
        assert!(of_paris[0]["error"].as_str().is_some_and(|error| !error.is_empty()), "{of_paris}");
        tenantry::moves::attend_all(&t.platform, tenantry::moves::Pace::default()).await.unwrap();

        // Done again, with the one who is left.
        let rest = ["tenant", "move", "--from-server", "north", "--to", t.placement().key(), "--yes"];
        let done = document(&t, &rest).await;
        assert_eq!((done["moved"].as_array().unwrap().len(), done["moved"][0]["slug"].as_str()), (1, Some("paris")));
        let again = text(&t, &rest).await;
        assert!(again.starts_with("0 organisations of north move"), "{again}");
        t.ctx("paris", Role::Owner).await;
    }

    async fn a_move_that_can_not_be_is_refused_before_anybody_is_asked(t: Deployment) {
        t.tenant("paris").await;
        assert_eq!(error(&t, &["tenant", "move", "lyon", "--to", "sqlite"]).await, "there is no organisation “lyon”");
        let there = ["tenant", "move", "paris", "--to", t.placement().key()];
        assert!(error(&t, &there).await.starts_with("to: "), "it is there already");
        assert!(error(&t, &MOVE).await.starts_with("server: "), "nobody knows that server");
        t.register("north", "eu", 10).await;
        let planned = document(&t, &[&MOVE[..], &["--dry-run"]].concat()).await;
        assert_eq!((planned["dry_run"].as_bool(), planned["outcome"].is_null()), (Some(true), true));
        assert_eq!(planned["to"]["server"], "north");
    }
}
