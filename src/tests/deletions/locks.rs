use super::{DAY, attend, delete, inhabited, traces};
use crate::harness::both_engines;
use tenantry::{
    audit,
    context::Author,
    deletions::{self, Attended, NewDeletion},
    fault::{Kind, Problem},
    tenants,
};

both_engines! {
    async fn what_is_locked_cant_be_deleted_until_it_is_unlocked(t: Deployment) {
        let paris = inhabited(&t, "paris").await;
        deletions::lock(&t.platform, "paris", &Author::CommandLine).await.unwrap();
        let locked = tenants::detail(&t.platform, "paris").await.unwrap().unwrap();
        assert_eq!(locked.locked_at.as_deref(), Some("2026-03-15T12:00:00Z"));
        for refused in [
            deletions::plan(&t.platform, "paris", &NewDeletion::default()).await,
            deletions::delete(&t.platform, "paris", &NewDeletion::default(), &Author::CommandLine).await,
        ] {
            assert_eq!(refused.unwrap_err().fault.problem_of("slug"), Some(&Problem::IsLocked));
        }
        deletions::unlock(&t.platform, "paris", &Author::CommandLine).await.unwrap();
        delete(&t, "paris").await;
        let kinds: Vec<String> = audit::recent(&t.platform, 20).await.unwrap().into_iter().map(|event| event.kind).collect();
        assert!(["tenant-locked", "tenant-unlocked", "tenant-deleted"].iter().all(|kind| kinds.iter().any(|of| of == kind)), "{kinds:?}");
        assert!(!traces(&t, &paris).await.is_empty());
    }

    async fn a_lock_after_the_deletion_keeps_the_data(t: Deployment) {
        let paris = inhabited(&t, "paris").await;
        delete(&t, "paris").await;
        deletions::lock(&t.platform, "paris", &Author::CommandLine).await.unwrap();
        t.clock.advance(DAY * 100);
        assert!(matches!(attend(&t, "paris").await, Attended::Locked));
        assert!(deletions::due(&t.platform).await.unwrap().is_empty());
        assert!(!traces(&t, &paris).await.is_empty());
        deletions::unlock(&t.platform, "paris", &Author::CommandLine).await.unwrap();
        assert_eq!(deletions::due(&t.platform).await.unwrap(), ["paris"]);
        assert!(matches!(attend(&t, "paris").await, Attended::Erased(_)));
        assert!(traces(&t, &paris).await.is_empty());
    }

    async fn what_isnt_there_cant_be_locked(t: Deployment) {
        for done in [
            deletions::lock(&t.platform, "nowhere", &Author::CommandLine).await,
            deletions::unlock(&t.platform, "nowhere", &Author::CommandLine).await,
        ] {
            assert_eq!(done.unwrap_err().kind(), Kind::NotFound);
        }
    }
}
