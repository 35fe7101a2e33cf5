//! The mistakes that people make with records, each told by its own name.

use super::{HERE, HOST, TARGET, claimed, make_records, name_server::NameServer, with_name_server, with_settings};
use crate::harness::both_engines;
use jiff::SignedDuration;
use tenantry::{
    access::Role,
    context::TenantCtx,
    domains::{self, DomainSetup, Finding, Look, RecordState},
};

async fn looked(ctx: &TenantCtx) -> Look {
    ctx.platform.clock.advance(SignedDuration::from_secs(10));
    domains::check(ctx, HOST).await.unwrap().domain.look.unwrap()
}

/// An empty zone but for the target.
fn anew(zone: &NameServer) -> &NameServer {
    zone.clear().address(TARGET, HERE)
}

fn proof(look: &Look) -> (RecordState, Vec<Finding>) {
    (look.proof.state, look.proof.findings.clone())
}

fn pointing(look: &Look) -> (RecordState, Vec<Finding>) {
    (look.pointing.state, look.pointing.findings.clone())
}

/// Records of an owner and what they name; how that is found, and at which owner.
type Case = (&'static [(&'static str, &'static str)], RecordState, &'static str);

both_engines! {
    async fn what_is_wrong_with_the_proof_is_said(t: Deployment) {
        use RecordState::{Missing, Right, Wrong};
        let (t, zone) = with_name_server(t).await;
        let ctx = t.ctx("paris", Role::Owner).await;
        let DomainSetup { proof_name, proof_value, .. } = claimed(&ctx, HOST).await;
        let doubled = format!("{proof_name}.gmah.test");
        let quoted = format!("\"{proof_value}\"");
        let cases: [(&str, &str, RecordState, Option<Finding>); 8] = [
            ("", "", Missing, Some(Finding::NoSuchName { seconds: None })),
            (&proof_name, &proof_value, Right, None),
            (&doubled, &proof_value, Missing, Some(Finding::DoubledZone { at: doubled.clone() })),
            (HOST, &proof_value, Missing, Some(Finding::AtHostItself)),
            (&proof_name, &quoted, Wrong, Some(Finding::Quoted)),
            (&proof_name, "tenantry-verify=of-another-time", Wrong, Some(Finding::OldValue { seconds: 300 })),
            (&proof_name, "v=spf1 -all", Wrong, Some(Finding::OtherValue)),
            (&format!("below.{proof_name}"), "x", Missing, Some(Finding::NoRecord { seconds: None })),
        ];
        for (name, value, state, finding) in cases {
            anew(&zone);
            if !name.is_empty() {
                zone.txt(name, value);
            }
            assert_eq!(proof(&looked(&ctx).await), (state, finding.into_iter().collect()), "{name}: {value}");
        }
        anew(&zone).txt(&proof_name, "v=spf1 -all").txt(&proof_name, &proof_value);
        assert_eq!(proof(&looked(&ctx).await), (Right, Vec::new()), "others may stand beside it");
    }

    async fn where_a_host_leads_instead_is_said(t: Deployment) {
        use RecordState::{Missing, Right, Wrong};
        let (t, zone) = with_name_server(t).await;
        let ctx = t.ctx("paris", Role::Owner).await;
        claimed(&ctx, HOST).await;
        assert_eq!(pointing(&looked(&ctx).await), (Missing, vec![Finding::NoSuchName { seconds: None }]));
        zone.cname(HOST, TARGET);
        assert_eq!(pointing(&looked(&ctx).await), (Right, vec![]));
        anew(&zone).cname(HOST, "alias.gmah.test").cname("alias.gmah.test", TARGET);
        assert_eq!(pointing(&looked(&ctx).await), (Right, vec![]), "by way of another name");
        anew(&zone).address(HOST, HERE);
        assert_eq!(pointing(&looked(&ctx).await), (Right, vec![]));
        anew(&zone).cname(HOST, "shop.elsewhere.example");
        let elsewhere = Finding::CnameElsewhere { target: "shop.elsewhere.example".into(), seconds: 300 };
        assert_eq!(pointing(&looked(&ctx).await), (Wrong, vec![elsewhere]));
        anew(&zone).address(HOST, "198.51.100.7");
        let elsewhere = Finding::AddressElsewhere { address: "198.51.100.7".into(), seconds: 300 };
        assert_eq!(pointing(&looked(&ctx).await), (Wrong, vec![elsewhere]));
        anew(&zone).address(HOST, HERE).address(HOST, "2001:db8::7");
        let some = Finding::SomeElsewhere { address: "2001:db8::7".into(), seconds: 300 };
        assert_eq!(pointing(&looked(&ctx).await), (Wrong, vec![some]));
        anew(&zone).cname(HOST, TARGET).address(HOST, "198.51.100.7");
        assert_eq!(pointing(&looked(&ctx).await), (Wrong, vec![Finding::CnameBesideOthers]));
        anew(&zone).cname(HOST, TARGET).txt(HOST, "v=spf1 -all");
        assert_eq!(pointing(&looked(&ctx).await), (Wrong, vec![Finding::CnameBesideOthers]));
        let doubled = format!("{HOST}.gmah.test");
        anew(&zone).cname(&doubled, TARGET);
        assert_eq!(pointing(&looked(&ctx).await), (Missing, vec![Finding::DoubledZone { at: doubled }]));
        anew(&zone).cname(&format!("{HOST}.gmah.test"), "elsewhere.example");
        assert_eq!(pointing(&looked(&ctx).await), (Missing, vec![Finding::NoSuchName { seconds: None }]), "a wildcard is nobody's mistake");
    }

    async fn addresses_of_the_settings_count_and_the_top_of_a_zone_is_known(t: Deployment) {
        let (t, zone) = with_settings(t, |config| {
            config.domains.addresses = tenantry::config::Addresses(vec!["203.0.113.5".parse().unwrap(), "2001:db8::5".parse().unwrap()]);
        })
        .await;
        let ctx = t.ctx("paris", Role::Owner).await;
        let setup = claimed(&ctx, HOST).await;
        assert_eq!(setup.addresses, ["203.0.113.5", "2001:db8::5"]);
        zone.address(HOST, "203.0.113.5").address(HOST, "2001:db8::5").top(HOST);
        let look = looked(&ctx).await;
        assert_eq!((pointing(&look), look.is_apex), ((RecordState::Right, vec![]), true));
        assert_eq!(look.pointing.values, ["203.0.113.5", "2001:db8::5"]);
        anew(&zone).address(HOST, HERE).top("gmah.test");
        let look = looked(&ctx).await;
        assert_eq!((look.pointing.state, look.is_apex), (RecordState::Wrong, false));
    }

    async fn who_may_make_certificates_is_read_from_the_nearest_records(t: Deployment) {
        use RecordState::{Right, Wrong};
        let (t, zone) = with_name_server(t).await;
        let ctx = t.ctx("paris", Role::Owner).await;
        let setup = claimed(&ctx, HOST).await;
        let cases: [Case; 6] = [
            (&[], Right, ""),
            (&[("gmah.test", "letsencrypt.org")], Right, ""),
            (&[("gmah.test", "ca.example")], Wrong, "gmah.test"),
            (&[("gmah.test", "ca.example"), ("gmah.test", "letsencrypt.org")], Right, ""),
            (&[("gmah.test", "letsencrypt.org"), (HOST, "")], Wrong, HOST),
            (&[("gmah.test", "ca.example"), (HOST, "letsencrypt.org")], Right, ""),
        ];
        for (records, state, at) in cases {
            anew(&zone);
            make_records(&zone, &setup);
            if records.iter().any(|(name, _)| *name == HOST) {
                zone.remove(HOST).address(HOST, HERE);
            }
            for (name, issuer) in records {
                zone.caa(name, issuer);
            }
            let look = looked(&ctx).await;
            assert_eq!(look.authority.state, state, "{records:?}: {look:?}");
            let expected = (!at.is_empty()).then(|| Finding::AuthorityForbidden { at: at.into() });
            assert_eq!(look.authority.findings, expected.into_iter().collect::<Vec<_>>(), "{records:?}");
            assert_eq!(look.is_ready(), state == Right, "{records:?}");
        }
    }

    async fn what_cannot_be_asked_is_unknown_and_not_wrong(t: Deployment) {
        let (t, zone) = with_name_server(t).await;
        let ctx = t.ctx("paris", Role::Owner).await;
        let setup = claimed(&ctx, HOST).await;
        make_records(&zone, &setup);
        zone.fail(&setup.proof_name).fail(HOST);
        let look = looked(&ctx).await;
        assert_eq!(proof(&look), (RecordState::Unknown, vec![Finding::ServerFailed]));
        assert_eq!(pointing(&look), (RecordState::Unknown, vec![Finding::ServerFailed]));
        assert!(!look.is_gone() && !look.is_kept());
        zone.be_silent(true);
        let look = looked(&ctx).await;
        assert_eq!(proof(&look), (RecordState::Unknown, vec![Finding::NoAnswer]));
        assert_eq!(pointing(&look), (RecordState::Unknown, vec![Finding::NoAnswer]));
        assert!(domains::verify(&ctx, HOST).await.is_err());
    }
}
