//! CAA records that allow an authority under conditions, held against what the deployment itself does.

use super::Served;
use crate::{domains::name_server::NameServer, harness::both_engines};
use jiff::SignedDuration;
use tenantry::{
    access::Role,
    context::TenantCtx,
    domains::{self, Finding, Found, RecordState},
    tls,
};

const HOST: &str = "loans.gmah.test";
const ZONE: &str = "gmah.test";

/// A look when the zone has this record.
async fn looked(ctx: &TenantCtx, zone: &NameServer, conditions: &str) -> Found {
    zone.remove(ZONE).caa_of(ZONE, false, "issue", &format!("letsencrypt.org; {conditions}"));
    ctx.platform.clock.advance(SignedDuration::from_secs(10));
    domains::check(ctx, HOST).await.unwrap().domain.look.unwrap().authority
}

both_engines! {
    async fn a_record_that_names_an_account_is_held_against_the_deployments_own(t: Deployment) {
        let zone = NameServer::start().await;
        let s = Served::start(t.engine, |config| {
            config.dns.server = Some(zone.address);
            config.domains.allow_reserved = true;
        })
        .await;
        let ctx = s.t.ctx("paris", Role::Owner).await;
        domains::claim(&ctx, HOST).await.unwrap();
        let strange = "accounturi=https://ca.example/acct/1";
        let unknown = Finding::AuthorityForUnknownAccount { at: ZONE.into(), account: "https://ca.example/acct/1".into() };
        let found = looked(&ctx, &zone, strange).await;
        assert_eq!((found.state, found.findings), (RecordState::Unknown, vec![unknown]), "there is no account yet");

        tls::tend(&s.t.platform).await.unwrap();
        let own = tls::account_uri(&s.t.platform).await.unwrap().expect("orders made one");
        let found = looked(&ctx, &zone, &format!("accounturi={own}; validationmethods=http-01")).await;
        assert_eq!((found.state, found.findings), (RecordState::Right, vec![]));
        let other = Finding::AuthorityForOtherAccount { at: ZONE.into(), account: "https://ca.example/acct/1".into() };
        let found = looked(&ctx, &zone, strange).await;
        assert_eq!((found.state, found.findings), (RecordState::Wrong, vec![other]));
        // A proxy could answer at port 443; our own orders are proved at port 80 alone.
        let methods = Finding::AuthorityByOtherMethods { at: ZONE.into(), methods: "tls-alpn-01".into() };
        let found = looked(&ctx, &zone, &format!("accounturi={own}; validationmethods=tls-alpn-01")).await;
        assert_eq!((found.state, found.findings), (RecordState::Wrong, vec![methods]));
        s.end().await;
    }
}
