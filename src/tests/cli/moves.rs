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
