use super::{DAY, attend, count, delete, erased, exported_files, inhabited, lose_database, traces};
use crate::{
    db::on_either,
    harness::{Deployment, both_engines},
    upgrades::{options, unobserved as unobserved_upgrade},
};
use sha2::{Digest, Sha256};
use std::time::Duration;
use tenantry::{
    access::Role,
    audit,
    context::Author,
    db::PoolSize,
    deletions::{self, Attended, Export, NewDeletion, Pace},
    fault::Problem,
    memberships, provisioning,
    tenants::{self, NewTenant, Tenant},
    upgrades::{self, Pace as UpgradePace},
};

/// A member of the organisation who belongs to another one as well.
async fn shared_member(t: &Deployment, one: &Tenant, other: &Tenant) {
    let actor = t.member(one, Role::Admin).await;
    let mut tx = t.platform.central.begin().await.unwrap();
    memberships::add(&mut tx, &t.platform, other.id, actor.user, Role::Member).await.unwrap();
    tx.commit().await.unwrap();
}

both_engines! {
    async fn after_the_grace_nothing_is_left_but_the_proof(t: Deployment) {
        let paris = inhabited(&t, "paris").await;
        let lyon = inhabited(&t, "lyon").await;
        shared_member(&t, &paris, &lyon).await;
        t.platform.fleet.close(lyon.id).await;
        let before = traces(&t, &lyon).await;
        let erasure = erased(&t, "paris").await;

        assert!(traces(&t, &paris).await.is_empty());
        assert_eq!(traces(&t, &lyon).await, before, "the other's are untouched");
        assert!(tenants::find(&t.platform, "paris").await.unwrap().is_none());
        assert!(tenants::find(&t.platform, "lyon").await.unwrap().is_some());
        let removed = &erasure.removed;
        assert_eq!((removed.tables["loan"], removed.tables["borrower"], removed.tables["brand"]), (1, 1, 1));
        assert_eq!((removed.central["tenant"], removed.central["membership"], removed.central["domain"]), (1, 2, 1));
        assert_eq!((removed.people, removed.unreadable.as_deref()), (1, None), "who belongs to Lyon as well keeps their account");
        assert!(removed.traces.iter().any(|trace| trace.contains(paris.database().as_str())), "{:?}", removed.traces);
        assert_eq!(erasure.database_sha256, format!("{:x}", Sha256::digest(paris.database().as_str())));
        assert_eq!((erasure.erased_at.as_str(), erasure.requested_at.as_str()), ("2026-04-15T12:00:00Z", "2026-03-15T12:00:00Z"));
        assert_eq!(count(&t, r#"select count(*) from "user" where email = $1"#, "owner@paris.example").await, 0);
        assert_eq!(count(&t, r#"select count(*) from "user" where email = $1"#, "admin@paris.example").await, 1);

        assert_eq!(deletions::erasures(&t.platform).await.unwrap(), std::slice::from_ref(&erasure));
        assert_eq!(deletions::find_erasure(&t.platform, "paris").await.unwrap(), Some(erasure));
        let events: Vec<String> = audit::recent(&t.platform, 20).await.unwrap().into_iter()
            .filter(|event| event.tenant == Some(paris.id)).map(|event| event.kind).collect();
        assert!(["tenant-deleted", "tenant-exported", "tenant-erased"].iter().all(|kind| events.iter().any(|of| of == kind)), "{events:?}");
        assert_eq!(exported_files(&t).len(), 1, "the export stays");
    }

    async fn its_name_rests_with_those_it_had_before(t: Deployment) {
        inhabited(&t, "paris").await;
        tenants::change_slug(&t.platform, "paris", "lutece", &Author::CommandLine).await.unwrap();
        erased(&t, "lutece").await;
        let new = |slug: &str| NewTenant { name: "Another".into(), slug: slug.into(), admin_name: "Rachel".into(), admin_email: "r@x.example".into(), ..NewTenant::default() };
        t.clock.advance(DAY * 89);
        for slug in ["paris", "lutece"] {
            let refused = provisioning::provision(t.platform.clone(), new(slug), |_| Ok(())).await.unwrap_err();
            assert!(matches!(refused.fault.problem_of("slug"), Some(Problem::SlugResting { .. })), "{slug}: {refused:?}");
        }
        t.clock.advance(DAY);
        deletions::attend_all(&t.platform, &Author::Housekeeping, Pace::default()).await.unwrap();
        for slug in ["paris", "lutece"] {
            provisioning::provision(t.platform.clone(), new(slug), |_| Ok(())).await.unwrap();
        }
    }

    async fn its_snapshots_go_as_well(t: Deployment) {
        let tenants = crate::upgrades::fleet(&t, 2).await;
        let next = crate::upgrades::next_version(&t).await;
        upgrades::run(&next.platform, &options(), UpgradePace::default(), &unobserved_upgrade()).await.unwrap();
        let mut reader = next.platform.central.read().await.unwrap();
        let text = "select k.snapshot from upgrade_task k where k.tenant_id = $1 and k.snapshot_at is not null";
        let snapshots: Vec<String> = on_either!(&mut reader, c => sqlx::query_scalar(text).bind(tenants[0].id).fetch_all(c).await).unwrap();
        drop(reader);
        let snapshot = tenantry::db::SnapshotName::stored(&snapshots[0]).unwrap();
        assert!(next.platform.lifecycle.has_snapshot(tenants[0].home(), &snapshot).await.unwrap());
        let erasure = erased(&next, "house-000").await;
        assert!(!next.platform.lifecycle.has_snapshot(tenants[0].home(), &snapshot).await.unwrap());
        assert!(erasure.removed.traces.iter().any(|trace| trace.contains(&snapshots[0])), "{:?}", erasure.removed.traces);
        assert_eq!(erasure.removed.central["upgrade_task"], 1);
        assert_eq!(upgrades::plan(&next.platform).await.unwrap().organisations, 1);
    }

    async fn an_upgrade_that_works_on_it_is_waited_for(t: Deployment) {
        let tenants = crate::upgrades::fleet(&t, 1).await;
        let next = crate::upgrades::next_version(&t).await;
        upgrades::run(&next.platform, &options(), UpgradePace::default(), &unobserved_upgrade()).await.unwrap();
        delete(&next, "house-000").await;
        next.clock.advance(DAY * 31);
        let set = async |state: &'static str, until: jiff::Timestamp| {
            let mut tx = next.platform.central.begin().await.unwrap();
            let text = "update upgrade_task set state = $1, lease_until = $2";
            let until = tenantry::db::ToSqlx::to_sqlx(until);
            on_either!(&mut tx, c => sqlx::query(text).bind(state).bind(until).execute(c).await.map(drop)).unwrap();
            tx.commit().await.unwrap();
        };
        set("running", next.clock.now() + DAY).await;
        assert!(matches!(attend(&next, "house-000").await, Attended::Upgrading));
        assert!(!traces(&next, &tenants[0]).await.is_empty());
        set("running", next.clock.now() - DAY).await;
        assert!(matches!(attend(&next, "house-000").await, Attended::Erased(_)), "its process is dead");
    }

    async fn who_still_has_it_open_is_waited_for(t: Deployment) {
        let paris = inhabited(&t, "paris").await;
        let size = PoolSize { most: 1, wait: Duration::from_secs(5) };
        let held = t.platform.lifecycle.open(paris.home(), size).await.unwrap();
        delete(&t, "paris").await;
        t.clock.advance(DAY * 31);
        let pace = Pace { patience: Duration::from_millis(500), ..Pace::default() };
        let tried = deletions::attend(&t.platform, "paris", &Author::CommandLine, pace, &deletions::unobserved()).await;
        if t.engine == crate::harness::Engine::Sqlite {
            // PostgreSQL sends everybody away.
            let error = tried.unwrap_err();
            assert!(error.with_causes().contains("still has the database open"), "{}", error.with_causes());
            assert!(!traces(&t, &paris).await.is_empty());
            let late = deletions::cancel(&t.platform, "paris", &Author::CommandLine).await.unwrap_err();
            assert_eq!(late.fault.problem_of("slug"), Some(&Problem::IsBeingErased));
            let late = deletions::lock(&t.platform, "paris", &Author::CommandLine).await.unwrap_err();
            assert_eq!(late.fault.problem_of("slug"), Some(&Problem::IsBeingErased));
            held.close().await;
            assert!(matches!(attend(&t, "paris").await, Attended::Erased(_)));
        }
        assert!(traces(&t, &paris).await.is_empty());
    }

    async fn housekeeping_removes_what_is_due_and_nothing_else(t: Deployment) {
        for slug in ["paris", "lyon", "nice"] {
            inhabited(&t, slug).await;
        }
        delete(&t, "paris").await;
        t.clock.advance(DAY * 20);
        delete(&t, "lyon").await;
        let housekeeping = async || deletions::attend_all(&t.platform, &Author::Housekeeping, Pace::default()).await.unwrap();
        assert!(housekeeping().await.is_empty());
        assert_eq!(exported_files(&t).len(), 2, "both are exported at once");
        t.clock.advance(DAY * 11);
        let gone = housekeeping().await;
        assert_eq!(gone.iter().map(|of| (of.slug.as_str(), of.erased_by.as_str())).collect::<Vec<_>>(), [("paris", "housekeeping")]);
        let left: Vec<String> = tenants::all(&t.platform).await.unwrap().iter().map(|tenant| tenant.slug.clone()).collect();
        assert_eq!(left, ["lyon", "nice"]);
    }

    async fn one_that_fails_keeps_no_other(t: Deployment) {
        let paris = inhabited(&t, "paris").await;
        inhabited(&t, "lyon").await;
        lose_database(&t, &paris).await;
        let new = NewDeletion { grace: Some(jiff::SignedDuration::ZERO), ..NewDeletion::default() };
        for slug in ["paris", "lyon"] {
            deletions::delete(&t.platform, slug, &new, &Author::CommandLine).await.unwrap();
        }
        let gone = deletions::attend_all(&t.platform, &Author::Housekeeping, Pace::default()).await.unwrap();
        assert_eq!(gone.iter().map(|of| of.slug.as_str()).collect::<Vec<_>>(), ["lyon"]);
        let new = NewDeletion { export: Export::None, ..new };
        deletions::delete(&t.platform, "paris", &new, &Author::CommandLine).await.unwrap();
        assert!(matches!(attend(&t, "paris").await, Attended::Erased(_)));
    }

    async fn two_processes_remove_it_once(t: Deployment) {
        inhabited(&t, "paris").await;
        delete(&t, "paris").await;
        t.clock.advance(DAY * 31);
        let other = crate::upgrades::next_version(&t).await;
        let (one, two) = tokio::join!(attend(&t, "paris"), attend(&other, "paris"));
        let erased = [one, two].into_iter().filter(|done| matches!(done, Attended::Erased(_))).count();
        assert_eq!((erased, deletions::erasures(&t.platform).await.unwrap().len()), (1, 1));
    }
}
