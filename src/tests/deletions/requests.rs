use super::{DAY, attend, count, delete, deletion, inhabited, traces};
use crate::harness::both_engines;
use jiff::SignedDuration;
use tenantry::{
    access::Role,
    audit,
    context::Author,
    deletions::{self, Attended, Export, NewDeletion},
    domains::{HostName, Resolution},
    fault::{Kind, Problem},
    memberships,
    platform::Platform,
    tenants::{self, TenantQuery, TenantStatus},
};

async fn resolved(platform: &Platform, host: &str) -> Resolution {
    platform.directory.resolve(platform, &HostName::parse(host).unwrap()).await.unwrap()
}

fn going(resolution: Resolution) -> bool {
    matches!(resolution, Resolution::Tenant(tenant) if tenant.going.is_some())
}

both_engines! {
    async fn a_deleted_organisation_is_closed_at_once_and_keeps_its_data(t: Deployment) {
        let paris = inhabited(&t, "paris").await;
        inhabited(&t, "lyon").await;
        let reason = "Dissolved by its members".to_owned();
        let new = NewDeletion { reason: reason.clone(), ..NewDeletion::default() };
        let planned = deletions::plan(&t.platform, "paris", &new).await.unwrap();
        assert_eq!((planned.members, planned.people, planned.is_gone_at_once), (1, 1, false));
        assert!(!going(resolved(&t.platform, "paris.tenantry.test").await), "a plan changes nothing");

        deletions::delete(&t.platform, "paris", &new, &Author::CommandLine).await.unwrap();
        assert!(going(resolved(&t.platform, "paris.tenantry.test").await));
        assert!(!going(resolved(&t.platform, "lyon.tenantry.test").await));
        let found = tenants::find(&t.platform, "paris").await.unwrap().unwrap();
        assert_eq!(found.going.as_ref().and_then(|going| going.reason.clone()), Some(reason.clone()));
        assert_eq!(t.platform.fleet.open(&found).await.unwrap_err().kind(), Kind::Unavailable { seconds: 5 });
        assert!(!traces(&t, &paris).await.is_empty());

        let deleted = deletion(&t, "paris").await;
        assert_eq!((deleted.gone_at.as_str(), deleted.requested_by.as_str()), ("2026-04-14T12:00:00Z", "command line"));
        assert_eq!(deleted.reason, Some(reason));
        let events = audit::recent(&t.platform, 50).await.unwrap();
        let event = events.iter().find(|event| event.kind == "tenant-deleted").unwrap();
        assert_eq!((event.tenant, event.host.as_str()), (Some(paris.id), "command line"));
    }

    async fn its_sessions_end_and_it_is_found_nowhere(t: Deployment) {
        let paris = inhabited(&t, "paris").await;
        let lyon = inhabited(&t, "lyon").await;
        let actor = t.member(&paris, Role::Admin).await;
        let mut tx = t.platform.central.begin().await.unwrap();
        memberships::add(&mut tx, &t.platform, lyon.id, actor.user, Role::Member).await.unwrap();
        let text = "insert into session (id_hash, user_id, tenant_id, host, created_at, last_seen_at, expires_at)
                    select $1, $2, id, slug, created_at, created_at, created_at from tenant where slug = $3";
        for (secret, slug) in [(vec![1_u8], "paris"), (vec![2], "lyon")] {
            crate::db::on_either!(&mut tx, c => sqlx::query(text).bind(secret).bind(actor.user).bind(slug).execute(c).await.map(drop)).unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(tenants::front_doors(&t.platform, "paris").await.unwrap().len(), 1);
        assert_eq!(t.platform.own_organisations.beside(&t.platform, lyon.id, actor.user).await.unwrap().len(), 1);
        delete(&t, "paris").await;
        let sessions = "select count(*) from session where host = $1";
        assert_eq!((count(&t, sessions, "paris").await, count(&t, sessions, "lyon").await), (0, 1));
        assert!(tenants::front_doors(&t.platform, "paris").await.unwrap().is_empty());
        assert!(t.platform.own_organisations.beside(&t.platform, lyon.id, actor.user).await.unwrap().is_empty());
    }

    async fn the_list_shows_when_it_goes(t: Deployment) {
        inhabited(&t, "paris").await;
        inhabited(&t, "lyon").await;
        delete(&t, "paris").await;
        let rows = tenants::list(&t.platform, &TenantQuery::default()).await.unwrap().rows;
        let gone: Vec<_> = rows.iter().map(|row| (row.slug.as_str(), row.gone_at.as_deref())).collect();
        assert_eq!(gone, [("lyon", None), ("paris", Some("2026-04-14T12:00:00Z"))]);
        let active = TenantQuery { status: Some(TenantStatus::Active), ..TenantQuery::default() };
        let rows = tenants::list(&t.platform, &active).await.unwrap().rows;
        assert_eq!(rows.iter().map(|row| row.slug.as_str()).collect::<Vec<_>>(), ["lyon"], "what is deleted isn't active");
    }

    async fn a_deletion_is_taken_back_as_long_as_the_grace_goes_on(t: Deployment) {
        let paris = inhabited(&t, "paris").await;
        delete(&t, "paris").await;
        t.clock.advance(DAY * 30 - SignedDuration::from_secs(1));
        assert!(matches!(attend(&t, "paris").await, Attended::Kept));
        deletions::cancel(&t.platform, "paris", &Author::CommandLine).await.unwrap();
        assert!(!going(resolved(&t.platform, "paris.tenantry.test").await));
        let found = tenants::find(&t.platform, "paris").await.unwrap().unwrap();
        let db = t.platform.fleet.open(&found).await.unwrap();
        let mut reader = db.db().read().await.unwrap();
        let loans: i64 = crate::db::on_either!(&mut reader, c => sqlx::query_scalar("select count(*) from loan").fetch_one(c).await).unwrap();
        assert_eq!((found.id, loans), (paris.id, 1));
        t.clock.advance(DAY * 100);
        assert!(matches!(attend(&t, "paris").await, Attended::Nothing), "nothing is left of the deletion");
        let error = deletions::cancel(&t.platform, "paris", &Author::CommandLine).await.unwrap_err();
        assert_eq!(error.fault.problem_of("slug"), Some(&Problem::NotDeleted));
    }

    async fn the_grace_is_shortened_and_lengthened_from_the_day_of_the_deletion(t: Deployment) {
        inhabited(&t, "paris").await;
        delete(&t, "paris").await;
        let again = deletions::delete(&t.platform, "paris", &NewDeletion::default(), &Author::CommandLine).await.unwrap_err();
        assert_eq!(again.fault.problem_of("slug"), Some(&Problem::IsDeleted));
        t.clock.advance(DAY * 2);
        for (days, gone_at) in [(7, "2026-03-22T12:00:00Z"), (60, "2026-05-14T12:00:00Z")] {
            let new = NewDeletion { grace: Some(DAY * days), ..NewDeletion::default() };
            let changed = deletions::delete(&t.platform, "paris", &new, &Author::CommandLine).await.unwrap();
            assert!(changed.is_deleted_already && changed.gone_at == gone_at, "{changed:?}");
            assert_eq!(deletion(&t, "paris").await.gone_at, gone_at);
        }
        let new = NewDeletion { grace: Some(SignedDuration::ZERO), ..NewDeletion::default() };
        assert!(deletions::delete(&t.platform, "paris", &new, &Author::CommandLine).await.unwrap().is_gone_at_once);
        assert!(matches!(attend(&t, "paris").await, Attended::Erased(_)));
    }

    async fn an_operator_sets_the_grace_of_who_is_deleted_and_of_nobody_else(t: Deployment) {
        inhabited(&t, "paris").await;
        let author = Author::CommandLine;
        let set = async |typed: &str, days: &str| deletions::change_grace(&t.platform, "paris", typed, days, &author).await;
        let refused = async |typed: &str, days: &str, field: &str| set(typed, days).await.unwrap_err().fault.problem_of(field).cloned();
        assert_eq!(refused("paris", "3", "slug").await, Some(Problem::NotDeleted), "it deletes nobody");
        assert!(tenants::detail(&t.platform, "paris").await.unwrap().unwrap().deletion.is_none());
        deletions::delete(&t.platform, "paris", &NewDeletion::default(), &author).await.unwrap();
        let usual = deletion(&t, "paris").await.gone_at;
        assert_eq!(refused("Paris", "3", "confirm").await, Some(Problem::SlugMismatch));
        for days in ["", "soon", "-1", "3651"] {
            assert_eq!(refused("paris", days, "days").await, Some(Problem::OutOfRange { least: 0, most: 3_650 }), "{days}");
        }
        deletions::lock(&t.platform, "paris", &author).await.unwrap();
        assert_eq!(refused("paris", "3", "slug").await, Some(Problem::IsLocked));
        deletions::unlock(&t.platform, "paris", &author).await.unwrap();
        set(" paris ", " 3 ").await.unwrap();
        let sooner = deletion(&t, "paris").await.gone_at;
        assert_eq!((usual.as_str(), sooner.as_str()), ("2026-04-14T12:00:00Z", "2026-03-18T12:00:00Z"));
        let events = audit::recent(&t.platform, 50).await.unwrap();
        assert!(events.iter().any(|event| event.kind == "tenant-deletion-changed"));
    }

    async fn what_is_wrong_is_said_at_its_field(t: Deployment) {
        inhabited(&t, "paris").await;
        let missing = deletions::delete(&t.platform, "nowhere", &NewDeletion::default(), &Author::CommandLine).await.unwrap_err();
        assert_eq!(missing.kind(), Kind::NotFound);
        let new = NewDeletion { reason: "x".repeat(500), ..NewDeletion::default() };
        let long = deletions::delete(&t.platform, "paris", &new, &Author::CommandLine).await.unwrap_err();
        assert!(matches!(long.fault.problem_of("reason"), Some(Problem::TooLong { .. })), "{long:?}");
        let new = NewDeletion { export: Export::To("/nowhere/at/all.tar.gz".into()), ..NewDeletion::default() };
        deletions::delete(&t.platform, "paris", &new, &Author::CommandLine).await.unwrap_err();
        assert!(!going(resolved(&t.platform, "paris.tenantry.test").await), "nothing was deleted");
    }

    async fn other_processes_close_it_too(t: Deployment) {
        let paris = inhabited(&t, "paris").await;
        let other = crate::upgrades::next_version(&t).await;
        drop(other.platform.fleet.open(&tenants::find(&other.platform, "paris").await.unwrap().unwrap()).await.unwrap());
        other.platform.directory.follow(&other.platform).await.unwrap();
        assert!(!going(resolved(&other.platform, "paris.tenantry.test").await));
        delete(&t, "paris").await;
        other.platform.directory.follow(&other.platform).await.unwrap();
        assert!(going(resolved(&other.platform, "paris.tenantry.test").await));
        for _ in 0..100 {
            if other.platform.fleet.figures().open == 0 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        assert_eq!(other.platform.fleet.figures().open, 0, "{} is still open", paris.slug);
    }
}
