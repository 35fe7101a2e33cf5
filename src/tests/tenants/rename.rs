use super::{make, refusal, resolved};
use crate::{
    db::on_either,
    harness::{Deployment, both_engines},
    upgrades::next_version,
};
use jiff::SignedDuration;
use tenantry::{
    access::Role,
    audit,
    context::Author,
    deletions::{self, NewDeletion},
    domains::{HostName, Resolution},
    error::{Error, Result},
    fault::{Kind, Problem},
    tenants::{self, Renaming},
};

const DAY: SignedDuration = SignedDuration::from_hours(24);

async fn rename(t: &Deployment, slug: &str, new_slug: &str) -> Result<Renaming> {
    tenants::change_slug(&t.platform, slug, new_slug, &Author::CommandLine).await
}

fn problem(error: &Error) -> Problem {
    error.fault.problem_of("slug").cloned().unwrap_or_else(|| panic!("{error:?}"))
}

/// Where a host of the deployment leads whose organisation has another name now.
async fn moved_to(t: &Deployment, slug: &str) -> Option<String> {
    let host = HostName::parse(&format!("{slug}.tenantry.test")).unwrap();
    match t.platform.directory.resolve(&t.platform, &host).await.unwrap() {
        Resolution::Moved(moved) => Some(moved.host),
        _ => None,
    }
}

async fn host_of(t: &Deployment, slug: &str) -> String {
    tenants::find(&t.platform, slug).await.unwrap().unwrap().main_host.clone()
}

