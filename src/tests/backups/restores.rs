//! What is brought back is what was there, and what was there until then is not lost.

use super::{all, brought_back, file, made, restored};
use crate::{
    harness::{Deployment, Engine, both_engines, every_placement},
    moves::{content, lend, now},
};
use std::sync::Arc;
use tenantry::{
    access::Role,
    backups::{self, BackupReason, BackupState},
    brand,
    context::Author,
    deletions::{self, Attended, NewDeletion},
    fault::{Kind, Problem},
    loans,
    moves::{self, Event, MoveState, Observer, Outcome, Pace, RestoreOrder, Step},
    overview::{self, Check, Concern, Verdict},
    tenants,
};

every_placement! {
    async fn data_becomes_what_it_was_and_what_it_was_meanwhile_is_kept(t: Deployment) {
        let before = t.tenant("paris").await;
        lend(&t, "paris", "Ruth").await;
        let then = content(&t.platform, &before).await;
        let backup = made(&t, "paris").await;
        assert_eq!((backup.state, backup.reason), (BackupState::Whole, BackupReason::Asked));
        let rows: usize = then.values().map(Vec::len).sum();
        assert_eq!(backup.rows, Some(i64::try_from(rows).unwrap()));
        assert_eq!(std::fs::metadata(file(&t, &backup)).unwrap().len(), backup.bytes.unwrap().unsigned_abs());
        lend(&t, "paris", "Zoë").await;
        let later = content(&t.platform, &before).await;
        assert_ne!(then, later);

        let done = brought_back(&t, "paris", &backup).await;
        let tenant = tenants::find(&t.platform, "paris").await.unwrap().unwrap();
        assert_eq!((done.state, done.restores.as_deref()), (MoveState::Moved, Some(backup.holds())));
        assert_eq!((tenant.home().placement(), tenant.home() == before.home()), (before.home().placement(), false));
        assert_eq!(content(&t.platform, &tenant).await, then);
        lend(&t, "paris", "Léa").await;

        // The way back: what there was until then.
        let kept = all(&t, "paris").await.backups;
        let kept = kept.iter().find(|of| of.reason == BackupReason::BeforeRestore).unwrap();
        brought_back(&t, "paris", kept).await;
        let tenant = tenants::find(&t.platform, "paris").await.unwrap().unwrap();
        assert_eq!(content(&t.platform, &tenant).await, later);
    }
}

