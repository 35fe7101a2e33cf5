//! When backups are made by themselves, and which are kept.

use super::{all, file, made};
use crate::{db::on_either, harness::both_engines, metrics::many, moves::lend};
use jiff::SignedDuration;
use tenantry::{
    backups::{self, BackupReason, BackupState},
    context::Author,
    fault::Problem,
    overview::{self, Check, Verdict},
};

const HOUR: SignedDuration = SignedDuration::from_hours(1);
const DAY: SignedDuration = SignedDuration::from_hours(24);

both_engines! {
    async fn one_is_made_each_day_and_old_ones_are_removed(t: Deployment) {
        t.tenant("paris").await;
        assert_eq!(backups::attend(&t.platform).await.unwrap(), 0, "it is younger than a day");
        let mut files = Vec::new();
        for day in 0..10 {
            lend(&t, "paris", &format!("Borrower {day}")).await;
            t.clock.advance(DAY + HOUR);
            assert_eq!(backups::attend(&t.platform).await.unwrap(), 1, "day {day}");
            assert_eq!(backups::attend(&t.platform).await.unwrap(), 0, "day {day}");
            let newest = all(&t, "paris").await.backups.remove(0);
            assert_eq!((newest.state, newest.reason), (BackupState::Whole, BackupReason::Schedule));
            files.push(file(&t, &newest));
        }
        let left = all(&t, "paris").await.backups;
        // Seven days, and of the three before at least the last of its week.
        assert!((7..10).contains(&left.len()), "{left:?}");
        let there = files.iter().filter(|file| file.exists()).count();
        assert_eq!(there, left.len());
        assert!(files.last().unwrap().exists() && !files[0].exists());
        let health = overview::health_of(&t.platform, "paris").await.unwrap();
        assert_eq!(health.verdict(Check::Backups), Verdict::Well);
        t.clock.advance(DAY * 3);
        let health = overview::health_of(&t.platform, "paris").await.unwrap();
        assert_eq!(health.verdict(Check::Backups), Verdict::Watch);
    }

    async fn a_server_that_is_gone_keeps_no_others_from_their_backups(t: Deployment) {
        // More than are asked for at once, all before the one that can be backed up.
        many(&t, 150).await;
        let mut tx = t.platform.central.begin().await.unwrap();
        let text = "insert into server (id, name, region, capacity, sealed_address, state, created_at)
                    select id, 'gone', 'here', 999, $1, 'active', created_at from tenant order by id limit 1";
        on_either!(&mut tx, c => sqlx::query(text).bind(vec![0_u8]).execute(c).await.map(drop)).unwrap();
        let text = "update tenant set placement = 'postgres-server', server_id = (select id from server), database_name = $1
                    where slug = $2";
        for number in 1..=150_u8 {
            let letters: String = format!("{number:08b}").chars().map(|digit| if digit == '1' { 'b' } else { 'a' }).collect();
            let (name, slug) = (format!("t_{letters:a>26}"), format!("org-{number}"));
            on_either!(&mut tx, c => sqlx::query(text).bind(&name).bind(&slug).execute(c).await.map(drop)).unwrap();
        }
        tx.commit().await.unwrap();
        t.tenant("zurich").await;
        t.clock.advance(DAY + HOUR);
        assert_eq!(backups::attend(&t.platform).await.unwrap(), 1);
        assert_eq!(all(&t, "zurich").await.backups.len(), 1);
        let last = backups::last_of_all(&t.platform).await.unwrap();
        let failed = last.iter().filter(|of| of.state == BackupState::Failed).count();
        assert_eq!(failed, 1, "one was tried, and speaks for all of its server");
    }

    async fn what_nobody_changed_is_not_written_twice(t: Deployment) {
        lend(&t, "paris", "Ruth").await;
        let first = made(&t, "paris").await;
        t.clock.advance(DAY + HOUR);
        assert_eq!(backups::attend(&t.platform).await.unwrap(), 1);
        let left = all(&t, "paris").await.backups;
        assert_eq!((left.len(), left[0].id), (1, first.id));
        assert_ne!(left[0].holds(), first.holds());
        lend(&t, "paris", "Zoë").await;
        let second = made(&t, "paris").await;
        assert_ne!(second.id, first.id);
        // A file that is gone is no backup that could be confirmed.
        std::fs::remove_file(file(&t, &second)).unwrap();
        assert_ne!(made(&t, "paris").await.id, second.id);
    }

    async fn nobody_is_made_wait_who_is_deleted_or_being_made(t: Deployment) {
        t.tenant("paris").await;
        t.clock.advance(DAY + HOUR);
        let new = tenantry::deletions::NewDeletion::default();
        tenantry::deletions::delete(&t.platform, "paris", &new, &Author::CommandLine).await.unwrap();
        assert_eq!(backups::attend(&t.platform).await.unwrap(), 0);
        let refused = backups::back_up(&t.platform, "paris", BackupReason::Asked, &Author::CommandLine).await;
        assert_eq!(refused.unwrap_err().fault.problem_of("slug"), Some(&Problem::IsDeleted));
    }

    async fn one_that_a_dead_process_left_has_failed_and_another_is_made(t: Deployment) {
        t.tenant("paris").await;
        let text = "insert into backup (id, tenant_id, state, reason, file, requested_by, began_at, lease_owner, lease_until)
                    select id, id, 'making', 'asked', 'paris/left.db.gz', 'somebody', created_at, 'dead', created_at from tenant";
        let mut tx = t.platform.central.begin().await.unwrap();
        on_either!(&mut tx, c => sqlx::query(text).execute(c).await.map(drop)).unwrap();
        tx.commit().await.unwrap();
        let refused = backups::back_up(&t.platform, "paris", BackupReason::Asked, &Author::CommandLine).await;
        assert_eq!(refused.unwrap_err().fault.problem_of("slug"), Some(&Problem::IsBackingUp));
        let folder = t.platform.config.backups_directory();
        let id = all(&t, "paris").await.backups[0].id;
        for left in ["paris/left.draft", "paris/left.db.gz", &format!(".drafts/{id}.making.db")] {
            let left = folder.join(left);
            std::fs::create_dir_all(left.parent().unwrap()).unwrap();
            std::fs::write(left, "half").unwrap();
        }
        t.clock.advance(HOUR);
        backups::attend(&t.platform).await.unwrap();
        let left = all(&t, "paris").await.backups;
        assert_eq!((left[0].state, left[0].error.is_some()), (BackupState::Failed, true));
        assert!(!folder.join("paris/left.db.gz").exists());
        assert_eq!(std::fs::read_dir(folder.join(".drafts")).unwrap().count(), 0);
        let health = overview::health_of(&t.platform, "paris").await.unwrap();
        assert_eq!(health.verdict(Check::Backups), Verdict::Watch);
        made(&t, "paris").await;
        assert_eq!(all(&t, "paris").await.backups.len(), 1, "what failed is forgotten once one succeeded");
    }

    async fn every_file_is_read_back_once_a_week(t: Deployment) {
        t.tenant("paris").await;
        let backup = made(&t, "paris").await;
        std::fs::write(file(&t, &backup), "something else").unwrap();
        t.clock.advance(DAY * 6);
        backups::attend(&t.platform).await.unwrap();
        let state = async || {
            all(&t, "paris").await.backups.into_iter().find(|of| of.id == backup.id).unwrap().state
        };
        assert_eq!(state().await, BackupState::Whole, "nobody has looked yet");
        t.clock.advance(DAY + HOUR);
        backups::attend(&t.platform).await.unwrap();
        assert_eq!(state().await, BackupState::Damaged);
    }

    async fn one_that_is_damaged_is_looked_at_again_and_goes_after_its_days(t: Deployment) {
        lend(&t, "paris", "Ruth").await;
        let backup = made(&t, "paris").await;
        let whole = std::fs::read(file(&t, &backup)).unwrap();
        std::fs::remove_file(file(&t, &backup)).unwrap();
        backups::check(&t.platform, backup.id).await.unwrap();
        std::fs::write(file(&t, &backup), whole).unwrap();
        t.clock.advance(HOUR * 7);
        backups::attend(&t.platform).await.unwrap();
        assert_eq!(all(&t, "paris").await.backups[0].state, BackupState::Whole, "its disk was away");
        std::fs::remove_file(file(&t, &backup)).unwrap();
        backups::check(&t.platform, backup.id).await.unwrap();
        lend(&t, "paris", "Zoë").await;
        let second = made(&t, "paris").await;
        assert_eq!(all(&t, "paris").await.backups.len(), 2);
        let health = overview::health_of(&t.platform, "paris").await.unwrap();
        assert_eq!(health.verdict(Check::Backups), Verdict::Watch, "another one is whole");
        t.clock.advance(DAY * 8);
        lend(&t, "paris", "Léa").await;
        let third = made(&t, "paris").await;
        let left: Vec<_> = all(&t, "paris").await.backups.into_iter().map(|of| of.id).collect();
        assert_eq!(left, [third.id, second.id]);
    }
}