both_engines! {
    async fn the_new_address_leads_to_it_and_the_old_one_to_the_new(t: Deployment) {
        make(&t, "Paris", "paris").await;
        let before = resolved(&t, "paris").await.unwrap();
        let planned = tenants::plan_rename(&t.platform, "paris", "lutece").await.unwrap();
        assert_eq!(resolved(&t, "paris").await.unwrap().slug, "paris", "a plan changes nothing");
        assert_eq!(rename(&t, "paris", " Lutece ").await.unwrap(), planned);
        assert_eq!((planned.new_url.as_str(), planned.old_rests_until.as_str()), ("http://lutece.tenantry.test:3000", "2026-06-13T12:00:00Z"));
        let after = resolved(&t, "lutece").await.unwrap();
        assert_eq!((after.id, after.name.as_str(), after.main_host.as_str()), (before.id, "Paris", "lutece.tenantry.test"));
        assert_eq!(moved_to(&t, "paris").await.as_deref(), Some("lutece.tenantry.test"));
        assert!(tenants::find(&t.platform, "paris").await.unwrap().is_none());
        let events = audit::recent(&t.platform, 50).await.unwrap();
        let event = events.iter().find(|event| event.kind == "tenant-renamed").unwrap();
        assert_eq!((event.tenant, event.detail.as_str()), (Some(before.id), "paris -> lutece"));
    }

    async fn the_old_name_rests_for_ninety_days_and_is_free_then(t: Deployment) {
        make(&t, "Paris", "paris").await;
        rename(&t, "paris", "lutece").await.unwrap();
        make(&t, "Lyon", "lyon").await;
        t.clock.advance(DAY * 90 - SignedDuration::from_secs(1));
        assert_eq!(refusal(&t, "Another", "paris").await.problem_of("slug"), Some(&Problem::SlugResting { suggestion: "paris-2".into() }));
        assert!(matches!(problem(&rename(&t, "lyon", "paris").await.unwrap_err()), Problem::SlugResting { .. }));
        assert!(moved_to(&t, "paris").await.is_some());
        t.clock.advance(SignedDuration::from_secs(1));
        assert_eq!(moved_to(&t, "paris").await, None, "also from memory");
        rename(&t, "lyon", "paris").await.unwrap();
        assert_eq!(resolved(&t, "paris").await.unwrap().name, "Lyon");
        assert_eq!(moved_to(&t, "lyon").await.as_deref(), Some("paris.tenantry.test"));
    }

    async fn several_old_names_lead_to_the_last_and_it_may_take_one_back(t: Deployment) {
        make(&t, "Paris", "paris").await;
        rename(&t, "paris", "lutece").await.unwrap();
        rename(&t, "lutece", "capitale").await.unwrap();
        for old in ["paris", "lutece"] {
            assert_eq!(moved_to(&t, old).await.as_deref(), Some("capitale.tenantry.test"), "{old}");
        }
        rename(&t, "capitale", "paris").await.unwrap();
        assert_eq!(resolved(&t, "paris").await.unwrap().name, "Paris");
        for old in ["lutece", "capitale"] {
            assert_eq!(moved_to(&t, old).await.as_deref(), Some("paris.tenantry.test"), "{old}");
        }
        t.clock.advance(DAY * 365);
        assert_eq!(resolved(&t, "paris").await.unwrap().name, "Paris", "its own name doesn't run out");
    }

    async fn a_name_that_cant_be_had_is_refused_with_one_that_can(t: Deployment) {
        make(&t, "Paris", "paris").await;
        make(&t, "Lyon", "lyon").await;
        make(&t, "Lyon again", "lyon-2").await;
        assert_eq!(problem(&rename(&t, "paris", "lyon").await.unwrap_err()), Problem::SlugTaken { suggestion: "lyon-3".into() });
        assert!(matches!(problem(&rename(&t, "paris", "adm1n").await.unwrap_err()), Problem::SlugLooksLike { .. }));
        assert_eq!(problem(&rename(&t, "paris", "évry").await.unwrap_err()), Problem::SlugCharacters);
        assert_eq!(problem(&rename(&t, "paris", "PARIS").await.unwrap_err()), Problem::SlugUnchanged);
        assert_eq!(rename(&t, "nowhere", "somewhere").await.unwrap_err().kind(), Kind::NotFound);
        deletions::delete(&t.platform, "lyon", &NewDeletion::default(), &Author::CommandLine).await.unwrap();
        assert_eq!(problem(&rename(&t, "lyon", "somewhere").await.unwrap_err()), Problem::IsDeleted);
        assert_eq!(host_of(&t, "paris").await, "paris.tenantry.test");
    }

    async fn sessions_of_the_old_host_end(t: Deployment) {
        let paris = t.tenant("paris").await;
        let actor = t.member(&paris, Role::Member).await;
        let mut tx = t.platform.central.begin().await.unwrap();
        let text = "insert into session (id_hash, user_id, tenant_id, host, created_at, last_seen_at, expires_at)
                    select $1, $2, tenant_id, host, created_at, created_at, created_at from domain";
        on_either!(&mut tx, c => sqlx::query(text).bind(vec![7_u8]).bind(actor.user).execute(c).await.map(drop)).unwrap();
        tx.commit().await.unwrap();
        rename(&t, "paris", "lutece").await.unwrap();
        let mut reader = t.platform.central.read().await.unwrap();
        let left: i64 = on_either!(&mut reader, c => sqlx::query_scalar("select count(*) from session").fetch_one(c).await).unwrap();
        assert_eq!(left, 0);
    }

    async fn a_custom_domain_stays_the_main_host(t: Deployment) {
        make(&t, "Paris", "paris").await;
        let mut tx = t.platform.central.begin().await.unwrap();
        for text in [
            "update domain set is_main = false",
            "insert into domain (host, tenant_id, is_main, verified_at, created_at)
             select 'loans.paris.example', id, true, created_at, created_at from tenant",
        ] {
            on_either!(&mut tx, c => sqlx::query(text).execute(c).await.map(drop)).unwrap();
        }
        tx.commit().await.unwrap();
        rename(&t, "paris", "lutece").await.unwrap();
        assert_eq!(host_of(&t, "lutece").await, "loans.paris.example");
        assert_eq!(moved_to(&t, "paris").await.as_deref(), Some("loans.paris.example"));
        assert!(resolved(&t, "lutece").await.is_some());
    }

    async fn other_processes_follow(t: Deployment) {
        make(&t, "Paris", "paris").await;
        let other = next_version(&t).await;
        for _ in 0..2 {
            other.platform.directory.follow(&other.platform).await.unwrap();
            assert!(resolved(&other, "paris").await.is_some() && resolved(&other, "lutece").await.is_none());
        }
        rename(&t, "paris", "lutece").await.unwrap();
        other.platform.directory.follow(&other.platform).await.unwrap();
        assert_eq!(resolved(&other, "lutece").await.unwrap().name, "Paris");
        assert_eq!(moved_to(&other, "paris").await.as_deref(), Some("lutece.tenantry.test"));
    }

    async fn of_two_at_once_one_gets_the_name(t: Deployment) {
        make(&t, "Paris", "paris").await;
        make(&t, "Lyon", "lyon").await;
        let (one, other) = tokio::join!(rename(&t, "paris", "capitale"), rename(&t, "lyon", "capitale"));
        let refused = match (one, other) {
            (Ok(_), Err(error)) | (Err(error), Ok(_)) => error,
            both => panic!("{both:?}"),
        };
        assert!(matches!(problem(&refused), Problem::SlugTaken { .. }), "{refused:?}");
    }
}
