//! The daily look: what is gone gets a grace, what can't be seen costs nobody anything.

use super::{
    HERE, HOST, TARGET, claimed, directory::add_domain, is_not_found, leads_to, make_records, state, with_name_server,
    with_verified,
};
use crate::harness::{Deployment, both_engines};
use jiff::SignedDuration;
use std::sync::Arc;
use tenantry::{
    access::Role,
    audit,
    context::TenantCtx,
    domains::{self, DomainState},
    overview::{self, Concern},
    platform::Platform,
    random::Random,
    tenants,
    users::Passwords,
};

const DAY: SignedDuration = SignedDuration::from_hours(24);

async fn a_day_later(t: &Deployment) -> usize {
    t.clock.advance(DAY);
    domains::recheck_due(&t.platform).await.unwrap()
}

async fn kinds(t: &Deployment) -> Vec<String> {
    let events = audit::recent(&t.platform, 50).await.unwrap();
    events.into_iter().map(|event| event.kind).filter(|kind| kind.starts_with("domain-")).collect()
}

async fn main_host(t: &Deployment) -> String {
    tenants::find(&t.platform, "paris").await.unwrap().unwrap().main_host.clone()
}

/// A host that is the main address.
async fn with_main(t: &Deployment, zone: &super::NameServer) -> TenantCtx {
    let ctx = with_verified(t, zone, "paris").await;
    domains::make_main(&ctx, HOST).await.unwrap();
    ctx
}

