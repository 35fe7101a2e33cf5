//! What can't be claimed, and how often the DNS is asked.

use super::{HOST, claimed, problem, with_name_server, with_settings};
use crate::harness::both_engines;
use jiff::SignedDuration;
use tenantry::{
    access::Role,
    domains,
    fault::{Kind, Problem},
};

both_engines! {
    async fn what_nobody_can_own_is_refused_at_its_field(t: Deployment) {
        let (t, _zone) = with_settings(t, |config| config.domains.allow_reserved = false).await;
        let ctx = t.ctx("paris", Role::Owner).await;
        for (typed, expected) in [
            ("", Problem::Required),
            ("tenantry.test", Problem::HostIsOurs),
            ("loans.tenantry.test", Problem::HostIsOurs),
            ("console.tenantry.test", Problem::HostIsOurs),
            ("edge.tenantry.net", Problem::HostIsOurs),
            ("192.0.2.7", Problem::HostIsAddress),
            ("loans", Problem::HostSingleLabel),
            ("*.gmah-paris.fr", Problem::HostIsWildcard),
            ("loans.local", Problem::HostIsReserved),
            ("loans of paris.fr", Problem::HostNotAName),
        ] {
            let error = domains::claim(&ctx, typed).await.unwrap_err();
            assert_eq!(problem(&error), Some(&expected), "{typed}");
        }
        assert!(domains::own_domains(&ctx).await.unwrap().domains.is_empty());
    }

    async fn an_organisation_has_so_many_and_no_more(t: Deployment) {
        let (t, _zone) = with_settings(t, |config| config.domains.per_organisation = 2).await;
        let ctx = t.ctx("paris", Role::Owner).await;
        for host in ["a.gmah.test", "b.gmah.test"] {
            domains::claim(&ctx, host).await.unwrap();
        }
        let error = domains::claim(&ctx, "c.gmah.test").await.unwrap_err();
        assert_eq!(problem(&error), Some(&Problem::TooMany { most: 2 }));
        domains::claim(&t.ctx("lyon", Role::Owner).await, "c.gmah.test").await.unwrap();
        domains::remove(&ctx, "a.gmah.test").await.unwrap();
        domains::claim(&ctx, "c.gmah.test").await.unwrap();
    }

    async fn one_organisation_does_not_have_the_dns_asked_for_ever(t: Deployment) {
        let (t, zone) = with_settings(t, |config| config.domains.checks_per_minute = 3).await;
        let (paris, lyon) = (t.ctx("paris", Role::Owner).await, t.ctx("lyon", Role::Owner).await);
        claimed(&paris, HOST).await;
        claimed(&lyon, HOST).await;
        for _ in 0..3 {
            domains::check(&paris, HOST).await.unwrap();
            t.clock.advance(SignedDuration::from_secs(5));
        }
        let asked = zone.asked();
        for error in [domains::check(&paris, HOST).await.unwrap_err(), domains::verify(&paris, HOST).await.unwrap_err()] {
            assert!(matches!(error.kind(), Kind::RateLimited { seconds: 1..=60 }), "{error:?}");
        }
        assert_eq!(zone.asked(), asked);
        domains::check(&lyon, HOST).await.unwrap();
        assert!(zone.asked() > asked, "another has a share of its own");
        t.clock.advance(SignedDuration::from_mins(1));
        domains::check(&paris, HOST).await.unwrap();
    }

    async fn a_look_a_moment_ago_stands_for_another(t: Deployment) {
        let (t, zone) = with_name_server(t).await;
        let ctx = t.ctx("paris", Role::Owner).await;
        claimed(&ctx, HOST).await;
        domains::check(&ctx, HOST).await.unwrap();
        let asked = zone.asked();
        domains::check(&ctx, HOST).await.unwrap();
        assert_eq!(zone.asked(), asked);
        t.clock.advance(SignedDuration::from_secs(4));
        domains::check(&ctx, HOST).await.unwrap();
        assert!(zone.asked() > asked);
    }
}
