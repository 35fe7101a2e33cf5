use crate::harness::{Deployment, Engine, both_engines};
use std::{path::Path, sync::Arc};
use tenantry::{
    access::Role,
    clock::Clock,
    domains::{HostName, Resolution},
    platform::Platform,
    random::Random,
    tenants,
    users::Passwords,
};

async fn resolve(t: &Deployment, host: &str) -> Resolution {
    let host = HostName::parse(host).unwrap_or_else(|| panic!("{host:?} is a host"));
    t.platform.directory.resolve(&t.platform, &host).await.unwrap()
}

async fn slug_at(t: &Deployment, host: &str) -> Option<String> {
    match resolve(t, host).await {
        Resolution::Tenant(tenant) => Some(tenant.slug.clone()),
        _ => None,
    }
}

/// A custom domain as the table holds it; unverified without the time of its verification.
pub(super) async fn add_domain(t: &Deployment, host: &str, slug: &str, verified: bool) {
    let mut tx = t.platform.central.begin().await.unwrap();
    let text = "insert into domain (host, tenant_id, is_main, verified_at, created_at)
                select $1, id, false, case when $2 then created_at else null end, created_at from tenant where slug = $3";
    let added = crate::db::on_either!(&mut tx, c => sqlx::query(text).bind(host).bind(verified).bind(slug).execute(c).await.map(|done| done.rows_affected()));
    assert_eq!(added.unwrap(), 1);
    t.platform.directory.changed(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// Another node of the same deployment.
async fn second_node(t: &Deployment) -> Arc<Platform> {
    Platform::open_with(t.platform.config.clone(), Clock::system(), Random::seeded(2), Passwords::for_tests())
        .await
        .unwrap()
}

fn files(directory: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(directory) else { return 0 };
    entries.map(|entry| entry.unwrap().path()).map(|path| if path.is_dir() { files(&path) } else { 1 }).sum()
}

both_engines! {
    async fn the_deployments_own_names_ask_no_database(t: Deployment) {
        for (host, is_public) in [("tenantry.test", true), ("www.tenantry.test", true), ("console.tenantry.test", false)] {
            let resolution = resolve(&t, host).await;
            assert!(matches!((is_public, resolution), (true, Resolution::Public) | (false, Resolution::Console)), "{host}");
        }
        for address in ["127.0.0.1", "[::1]", "255.255.255.255"] {
            assert!(matches!(resolve(&t, address).await, Resolution::Unknown), "{address}");
        }
        assert_eq!(t.platform.directory.lookups(), 0);
    }

    async fn a_known_host_is_asked_once(t: Deployment) {
        t.tenant("paris").await;
        for _ in 0..50 {
            assert_eq!(slug_at(&t, "paris.tenantry.test").await.as_deref(), Some("paris"));
            assert_eq!(slug_at(&t, "PARIS.tenantry.test.:3000").await.as_deref(), Some("paris"));
        }
        assert_eq!(t.platform.directory.lookups(), 1);
    }

    async fn twenty_thousand_random_hosts_leave_nothing(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        drop(ctx);
        let (opens, before) = (t.platform.fleet.figures().opens, files(&t.directory));
        let random = Random::seeded(1);
        for number in 0..20_000 {
            let host = format!("{number:x}{:x}.tenantry.test", random.below(u64::MAX));
            assert!(matches!(resolve(&t, &host).await, Resolution::Unknown));
        }
        assert!(t.platform.directory.remembered() <= 10_010, "{} hosts are remembered", t.platform.directory.remembered());
        assert_eq!(t.platform.fleet.figures().opens, opens, "no organisation's database was opened");
        if t.engine == Engine::Sqlite {
            assert_eq!(files(&t.directory), before, "no file was made");
        }
        assert_eq!(slug_at(&t, "paris.tenantry.test").await.as_deref(), Some("paris"), "who is known is still found");
    }

    async fn an_unknown_host_is_asked_once_however_often_it_comes(t: Deployment) {
        for _ in 0..1_000 {
            assert!(matches!(resolve(&t, "nobody.tenantry.test").await, Resolution::Unknown));
        }
        assert_eq!(t.platform.directory.lookups(), 1);
    }

    async fn what_could_be_nobodys_name_asks_no_database(t: Deployment) {
        for label in ["a.b", "no", &"x".repeat(41), "-paris", "paris-", "xn--80ak6aa92e", "par_is"] {
            let Some(host) = HostName::parse(&format!("{label}.tenantry.test")) else { continue };
            let found = t.platform.directory.resolve(&t.platform, &host).await.unwrap();
            assert!(matches!(found, Resolution::Unknown), "{host}");
        }
        assert_eq!((t.platform.directory.lookups(), t.platform.directory.remembered()), (0, 0));
    }

    async fn a_new_organisation_is_found_at_once(t: Deployment) {
        assert_eq!(slug_at(&t, "paris.tenantry.test").await, None);
        t.tenant("paris").await;
        assert_eq!(slug_at(&t, "paris.tenantry.test").await.as_deref(), Some("paris"), "its absence was remembered");
    }

    async fn a_change_is_seen_at_once_here_and_soon_elsewhere(t: Deployment) {
        t.tenant("paris").await;
        let node = second_node(&t).await;
        let host = HostName::parse("paris.tenantry.test").unwrap();
        let status_there = async || match node.directory.resolve(&node, &host).await.unwrap() {
            Resolution::Tenant(tenant) => tenant.status.name(),
            other => panic!("{other:?}"),
        };
        node.directory.follow(&node).await.unwrap();
        assert_eq!(status_there().await, "active");
        tenants::suspend(&t.platform, "paris", "Unpaid", &tenantry::context::Author::CommandLine).await.unwrap();
        let Resolution::Tenant(here) = resolve(&t, "paris.tenantry.test").await else { panic!("it is there") };
        assert_eq!((here.status.name(), here.status_reason.as_deref()), ("suspended", Some("Unpaid")));
        node.directory.follow(&node).await.unwrap();
        assert_eq!(status_there().await, "suspended");
    }

    async fn a_custom_domain_leads_nowhere_until_it_is_verified(t: Deployment) {
        t.tenant("paris").await;
        add_domain(&t, "loans.paris.example", "paris", true).await;
        add_domain(&t, "unproven.example", "paris", false).await;
        assert_eq!(slug_at(&t, "loans.paris.example").await.as_deref(), Some("paris"));
        assert_eq!(slug_at(&t, "Loans.Paris.Example.").await.as_deref(), Some("paris"));
        assert_eq!(slug_at(&t, "www.loans.paris.example").await, None, "the match is exact");
        assert_eq!(slug_at(&t, "unproven.example").await, None);
    }

    async fn no_row_can_take_the_deployments_own_names(t: Deployment) {
        t.tenant("paris").await;
        add_domain(&t, "console.tenantry.test", "paris", true).await;
        add_domain(&t, "www.tenantry.test", "paris", true).await;
        assert!(matches!(resolve(&t, "console.tenantry.test").await, Resolution::Console));
        assert!(matches!(resolve(&t, "www.tenantry.test").await, Resolution::Public));
    }

    async fn hosts_that_only_look_like_one_are_not_it(t: Deployment) {
        t.tenant("paris").await;
        for host in [
            "a.paris.tenantry.test", "evilparis.tenantry.test", "paris.tenantry.test.evil.example", "paris", "paris.test",
            "paris-tenantry.test", "xn--pris-0na.tenantry.test", "paris_.tenantry.test", "рaris.tenantry.test", "ｐａｒｉs.tenantry.test.example",
        ] {
            assert_eq!(slug_at(&t, host).await, None, "{host}");
        }
        assert_eq!(slug_at(&t, "ｐａｒｉｓ.tenantry.test").await.as_deref(), Some("paris"), "IDN maps wide letters to plain ones");
    }
}