both_engines! {
    async fn what_is_written_until_the_switch_is_in_the_backup_of_what_was_there(t: Deployment) {
        lend(&t, "paris", "Ruth").await;
        let backup = made(&t, "paris").await;
        let ctx = t.ctx("paris", Role::Owner).await;
        let (platform, writer) = (t.platform.clone(), ctx.clone());
        let observer: Observer = Arc::new(move |event| match event {
            Event::Reached(Step::Verified) => {
                now(loans::create(&writer, crate::lending::three_instalments("Meanwhile"))).unwrap();
            }
            Event::Reached(Step::Barred) => {
                let refused = now(loans::create(&writer, crate::lending::three_instalments("Too late"))).unwrap_err();
                assert_eq!(refused.kind(), Kind::Unavailable { seconds: 2 });
            }
            _ => {}
        });
        let order = RestoreOrder { backup: backup.id, whatever_is_there: false };
        let done = moves::restore_backup(&platform, "paris", order, &Author::CommandLine, Pace::default(), &observer).await;
        assert!(matches!(done.unwrap(), Outcome::Moved(_)));
        // Who still holds the old home can't write to it either.
        let refused = loans::create(&ctx, crate::lending::three_instalments("Stale")).await.unwrap_err();
        assert_eq!(refused.kind(), Kind::Unavailable { seconds: 2 });
        drop(ctx);
        let tenant = tenants::find(&t.platform, "paris").await.unwrap().unwrap();
        assert!(!format!("{:?}", content(&t.platform, &tenant).await).contains("Meanwhile"));
        let kept = all(&t, "paris").await.backups.remove(0);
        assert_eq!(kept.reason, BackupReason::BeforeRestore);
        brought_back(&t, "paris", &kept).await;
        let tenant = tenants::find(&t.platform, "paris").await.unwrap().unwrap();
        let rows = format!("{:?}", content(&t.platform, &tenant).await);
        assert!(rows.contains("Meanwhile") && !rows.contains("Too late") && !rows.contains("Stale"));
    }

    async fn the_brand_is_that_of_the_backup(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        let then = t.brand(&ctx).await;
        let backup = made(&t, "paris").await;
        let form = brand::BrandForm { name: "Another".into(), primary: "#12295c".into(), ..brand::BrandForm::default() };
        brand::save(&ctx, form).await.unwrap();
        assert_ne!(t.brand(&ctx).await, then);
        drop(ctx);
        brought_back(&t, "paris", &backup).await;
        let ctx = t.ctx("paris", Role::Owner).await;
        assert_eq!(t.brand(&ctx).await, then);
    }

    async fn one_that_is_damaged_is_known_and_never_brought_back(t: Deployment) {
        lend(&t, "paris", "Ruth").await;
        let backup = made(&t, "paris").await;
        let whole = std::fs::read(file(&t, &backup)).unwrap();
        let mut flipped = whole.clone();
        let middle = flipped.len() / 2;
        flipped[middle] ^= 1;
        std::fs::write(file(&t, &backup), &flipped).unwrap();
        // Even before anybody knows.
        let order = RestoreOrder { backup: backup.id, whatever_is_there: false };
        assert!(matches!(restored(&t, "paris", order).await.unwrap(), Outcome::Undone(_)));
        let checked = backups::check(&t.platform, backup.id).await.unwrap();
        assert_eq!((checked.state, checked.error.is_some()), (BackupState::Damaged, true));
        let refused = restored(&t, "paris", order).await.unwrap_err();
        assert_eq!(refused.fault.problem_of("backup"), Some(&Problem::BackupNotWhole));
        let health = overview::health_of(&t.platform, "paris").await.unwrap();
        assert_eq!(health.verdict(Check::Backups), Verdict::Bad);
        let seen = overview::overview(&t.platform).await.unwrap().attention;
        assert!(seen.iter().any(|of| of.concern == Concern::BackupFailed && of.named[0].key == "paris"), "{seen:?}");

        std::fs::write(file(&t, &backup), &whole).unwrap();
        assert_eq!(backups::check(&t.platform, backup.id).await.unwrap().state, BackupState::Whole);
        brought_back(&t, "paris", &backup).await;
        std::fs::remove_file(file(&t, &backup)).unwrap();
        assert_eq!(backups::check(&t.platform, backup.id).await.unwrap().state, BackupState::Damaged);
    }

    async fn a_backup_is_bound_to_its_organisation(t: Deployment) {
        t.tenant("paris").await;
        t.tenant("lyon").await;
        let of_lyon = made(&t, "lyon").await;
        let order = RestoreOrder { backup: of_lyon.id, whatever_is_there: true };
        assert_eq!(restored(&t, "paris", order).await.unwrap_err().kind(), Kind::NotFound);
        assert_eq!(backups::plan_restore(&t.platform, "paris", of_lyon.id).await.unwrap_err().kind(), Kind::NotFound);
        assert_eq!(all(&t, "paris").await.backups, []);
    }

    async fn a_removal_takes_the_backups_along(t: Deployment) {
        t.tenant("paris").await;
        t.tenant("lyon").await;
        let (first, of_lyon) = (made(&t, "paris").await, made(&t, "lyon").await);
        lend(&t, "paris", "Ruth").await;
        let second = made(&t, "paris").await;
        let new = NewDeletion { grace: Some(jiff::SignedDuration::ZERO), ..NewDeletion::default() };
        deletions::delete(&t.platform, "paris", &new, &Author::CommandLine).await.unwrap();
        let pace = deletions::Pace::default();
        let attended = deletions::attend(&t.platform, "paris", &Author::CommandLine, pace, &deletions::unobserved()).await;
        let Attended::Erased(erasure) = attended.unwrap() else { panic!() };
        assert_eq!(erasure.removed.central.get("backup"), Some(&2));
        assert!(!file(&t, &first).exists() && !file(&t, &second).exists() && file(&t, &of_lyon).exists());
        assert!(!file(&t, &first).parent().unwrap().exists());
    }

    async fn who_moves_is_not_backed_up_and_who_is_backed_up_moves(t: Deployment) {
        t.register("elsewhere", "here", 1_000).await;
        t.tenant("paris").await;
        let platform = t.platform.clone();
        let observer: Observer = Arc::new(move |event| {
            if matches!(event, Event::Reached(Step::Created)) {
                let refused = now(backups::back_up(&platform, "paris", BackupReason::Asked, &Author::CommandLine));
                assert_eq!(refused.unwrap_err().fault.problem_of("slug"), Some(&Problem::IsMoving));
            }
        });
        let placement = if t.engine == Engine::Sqlite { tenantry::servers::Placement::PostgresServer } else { tenantry::servers::Placement::Sqlite };
        let to = moves::Destination { placement, server: None, region: None };
        let done = moves::move_tenant(&t.platform, "paris", &to, &Author::CommandLine, Pace::default(), &observer).await;
        assert!(matches!(done.unwrap(), Outcome::Moved(_)));
        let backup = made(&t, "paris").await;
        brought_back(&t, "paris", &backup).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broken_database_is_brought_back_when_somebody_says_so() {
    let t = Deployment::start(Engine::Sqlite).await;
    lend(&t, "paris", "Ruth").await;
    let tenant = tenants::find(&t.platform, "paris").await.unwrap().unwrap();
    let then = content(&t.platform, &tenant).await;
    let backup = made(&t, "paris").await;
    t.platform.fleet.close(tenant.id).await;
    let broken = t.directory.join("data/tenants").join(format!("{}.db", tenant.home().name().as_str()));
    std::fs::write(&broken, vec![7_u8; 8_192]).unwrap();
    backups::back_up(&t.platform, "paris", BackupReason::Asked, &Author::CommandLine).await.unwrap_err();
    let health = overview::health_of(&t.platform, "paris").await.unwrap();
    assert_eq!(health.verdict(Check::Backups), Verdict::Watch);

    let order = RestoreOrder { backup: backup.id, whatever_is_there: false };
    assert!(matches!(restored(&t, "paris", order).await.unwrap(), Outcome::Undone(_)));
    let order = RestoreOrder { whatever_is_there: true, ..order };
    assert!(matches!(restored(&t, "paris", order).await.unwrap(), Outcome::Moved(_)));
    let tenant = tenants::find(&t.platform, "paris").await.unwrap().unwrap();
    assert_eq!(content(&t.platform, &tenant).await, then);
    lend(&t, "paris", "Zoë").await;
}
