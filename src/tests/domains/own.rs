//! Claiming a host, proving it, and what others may know and do of it.

use super::{
    HOST, TARGET, claimed, is_not_found, leads_to, make_records, problem, state, with_name_server, with_verified,
};
use crate::harness::both_engines;
use jiff::SignedDuration;
use tenantry::{
    access::Role,
    audit,
    domains::{self, DomainState, RecordState},
    fault::Problem,
};

both_engines! {
    async fn a_host_leads_nowhere_until_its_records_are_right(t: Deployment) {
        let (t, zone) = with_name_server(t).await;
        let ctx = t.ctx("paris", Role::Owner).await;
        let setup = claimed(&ctx, "https://Loans.GMAH.test/").await;
        assert_eq!((setup.domain.host.as_str(), setup.domain.state), (HOST, DomainState::Claimed));
        assert_eq!(setup.proof_name, format!("_tenantry.{HOST}"));
        assert!(setup.proof_value.starts_with("tenantry-verify=") && setup.proof_value.len() == 59, "{}", setup.proof_value);
        assert_eq!(leads_to(&t, HOST).await, None);
        let error = domains::verify(&ctx, HOST).await.unwrap_err();
        assert_eq!(problem(&error), Some(&Problem::HostNotReady));
        assert_eq!(leads_to(&t, HOST).await, None);
        make_records(&zone, &setup);
        t.clock.advance(SignedDuration::from_secs(10));
        let seen = domains::check(&ctx, HOST).await.unwrap();
        assert!(seen.is_ready(), "{seen:?}");
        assert_eq!(leads_to(&t, HOST).await, None, "to look is not to verify");
        domains::verify(&ctx, HOST).await.unwrap();
        assert_eq!(leads_to(&t, HOST).await.as_deref(), Some("paris"), "though its absence was remembered");
        let domain = domains::own_domain(&ctx, HOST).await.unwrap().domain;
        assert_eq!((domain.state, domain.expires_at, domain.is_main), (DomainState::Verified, None, false));
        domains::verify(&ctx, HOST).await.unwrap();
        let kinds: Vec<String> = audit::recent(&t.platform, 20).await.unwrap().into_iter().map(|event| event.kind).collect();
        assert_eq!(kinds.iter().filter(|kind| *kind == "domain-verified").count(), 1, "{kinds:?}");
    }

    async fn of_two_who_claim_a_host_the_first_who_proves_it_has_it(t: Deployment) {
        let (t, zone) = with_name_server(t).await;
        let (paris, lyon) = (t.ctx("paris", Role::Owner).await, t.ctx("lyon", Role::Admin).await);
        let (of_paris, of_lyon) = (claimed(&paris, HOST).await, claimed(&lyon, HOST).await);
        assert_ne!(of_paris.proof_value, of_lyon.proof_value);
        make_records(&zone, &of_lyon);
        let error = domains::verify(&paris, HOST).await.unwrap_err();
        assert_eq!(problem(&error), Some(&Problem::HostNotReady), "the other's proof is none of its own");
        domains::verify(&lyon, HOST).await.unwrap();
        assert_eq!(leads_to(&t, HOST).await.as_deref(), Some("lyon"));
        assert_eq!(state(&paris, HOST).await, DomainState::Taken);
        zone.txt(&of_paris.proof_name, &of_paris.proof_value);
        let error = domains::verify(&paris, HOST).await.unwrap_err();
        assert_eq!(problem(&error), Some(&Problem::HostTaken), "both have their proof, and one was first");
        assert!(!format!("{:?}", error.fault).contains("lyon"));
        assert_eq!(leads_to(&t, HOST).await.as_deref(), Some("lyon"));
        let metz = t.ctx("metz", Role::Owner).await;
        let error = domains::claim(&metz, HOST).await.unwrap_err();
        assert_eq!(problem(&error), Some(&Problem::HostTaken));
    }

    async fn two_who_prove_a_host_at_once_are_not_both_given_it(t: Deployment) {
        let (t, zone) = with_name_server(t).await;
        let (paris, lyon) = (t.ctx("paris", Role::Owner).await, t.ctx("lyon", Role::Owner).await);
        for ctx in [&paris, &lyon] {
            let setup = claimed(ctx, HOST).await;
            zone.txt(&setup.proof_name, &setup.proof_value);
        }
        zone.cname(HOST, TARGET);
        let (one, other) = tokio::join!(domains::verify(&paris, HOST), domains::verify(&lyon, HOST));
        assert!(one.is_ok() != other.is_ok(), "{one:?}, {other:?}");
        let winner = if one.is_ok() { "paris" } else { "lyon" };
        assert_eq!(leads_to(&t, HOST).await.as_deref(), Some(winner));
    }

    async fn nobody_sees_or_touches_what_another_claims(t: Deployment) {
        let (t, zone) = with_name_server(t).await;
        let lyon = t.ctx("lyon", Role::Owner).await;
        let paris = t.ctx("paris", Role::Owner).await;
        make_records(&zone, &claimed(&paris, HOST).await);
        for is_verified in [false, true] {
            if is_verified {
                domains::verify(&paris, HOST).await.unwrap();
            }
            assert!(domains::own_domains(&lyon).await.unwrap().domains.is_empty());
            assert!(is_not_found(domains::own_domain(&lyon, HOST).await));
            assert!(is_not_found(domains::check(&lyon, HOST).await));
            assert!(is_not_found(domains::verify(&lyon, HOST).await));
            assert!(is_not_found(domains::make_main(&lyon, HOST).await));
            assert!(is_not_found(domains::remove(&lyon, HOST).await));
        }
        assert!(is_not_found(domains::make_main(&lyon, "paris.tenantry.test").await));
        assert!(is_not_found(domains::remove(&lyon, "paris.tenantry.test").await));
        assert_eq!((leads_to(&t, HOST).await.as_deref(), state(&paris, HOST).await), (Some("paris"), DomainState::Verified));
    }

    async fn a_claim_that_nobody_verifies_ends_after_seven_days(t: Deployment) {
        let (t, zone) = with_name_server(t).await;
        let ctx = t.ctx("paris", Role::Owner).await;
        let first = claimed(&ctx, HOST).await;
        t.clock.advance(SignedDuration::from_hours(24 * 7 - 1));
        assert_eq!(claimed(&ctx, HOST).await.proof_value, first.proof_value, "to add it again changes nothing");
        t.clock.advance(SignedDuration::from_hours(1));
        make_records(&zone, &first);
        assert!(is_not_found(domains::verify(&ctx, HOST).await), "nobody has removed it yet, and it is over");
        domains::recheck_due(&t.platform).await.unwrap();
        assert!(domains::own_domains(&ctx).await.unwrap().domains.is_empty());
        let second = claimed(&ctx, HOST).await;
        assert_ne!(second.proof_value, first.proof_value);
        let found = domains::check(&ctx, HOST).await.unwrap().domain.look.unwrap();
        assert_eq!((found.proof.state, found.pointing.state), (RecordState::Wrong, RecordState::Right));
    }

    async fn a_verified_host_does_not_expire(t: Deployment) {
        let (t, zone) = with_name_server(t).await;
        let ctx = with_verified(&t, &zone, "paris").await;
        t.clock.advance(SignedDuration::from_hours(24 * 30));
        assert_eq!(domains::recheck_due(&t.platform).await.unwrap(), 1);
        assert_eq!(state(&ctx, HOST).await, DomainState::Verified);
        assert_eq!(leads_to(&t, HOST).await.as_deref(), Some("paris"));
    }

    async fn a_name_with_other_letters_is_kept_as_the_dns_has_it(t: Deployment) {
        let (t, zone) = with_name_server(t).await;
        let ctx = t.ctx("paris", Role::Owner).await;
        let setup = claimed(&ctx, "Prêts.gmah.test").await;
        assert_eq!((setup.domain.host.as_str(), setup.domain.shown.as_str()), ("xn--prts-hpa.gmah.test", "prêts.gmah.test"));
        make_records(&zone, &setup);
        domains::verify(&ctx, "prêts.gmah.test").await.unwrap();
        assert_eq!(leads_to(&t, "PRÊTS.gmah.test").await.as_deref(), Some("paris"));
    }
}
