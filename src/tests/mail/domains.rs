//! What owners are told of a domain of their own.

use super::{Plain, post_office::PostOffice, sending};
use crate::{
    db::on_either,
    domains::{HOST, make_records, with_name_server, with_verified},
    harness::{Deployment, Engine},
};
use jiff::SignedDuration;
use std::sync::Arc;
use tenantry::{
    access::Role,
    domains::{self, DomainState},
    mail::{self, MailState},
};

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Looks a day later, and gives how many mails went out, and the last of them.
async fn a_day_later(t: &Deployment, office: &PostOffice) -> (usize, String) {
    t.clock.advance(DAY);
    domains::recheck_due(&t.platform).await.unwrap();
    let sent = mail::deliver_due(&t.platform).await.unwrap();
    (sent, office.delivered().last().unwrap().replace("=\r\n", "").replace("=3D", "="))
}

with_a_post_office! {
    async fn owners_are_told_once_that_a_domain_fails_and_that_it_is_lost(t: Deployment, office: PostOffice) {
        let (t, zone) = with_name_server(t).await;
        t.platform.mails.compose_with(Arc::new(Plain));
        let ctx = with_verified(&t, &zone, "paris").await;
        domains::make_main(&ctx, HOST).await.unwrap();
        t.member(&ctx.tenant, Role::Admin).await;
        let text = r#"update "user" set locale = 'fr'"#;
        let mut tx = t.platform.central.begin().await.unwrap();
        on_either!(&mut tx, c => sqlx::query(text).execute(c).await.map(drop)).unwrap();
        tx.commit().await.unwrap();
        mail::deliver_due(&t.platform).await.unwrap();
        assert_eq!(a_day_later(&t, &office).await.0, 0, "all is well");

        let setup = domains::own_domain(&ctx, HOST).await.unwrap();
        zone.remove(&setup.proof_name);
        let (sent, failing) = a_day_later(&t, &office).await;
        assert_eq!(sent, 1, "an administrator is no owner");
        // In the language of who reads, and the link leads to where the organisation still is, whatever becomes of the host.
        for said in [
            "To: ",
            "<owner@paris.example>",
            "From: \"Society of paris\"",
            "Society of paris fr loans.gmah.test http://paris.tenantry.test:3000/settings/domain/loans.gmah.test",
        ] {
            assert!(failing.contains(said), "{said} is not in {failing}");
        }
        for _ in 0..6 {
            assert_eq!(a_day_later(&t, &office).await.0, 0, "once");
        }
        let (sent, lost) = a_day_later(&t, &office).await;
        assert_eq!((sent, lost != failing), (1, true));
        assert!(lost.contains("http://paris.tenantry.test:3000/settings/domain/loans.gmah.test"), "{lost}");
        let kinds: Vec<String> = mail::list(&t.platform, None, 2).await.unwrap().into_iter().map(|mail| mail.kind).collect();
        assert_eq!(kinds, ["domain-lost", "domain-failing"]);
        assert_eq!(a_day_later(&t, &office).await.0, 0, "once");
    }

    async fn what_was_mended_before_the_mail_went_out_is_told_to_nobody(t: Deployment, office: PostOffice) {
        let (t, zone) = with_name_server(t).await;
        t.platform.mails.compose_with(Arc::new(Plain));
        let ctx = with_verified(&t, &zone, "paris").await;
        mail::deliver_due(&t.platform).await.unwrap();
        let setup = domains::own_domain(&ctx, HOST).await.unwrap();
        let before = office.delivered().len();
        zone.remove(&setup.proof_name);
        t.clock.advance(DAY);
        domains::recheck_due(&t.platform).await.unwrap();
        zone.remove(HOST);
        make_records(&zone, &setup);
        t.clock.advance(SignedDuration::from_hours(1));
        domains::recheck_due(&t.platform).await.unwrap();
        assert_eq!(domains::own_domain(&ctx, HOST).await.unwrap().domain.state, DomainState::Verified);
        mail::deliver_due(&t.platform).await.unwrap();
        assert_eq!(office.delivered().len(), before);
        let last = mail::list(&t.platform, None, 1).await.unwrap().remove(0);
        assert_eq!((last.kind.as_str(), last.state), ("domain-failing", MailState::Dropped));
    }
}
