//! Processes that are killed at every step of a restoration: the organisation has its data of before, or that of the backup,
//! and works in one place.

use crate::{
    backups::{all, made},
    harness::{Deployment, both_engines},
    lending::three_instalments,
    moves::{
        content,
        kills::{PACE, gone_on_with, program},
        lend,
    },
    victims::{die, killed, point, told},
};
use futures::future::join_all;
use jiff::SignedDuration;
use std::{collections::BTreeMap, sync::Arc};
use tenantry::{
    access::Role,
    backups::{self, Backup, BackupState},
    context::Author,
    loans,
    moves::{self, Event, MoveState, Observer, RestoreOrder, Step},
    tenants,
};

struct House {
    step: Step,
    slug: String,
    backup: Backup,
    /// What the backup holds, and what there was when the restoration began.
    then: BTreeMap<String, Vec<String>>,
    before: BTreeMap<String, Vec<String>>,
}

async fn house(t: &Deployment, step: Step) -> House {
    let slug = format!("house-{step:?}").to_lowercase();
    lend(t, &slug, "Ruth").await;
    let tenant = tenants::find(&t.platform, &slug).await.unwrap().unwrap();
    let then = content(&t.platform, &tenant).await;
    let backup = made(t, &slug).await;
    lend(t, &slug, "Zoë").await;
    let before = content(&t.platform, &tenant).await;
    t.platform.fleet.close(tenant.id).await;
    House { step, slug, backup, then, before }
}

async fn killed_at(t: &Deployment, house: &House) {
    let (directory, step) = (t.directory.to_string_lossy(), format!("{:?}", house.step));
    killed(t, "backups::kills::victim", &[&*directory, &house.slug, &step, &house.backup.id.to_string()]).await;
}

both_engines! {
    async fn data_is_whole_wherever_a_restoration_died(t: Deployment) {
        let next = program(t.platform.lifecycle.location().clone(), &t.directory.to_string_lossy()).await;
        let mut houses = Vec::new();
        for step in Step::ALL {
            houses.push(house(&t, step).await);
        }
        // A few at a time: each is a program with connections of its own.
        for some in houses.chunks(3) {
            join_all(some.iter().map(|house| killed_at(&t, house))).await;
        }
        for House { step, slug, then, before, .. } in &houses {
            gone_on_with(&next, slug, *step).await;
            let record = moves::of_tenant(&next, slug).await.unwrap().remove(0);
            let is_restored = *step == Step::Switched;
            assert_eq!(record.state, if is_restored { MoveState::Moved } else { MoveState::Undone }, "{step:?}");
            let tenant = tenants::find(&next, slug).await.unwrap().unwrap();
            assert_eq!(&content(&next, &tenant).await, if is_restored { then } else { before }, "{step:?}");
            let actor = t.member(&tenant, Role::Owner).await;
            let ctx = next.enter(&tenant, actor).await.unwrap();
            loans::create(&ctx, three_instalments("After")).await.unwrap_or_else(|error| panic!("{step:?}: {}", error.with_causes()));
            drop(ctx);
            next.fleet.close(tenant.id).await;
            assert_eq!(moves::targets_left(&next, slug).await.unwrap(), Vec::<String>::new(), "{step:?}");
        }
        moves::attend_all(&next, PACE).await.unwrap();
        // What the dead were about to keep has failed or is whole, and nothing is left of what they unpacked.
        t.clock.advance(SignedDuration::from_hours(24 * 365 * 10));
        backups::attend(&t.platform).await.unwrap();
        for House { step, slug, .. } in &houses {
            let states: Vec<_> = all(&t, slug).await.backups.iter().map(|backup| backup.state).collect();
            assert!(!states.contains(&BackupState::Making), "{step:?}: {states:?}");
        }
        let drafts = t.platform.config.backups_directory().join(".drafts");
        let left: Vec<_> = std::fs::read_dir(drafts).unwrap().map(|left| left.unwrap().file_name()).collect();
        assert!(left.is_empty(), "{left:?}");
    }
}

/// Not a test of its own: the program that is killed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "it is the child process of the tests above"]
async fn victim() {
    let Some((location, [directory, slug, step, backup])) = told() else { return };
    let platform = program(location, &directory).await;
    let at = point(Step::ALL, &step);
    let observer: Observer = Arc::new(move |event| {
        if matches!(event, Event::Reached(reached) if reached == at) {
            die();
        }
    });
    let order = RestoreOrder { backup: backup.parse().unwrap(), whatever_is_there: false };
    let ended = moves::restore_backup(&platform, &slug, order, &Author::CommandLine, PACE, &observer).await;
    eprintln!("the restoration ended by itself: {ended:?}");
}
