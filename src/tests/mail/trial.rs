//! A mail to oneself, to see whether the mail server takes it.

use super::{post_office::PostOffice, sending, start};
use crate::{harness::Engine, operators::operator};
use jiff::SignedDuration;
use tenantry::{
    audit,
    fault::{Kind, Problem},
    mail,
};

with_a_post_office! {
    async fn an_operator_gets_a_mail_or_reads_why_not(t: Deployment, office: PostOffice) {
        let ops = operator(&t).await;
        mail::try_out(&ops).await.unwrap();
        let mail = office.delivered().pop().unwrap();
        for said in ["From: Tenantry <no-reply@tenantry.test>", "<ops@tenantry.example>", "trial http://console.tenantry.test:3000"] {
            assert!(mail.contains(said), "{said} is not in {mail}");
        }
        t.clock.advance(SignedDuration::from_secs(1));
        office.refuse_with("550 No such person");
        let refused = mail::try_out(&ops).await.unwrap_err();
        let Some(Problem::MailNotTaken { reason }) = refused.fault.problem_of("trial") else { panic!("{refused:?}") };
        assert!(reason.contains("No such person"), "{reason}");
        assert_eq!(office.delivered().len(), 1);
        let events = audit::recent(&t.platform, 10).await.unwrap().into_iter().filter(|event| event.kind == "mail-tried");
        assert_eq!(events.map(|event| event.detail).collect::<Vec<_>>(), ["not taken", "taken"]);
        assert_eq!(mail::list(&t.platform, None, 10).await.unwrap(), [], "it stands in no outbox");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_mail_server_there_is_nothing_to_try() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let t = start(engine, |_| {}).await;
        let ops = operator(&t).await;
        assert_eq!(mail::try_out(&ops).await.unwrap_err().kind(), Kind::Conflict);
    }
}
