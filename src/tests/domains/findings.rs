//! The mistakes that people make with records, each told by its own name.

use super::{HERE, HOST, TARGET, claimed, make_records, name_server::NameServer, with_name_server, with_settings};
use crate::{db::on_either, harness::both_engines};
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

/// Records by their owners and values, and what is the matter with them.
type Case = (&'static [(&'static str, &'static str)], Option<Finding>);

/// A look when the zone has these records, each critical or not, with its tag and value, and all else is right.
async fn looked_with(ctx: &TenantCtx, zone: &NameServer, records: &[(&str, bool, &str, &str)]) -> Look {
    let setup = domains::own_domain(ctx, HOST).await.unwrap();
    anew(zone);
    make_records(zone, &setup);
    if records.iter().any(|(name, ..)| *name == HOST) {
        zone.remove(HOST).address(HOST, HERE);
    }
    for (name, is_critical, tag, value) in records {
        zone.caa_of(name, *is_critical, tag, value);
    }
    looked(ctx).await
}

fn beside(kinds: &[&str]) -> Vec<Finding> {
    vec![Finding::BesideCname { kinds: kinds.iter().map(|kind| (*kind).to_owned()).collect() }]
}

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

    async fn a_bare_domain_is_known_before_anybody_looks_and_is_right_by_its_addresses(t: Deployment) {
        let (t, zone) = with_name_server(t).await;
        let ctx = t.ctx("paris", Role::Owner).await;
        let (below, bare) = (claimed(&ctx, HOST).await, claimed(&ctx, "gmah.test").await);
        assert_eq!((below.domain.look.is_none(), below.by_name()), (true, ("CNAME", TARGET)));
        assert_eq!((bare.domain.look.is_none(), bare.by_name()), (true, ("ALIAS", TARGET)));
        zone.txt(&bare.proof_name, &bare.proof_value).address("gmah.test", HERE).top("gmah.test");
        t.clock.advance(SignedDuration::from_secs(10));
        let seen = domains::check(&ctx, "gmah.test").await.unwrap();
        assert!(seen.is_ready(), "{seen:?}");
        domains::verify(&ctx, "gmah.test").await.unwrap();
    }

    async fn what_stands_beside_a_cname_is_named(t: Deployment) {
        use RecordState::{Right, Wrong};
        let (t, zone) = with_name_server(t).await;
        let ctx = t.ctx("paris", Role::Owner).await;
        claimed(&ctx, HOST).await;
        let with_cname = || anew(&zone).cname(HOST, TARGET);
        with_cname().address(HOST, "198.51.100.7");
        assert_eq!(pointing(&looked(&ctx).await), (Wrong, beside(&["A"])));
        with_cname().txt(HOST, "v=spf1 -all");
        assert_eq!(pointing(&looked(&ctx).await), (Wrong, beside(&["TXT"])));
        with_cname().mx(HOST, "mail.gmah.test");
        assert_eq!(pointing(&looked(&ctx).await), (Wrong, beside(&["MX"])));
        with_cname().caa(HOST, "letsencrypt.org");
        assert_eq!(pointing(&looked(&ctx).await), (Wrong, beside(&["CAA"])));
        with_cname().top(HOST);
        assert_eq!(pointing(&looked(&ctx).await), (Wrong, beside(&["SOA"])), "the top of a zone has no alias");
        with_cname().txt(HOST, "v=spf1 -all").mx(HOST, "mail.gmah.test").address(HOST, "2001:db8::7");
        assert_eq!(pointing(&looked(&ctx).await), (Wrong, beside(&["AAAA", "MX", "TXT"])));
        // What the target has is the target's own.
        with_cname().txt(TARGET, "v=spf1 -all").mx(TARGET, "mail.tenantry.net").caa(TARGET, "letsencrypt.org");
        assert_eq!(pointing(&looked(&ctx).await), (Right, vec![]));
    }

    async fn who_may_make_certificates_is_read_from_the_nearest_records(t: Deployment) {
        use RecordState::{Right, Wrong};
        let (t, zone) = with_name_server(t).await;
        let ctx = t.ctx("paris", Role::Owner).await;
        claimed(&ctx, HOST).await;
        let forbidden = |at: &str| Some(Finding::AuthorityForbidden { at: at.into() });
        let cases: [Case; 7] = [
            (&[], None),
            (&[("gmah.test", "letsencrypt.org")], None),
            (&[("gmah.test", "ca.example")], forbidden("gmah.test")),
            (&[("gmah.test", "ca.example"), ("gmah.test", "letsencrypt.org")], None),
            (&[("gmah.test", "letsencrypt.org"), (HOST, ";")], Some(Finding::EveryAuthorityForbidden { at: HOST.into() })),
            (&[("gmah.test", ";"), ("gmah.test", "ca.example")], forbidden("gmah.test")),
            (&[("gmah.test", "ca.example"), (HOST, "letsencrypt.org")], None),
        ];
        for (records, expected) in cases {
            let records: Vec<_> = records.iter().map(|(name, value)| (*name, false, "issue", *value)).collect();
            let look = looked_with(&ctx, &zone, &records).await;
            let state = if expected.is_none() { Right } else { Wrong };
            assert_eq!(look.authority.state, state, "{records:?}: {look:?}");
            assert_eq!(look.authority.findings, expected.into_iter().collect::<Vec<_>>(), "{records:?}");
            assert_eq!(look.is_ready(), state == Right, "{records:?}");
        }
    }

    async fn under_which_conditions_an_authority_may_is_read_as_well(t: Deployment) {
        use RecordState::{Right, Unknown, Wrong};
        let (t, zone) = with_name_server(t).await;
        let ctx = t.ctx("paris", Role::Owner).await;
        claimed(&ctx, HOST).await;
        let at = || "gmah.test".to_owned();
        let by_others = || Finding::AuthorityByOtherMethods { at: at(), methods: "dns-01,ca-own".into() };
        let unknown = Finding::AuthorityForUnknownAccount { at: at(), account: "https://ca.example/1".into() };
        let cases: [(&[&str], RecordState, Option<Finding>); 8] = [
            (&["LetsEncrypt.org ;"], Right, None),
            (&["letsencrypt.org; validationmethods=dns-01,http-01"], Right, None),
            (&["letsencrypt.org; cansignhttpexchanges=yes"], Right, None),
            (&["letsencrypt.org; validationmethods=dns-01,ca-own"], Wrong, Some(by_others())),
            (&["ca.example", "letsencrypt.org; validationmethods=dns-01,ca-own", ";"], Wrong, Some(by_others())),
            (&["letsencrypt.org; accounturi=https://ca.example/1"], Unknown, Some(unknown)),
            (&["letsencrypt.org; accounturi=https://ca.example/1", "letsencrypt.org"], Right, None),
            (&["letsencrypt.org http-01"], Wrong, Some(Finding::AuthorityUnreadable { at: at(), value: "letsencrypt.org http-01".into() })),
        ];
        for (values, state, expected) in cases {
            let records: Vec<_> = values.iter().map(|value| ("gmah.test", false, "issue", *value)).collect();
            let look = looked_with(&ctx, &zone, &records).await;
            assert_eq!((look.authority.state, look.authority.findings), (state, expected.into_iter().collect()), "{values:?}");
            assert_eq!(look.authority.values, values.iter().map(|value| format!("issue \"{value}\"")).collect::<Vec<_>>());
        }
    }

    async fn a_critical_property_that_nobody_knows_has_advice_of_its_own(t: Deployment) {
        use RecordState::{Right, Wrong};
        let (t, zone) = with_name_server(t).await;
        let ctx = t.ctx("paris", Role::Owner).await;
        claimed(&ctx, HOST).await;
        let ours = ("gmah.test", true, "issue", "letsencrypt.org");
        let look = looked_with(&ctx, &zone, &[ours, ("gmah.test", true, "tbs", "Unknown")]).await;
        let finding = Finding::CriticalProperty { at: "gmah.test".into(), tag: "tbs".into() };
        assert_eq!((look.authority.state, look.authority.findings), (Wrong, vec![finding]));
        for known in [("gmah.test", false, "tbs", "Unknown"), ("gmah.test", true, "IODEF", "mailto:a@gmah.test")] {
            let look = looked_with(&ctx, &zone, &[ours, known]).await;
            assert_eq!((look.authority.state, look.authority.findings), (Right, vec![]), "{known:?}");
        }
        let look = looked_with(&ctx, &zone, &[("gmah.test", false, "iodef", "mailto:a@gmah.test")]).await;
        assert_eq!(look.authority.state, Right, "nobody is named who alone may");
    }

    async fn what_another_version_saw_counts_as_not_seen(t: Deployment) {
        let (t, zone) = with_name_server(t).await;
        let ctx = t.ctx("paris", Role::Owner).await;
        let setup = claimed(&ctx, HOST).await;
        make_records(&zone, &setup);
        looked(&ctx).await;
        let mut tx = t.platform.central.begin().await.unwrap();
        let text = r#"update domain_claim set found = '{"proof":{"state":"sideways","values":[],"findings":["of-another-time"]}}'"#;
        on_either!(&mut tx, c => sqlx::query(text).execute(c).await.map(drop)).unwrap();
        tx.commit().await.unwrap();
        assert_eq!(domains::own_domain(&ctx, HOST).await.unwrap().domain.look, None);
        assert_eq!(looked(&ctx).await.proof.state, RecordState::Right);
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
