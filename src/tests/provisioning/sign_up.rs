use super::{request, rows_left};
use crate::harness::{Deployment, Engine, both_engines};
use jiff::SignedDuration;
use tenantry::{
    error::Result,
    fault::Kind,
    provisioning::{self, SignedUp},
    tenants::NewTenant,
};

async fn sign_up(t: &Deployment, slug: &str, from: &str) -> Result<SignedUp> {
    provisioning::sign_up(t.platform.clone(), request(slug), from.parse().unwrap()).await
}

async fn refused_for(t: &Deployment, slug: &str, from: &str) -> u32 {
    match sign_up(t, slug, from).await.unwrap_err().kind() {
        Kind::RateLimited { seconds } => seconds,
        other => panic!("{other:?}"),
    }
}

both_engines! {
    async fn a_network_makes_ten_organisations_an_hour(t: Deployment) {
        for number in 0..10 {
            sign_up(&t, &format!("nord-{number}"), &format!("203.0.113.{number}")).await.unwrap();
            t.clock.advance(SignedDuration::from_mins(1));
        }
        let before = rows_left(&t).await;
        assert_eq!(refused_for(&t, "nord-10", "203.0.113.77").await, 50 * 60);
        assert_eq!(refused_for(&t, "nord-10", "::ffff:203.0.113.78").await, 50 * 60);
        assert_eq!(rows_left(&t).await, before);
        sign_up(&t, "sud", "198.51.100.1").await.unwrap();
        t.clock.advance(SignedDuration::from_mins(50));
        sign_up(&t, "nord-10", "203.0.113.77").await.unwrap();
    }

    async fn what_fails_doesnt_count(t: Deployment) {
        sign_up(&t, "nord", "203.0.113.1").await.unwrap();
        for _ in 0..20 {
            assert_eq!(sign_up(&t, "nord", "203.0.113.1").await.unwrap_err().kind(), Kind::Invalid);
            let empty = provisioning::sign_up(t.platform.clone(), NewTenant::default(), "203.0.113.1".parse().unwrap());
            assert_eq!(empty.await.unwrap_err().kind(), Kind::Invalid);
        }
        for number in 0..9 {
            sign_up(&t, &format!("nord-{number}"), "203.0.113.1").await.unwrap();
        }
        refused_for(&t, "nord-9", "203.0.113.1").await;
    }

    async fn at_the_same_time_no_more_than_ten_get_in(t: Deployment) {
        let tries = (0..14).map(|number| {
            let (platform, new) = (t.platform.clone(), request(&format!("nord-{number}")));
            tokio::spawn(provisioning::sign_up(platform, new, "203.0.113.1".parse().unwrap()))
        });
        let mut made = 0;
        for task in tries.collect::<Vec<_>>() {
            match task.await.unwrap() {
                Ok(_) => made += 1,
                Err(error) => assert!(matches!(error.kind(), Kind::RateLimited { .. }), "{}", error.with_causes()),
            }
        }
        assert_eq!(made, 10);
    }
}

/// Closed sign-up is a setting: it needs a deployment of its own.
async fn closed_sign_up_makes_nothing(engine: Engine) {
    let t = Deployment::start_with(engine, |config| config.sign_up.open = false).await;
    assert_eq!(sign_up(&t, "nord", "203.0.113.1").await.unwrap_err().kind(), Kind::Forbidden);
    assert_eq!(rows_left(&t).await, 0);
    provisioning::provision(t.platform.clone(), request("nord"), |_| Ok(())).await.unwrap();
    std::fs::remove_dir_all(t.directory).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn closed_sign_up_makes_nothing_on_sqlite() {
    closed_sign_up_makes_nothing(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn closed_sign_up_makes_nothing_on_postgres() {
    closed_sign_up_makes_nothing(Engine::Postgres).await;
}