both_engines! {
    async fn a_host_whose_proof_is_gone_is_served_until_its_grace_ends(t: Deployment) {
        let (t, zone) = with_name_server(t).await;
        let ctx = with_main(&t, &zone).await;
        assert_eq!(domains::recheck_due(&t.platform).await.unwrap(), 0, "it was looked at a moment ago");
        assert_eq!(a_day_later(&t).await, 1);
        let setup = domains::own_domain(&ctx, HOST).await.unwrap();
        assert_eq!(setup.domain.state, DomainState::Verified);

        zone.remove(&setup.proof_name);
        a_day_later(&t).await;
        assert_eq!(state(&ctx, HOST).await, DomainState::Failing);
        let ends = domains::own_domain(&ctx, HOST).await.unwrap().domain.grace_ends_at.unwrap();
        assert_eq!(ends, (t.clock.now() + DAY * 7).to_string());
        let attention = overview::overview(&t.platform).await.unwrap().attention;
        assert!(attention.iter().any(|of| of.concern == Concern::DomainFailing && of.named[0].key == "paris"), "{attention:?}");
        assert_eq!((leads_to(&t, HOST).await.as_deref(), main_host(&t).await.as_str()), (Some("paris"), HOST));

        for _ in 0..6 {
            a_day_later(&t).await;
        }
        assert_eq!(leads_to(&t, HOST).await.as_deref(), Some("paris"), "six days are not seven");
        a_day_later(&t).await;
        assert_eq!((leads_to(&t, HOST).await, main_host(&t).await.as_str()), (None, "paris.tenantry.test"));
        let lost = domains::own_domain(&ctx, HOST).await.unwrap().domain;
        assert_eq!((lost.state, lost.is_main, lost.verified_at), (DomainState::Lost, false, None));
        assert_eq!(&kinds(&t).await[..2], ["domain-lost", "domain-failing"]);
        assert!(overview::overview(&t.platform).await.unwrap().attention.iter().all(|of| of.concern != Concern::DomainFailing));

        // The same record brings it back, and another organisation may have it now as well.
        zone.txt(&setup.proof_name, &setup.proof_value);
        domains::verify(&ctx, HOST).await.unwrap();
        assert_eq!(leads_to(&t, HOST).await.as_deref(), Some("paris"));
    }

    async fn a_host_that_was_pointed_elsewhere_fails_and_recovers(t: Deployment) {
        let (t, zone) = with_name_server(t).await;
        let ctx = with_verified(&t, &zone, "paris").await;
        let setup = domains::own_domain(&ctx, HOST).await.unwrap();
        zone.remove(HOST).cname(HOST, "elsewhere.example");
        a_day_later(&t).await;
        assert_eq!(state(&ctx, HOST).await, DomainState::Failing);
        assert!(domains::make_main(&ctx, HOST).await.is_err(), "nobody is led to a host that is about to end");
        zone.clear().address(TARGET, HERE);
        make_records(&zone, &setup);
        t.clock.advance(SignedDuration::from_hours(1));
        assert_eq!(domains::recheck_due(&t.platform).await.unwrap(), 1, "what fails is looked at more often");
        assert_eq!(state(&ctx, HOST).await, DomainState::Verified);
        zone.remove(HOST);
        a_day_later(&t).await;
        for _ in 0..6 {
            a_day_later(&t).await;
        }
        assert_eq!(leads_to(&t, HOST).await.as_deref(), Some("paris"), "the grace began anew");
        assert_eq!(kinds(&t).await.iter().filter(|kind| *kind == "domain-recovered").count(), 1);
    }

    async fn an_outage_of_the_dns_costs_nobody_a_host(t: Deployment) {
        let (t, zone) = with_name_server(t).await;
        let ctx = with_verified(&t, &zone, "paris").await;
        zone.be_silent(true);
        for _ in 0..3 {
            a_day_later(&t).await;
        }
        assert_eq!(state(&ctx, HOST).await, DomainState::Verified, "what can't be seen isn't gone");

        // It is really gone for a day, and then nobody can tell for longer than the grace.
        zone.be_silent(false);
        let setup = domains::own_domain(&ctx, HOST).await.unwrap();
        zone.remove(&setup.proof_name);
        a_day_later(&t).await;
        assert_eq!(state(&ctx, HOST).await, DomainState::Failing);
        zone.fail(&setup.proof_name);
        for _ in 0..3 {
            t.clock.advance(DAY * 4);
            domains::recheck_due(&t.platform).await.unwrap();
            assert_eq!(leads_to(&t, HOST).await.as_deref(), Some("paris"));
        }
    }

    async fn the_grace_does_not_pass_by_what_the_page_looks_at(t: Deployment) {
        let (t, zone) = with_name_server(t).await;
        let ctx = with_verified(&t, &zone, "paris").await;
        zone.remove(HOST);
        t.clock.advance(SignedDuration::from_mins(1));
        assert_eq!(domains::check(&ctx, HOST).await.unwrap().domain.state, DomainState::Failing, "its people learn of it at once");
        assert_eq!(leads_to(&t, HOST).await.as_deref(), Some("paris"));
    }

    async fn of_several_nodes_one_looks(t: Deployment) {
        let (t, zone) = with_name_server(t).await;
        let ctx = with_verified(&t, &zone, "paris").await;
        let other: Arc<Platform> = Platform::open_with(t.platform.config.clone(), t.clock.clone(), Random::seeded(9), Passwords::for_tests()).await.unwrap();
        t.clock.advance(DAY);
        let (here, there) = tokio::join!(domains::recheck_due(&t.platform), domains::recheck_due(&other));
        assert_eq!(here.unwrap() + there.unwrap(), 1);
        // And each learns of what the other one does.
        other.directory.follow(&other).await.unwrap();
        let host = domains::HostName::parse(HOST).unwrap();
        assert!(matches!(other.directory.resolve(&other, &host).await.unwrap(), domains::Resolution::Tenant(_)));
        domains::remove(&ctx, HOST).await.unwrap();
        other.directory.follow(&other).await.unwrap();
        assert!(matches!(other.directory.resolve(&other, &host).await.unwrap(), domains::Resolution::Unknown));
        assert!(is_not_found(domains::own_domain(&ctx, HOST).await));
    }

    async fn hosts_that_are_verified_without_a_claim_are_looked_at_as_well(t: Deployment) {
        let (t, zone) = with_name_server(t).await;
        let ctx = t.ctx("paris", Role::Owner).await;
        add_domain(&t, HOST, "paris", true).await;
        add_domain(&t, "unproven.gmah.test", "paris", false).await;
        zone.cname(HOST, TARGET);
        assert_eq!(domains::recheck_due(&t.platform).await.unwrap(), 0);
        assert_eq!(domains::watch_unclaimed(&t.platform).await.unwrap(), 1, "and neither a subdomain nor what nobody verified");
        assert_eq!(domains::watch_unclaimed(&t.platform).await.unwrap(), 0);
        assert_eq!(kinds(&t).await, ["domain-claimed"]);
        assert_eq!(domains::recheck_due(&t.platform).await.unwrap(), 1);
        let setup = domains::own_domain(&ctx, HOST).await.unwrap();
        assert_eq!((setup.domain.state, setup.domain.expires_at), (DomainState::Failing, None), "it has yet to be proved");

        zone.txt(&setup.proof_name, &setup.proof_value);
        a_day_later(&t).await;
        assert_eq!(state(&ctx, HOST).await, DomainState::Verified);
        zone.remove(HOST);
        for _ in 0..8 {
            assert_eq!(leads_to(&t, HOST).await.as_deref(), Some("paris"), "as long as its grace lasts");
            a_day_later(&t).await;
        }
        assert_eq!((leads_to(&t, HOST).await, state(&ctx, HOST).await), (None, DomainState::Lost));
    }

    async fn a_claim_from_before_a_host_was_verified_by_hand_lasts(t: Deployment) {
        let (t, zone) = with_name_server(t).await;
        let ctx = t.ctx("paris", Role::Owner).await;
        let setup = claimed(&ctx, HOST).await;
        make_records(&zone, &setup);
        add_domain(&t, HOST, "paris", true).await;
        assert_eq!(domains::watch_unclaimed(&t.platform).await.unwrap(), 1);
        t.clock.advance(DAY * 8);
        assert_eq!(domains::recheck_due(&t.platform).await.unwrap(), 1);
        let now = domains::own_domain(&ctx, HOST).await.unwrap();
        assert_eq!((now.domain.state, now.proof_value), (DomainState::Verified, setup.proof_value));
    }
}
