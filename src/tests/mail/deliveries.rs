use super::{house, link_in, post_office::PostOffice, secret_of, sending, start};
use crate::{
    db::on_either,
    harness::{Deployment, Engine},
};
use jiff::SignedDuration;
use tenantry::{
    access::Role,
    context::Author,
    fault::Problem,
    mail::{self, Failed, MailState, QueuedMail},
    memberships::invitations::{self, Acceptance},
    metrics,
    tenants::{self, SettingsForm},
};

async fn last(t: &Deployment) -> QueuedMail {
    mail::list(&t.platform, None, 10).await.unwrap().remove(0)
}

/// Everything that the central database holds of invitations and mails, as text.
async fn at_rest(t: &Deployment) -> String {
    let mut all = String::new();
    for text in [
        "select cast(content as text) from mail where content is not null",
        "select recipient from mail",
        "select name from invitation",
    ] {
        let mut reader = t.platform.central.read().await.unwrap();
        let rows: Vec<String> = on_either!(&mut reader, c => sqlx::query_scalar(text).fetch_all(c).await).unwrap();
        all.push_str(&rows.join("\n"));
    }
    all
}

with_a_post_office! {
    async fn an_invitation_comes_by_mail_in_the_organisations_name(t: Deployment, office: PostOffice) {
        let ctx = house(&t, "paris").await;
        let shown = invitations::invite(&ctx, "ruth@example.org", "Ruth Azoulay", Role::Admin).await.unwrap();
        assert_eq!(last(&t).await.state, MailState::Queued);
        assert_eq!(mail::deliver_due(&t.platform).await.unwrap(), 1);
        assert_eq!(mail::deliver_due(&t.platform).await.unwrap(), 0, "once");
        let mails = office.delivered();
        let mail = mails.last().unwrap();
        for said in [
            "From: \"Society of paris\" <no-reply@tenantry.test>",
            "To: \"Ruth Azoulay\" <ruth@example.org>",
            "Auto-Submitted: auto-generated",
            "multipart/alternative",
            "Society of paris en admin",
        ] {
            assert!(mail.contains(said), "{said} is not in {mail}");
        }
        assert!(!mail.contains("Reply-To"), "{mail}");
        assert_eq!(last(&t).await.state, MailState::Sent);

        // Both links lead in, each with a secret of its own, and none of the two is kept.
        let mailed = link_in(&mail.replace("=\r\n", "").replace("=3D", "="));
        assert_ne!(mailed, shown.url);
        assert!(mailed.starts_with("http://paris.tenantry.test:3000/invitation?token="), "{mailed}");
        for link in [&shown.url, &mailed] {
            let preview = invitations::preview(&t.platform, &ctx.tenant, secret_of(link)).await.unwrap();
            assert_eq!(preview.email, "ruth@example.org");
            assert!(!at_rest(&t).await.contains(secret_of(link)));
        }
        let lyon = house(&t, "lyon").await;
        let elsewhere = invitations::preview(&t.platform, &lyon.tenant, secret_of(&mailed)).await.unwrap_err();
        assert_eq!(elsewhere.fault.problem_of("token"), Some(&Problem::LinkExpired));
        let form = Acceptance { token: secret_of(&mailed), name: "Ruth", password: "a long river in summer".into(), address: None };
        invitations::accept(&t.platform, &ctx.tenant, form).await.unwrap();
        for link in [&shown.url, &mailed] {
            invitations::preview(&t.platform, &ctx.tenant, secret_of(link)).await.unwrap_err();
        }
    }

    async fn a_mail_that_was_refused_for_now_is_tried_again_and_later_given_up(t: Deployment, office: PostOffice) {
        let ctx = house(&t, "paris").await;
        invitations::invite(&ctx, "ruth@example.org", "Ruth", Role::Member).await.unwrap();
        let before = office.delivered().len();
        for after in [1, 5, 30, 120, 360, 720] {
            office.refuse_with("451 Come again");
            assert_eq!(mail::deliver_due(&t.platform).await.unwrap(), 1);
            let mail = last(&t).await;
            assert_eq!(mail.state, MailState::Queued);
            assert!(mail.error.unwrap().contains("Come again"));
            assert_eq!(mail::deliver_due(&t.platform).await.unwrap(), 0, "not at once");
            t.clock.advance(SignedDuration::from_mins(after));
        }
        office.refuse_with("451 Come again");
        mail::deliver_due(&t.platform).await.unwrap();
        assert_eq!(last(&t).await.state, MailState::Failed);
        assert_eq!(office.delivered().len(), before);
        assert_eq!(mail::retry(&t.platform, Failed::one(last(&t).await.id.parse().unwrap()), &Author::CommandLine).await.unwrap(), 1);
        mail::deliver_due(&t.platform).await.unwrap();
        assert_eq!((last(&t).await.state, office.delivered().len()), (MailState::Sent, before + 1));
        assert_eq!(mail::retry(&t.platform, Failed::all(), &Author::CommandLine).await.unwrap(), 0, "what was sent is not sent again");
    }

    async fn who_is_refused_for_good_is_not_asked_again(t: Deployment, office: PostOffice) {
        let ctx = house(&t, "paris").await;
        invitations::invite(&ctx, "nobody@example.org", "Nobody", Role::Member).await.unwrap();
        office.refuse_with("550 No such person");
        mail::deliver_due(&t.platform).await.unwrap();
        let mail = last(&t).await;
        assert_eq!((mail.state, mail.attempts), (MailState::Failed, 1));
        assert!(mail.error.unwrap().contains("No such person"));
        metrics::flush(&t.platform).await.unwrap();
        t.clock.advance(SignedDuration::from_mins(3));
        metrics::add_up(&t.platform).await.unwrap();
        let usage = metrics::usage_of(&t.platform, "paris", metrics::Period::Day).await.unwrap();
        assert_eq!((usage.total.mails, usage.total.failed_mails), (1, 1), "the first one went to the owner");
    }

    async fn an_invitation_that_was_taken_back_is_not_told_of(t: Deployment, office: PostOffice) {
        let ctx = house(&t, "paris").await;
        let before = office.delivered().len();
        invitations::invite(&ctx, "ruth@example.org", "Ruth", Role::Member).await.unwrap();
        invitations::invite(&ctx, "ruth@example.org", "Ruth", Role::Admin).await.unwrap();
        assert_eq!(mail::deliver_due(&t.platform).await.unwrap(), 2);
        let states: Vec<_> = mail::list(&t.platform, None, 2).await.unwrap().iter().map(|mail| mail.state).collect();
        assert!(states.contains(&MailState::Dropped) && states.contains(&MailState::Sent), "{states:?}");
        assert_eq!(office.delivered().len(), before + 1);
    }

    async fn mails_bear_the_senders_name_and_answers_go_where_they_should(t: Deployment, office: PostOffice) {
        let ctx = house(&t, "paris").await;
        let form = |sender_name: &str, reply_to: &str| SettingsForm {
            name: "Society of paris".into(),
            locale: "fr".into(),
            time_zone: "Europe/Paris".into(),
            currency: "EUR".into(),
            sender_name: sender_name.into(),
            reply_to: reply_to.into(),
        };
        let refused = tenants::update_settings(&ctx, form("Le bureau", "bureau")).await.unwrap_err();
        assert_eq!(refused.fault.problem_of("reply_to"), Some(&Problem::NotAnEmail));
        let injected = tenants::update_settings(&ctx, form("Le bureau\r\nBcc: all@example.org", "")).await;
        tenants::update_settings(&ctx, form("Le bureau", "bureau@paris.example")).await.unwrap();
        invitations::invite(&ctx, "ruth@example.org", "Ruth", Role::Member).await.unwrap();
        mail::deliver_due(&t.platform).await.unwrap();
        let mail = office.delivered().pop().unwrap();
        assert!(mail.contains("From: \"Le bureau\" <no-reply@tenantry.test>"), "{mail}");
        assert!(mail.contains("Reply-To: bureau@paris.example"), "{mail}");
        assert!(mail.contains("Society of paris fr member"), "in the organisation's language: {mail}");
        assert!(injected.is_err() || !mail.contains("Bcc"));
    }

    async fn two_nodes_send_a_mail_once(t: Deployment, office: PostOffice) {
        let ctx = house(&t, "paris").await;
        let before = office.delivered().len();
        for number in 0..10 {
            invitations::invite(&ctx, &format!("ruth{number}@example.org"), "Ruth", Role::Member).await.unwrap();
        }
        let node = || async { mail::deliver_due(&t.platform).await.unwrap() };
        let (one, other, third) = tokio::join!(node(), node(), node());
        assert_eq!(one + other + third, 10);
        assert_eq!(office.delivered().len(), before + 10);
    }

    async fn a_node_that_died_is_followed_by_another(t: Deployment, office: PostOffice) {
        let ctx = house(&t, "paris").await;
        invitations::invite(&ctx, "ruth@example.org", "Ruth", Role::Member).await.unwrap();
        let mut tx = t.platform.central.begin().await.unwrap();
        let text = "update mail set lease_until = '2026-03-15T12:02:00Z', attempts = 1 where state = 'queued'";
        on_either!(&mut tx, c => sqlx::query(text).execute(c).await.map(drop)).unwrap();
        tx.commit().await.unwrap();
        let before = office.delivered().len();
        assert_eq!(mail::deliver_due(&t.platform).await.unwrap(), 0, "somebody else sends it");
        t.clock.advance(SignedDuration::from_mins(3));
        assert_eq!(mail::deliver_due(&t.platform).await.unwrap(), 1);
        assert_eq!(office.delivered().len(), before + 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_server_nothing_is_written_down() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let t = start(engine, |_| {}).await;
        let ctx = t.ctx("paris", Role::Owner).await;
        invitations::invite(&ctx, "ruth@example.org", "Ruth", Role::Member).await.unwrap();
        assert_eq!(mail::list(&t.platform, None, 10).await.unwrap(), []);
        assert_eq!(mail::deliver_due(&t.platform).await.unwrap(), 0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_a_developers_machine_they_are_kept_and_shown() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let t = start(engine, |config| config.server.public_url = "http://localhost:3000".parse().unwrap()).await;
        let ctx = house(&t, "paris").await;
        invitations::invite(&ctx, "ruth@example.org", "Ruth", Role::Member).await.unwrap();
        mail::deliver_due(&t.platform).await.unwrap();
        let (id, _, newest) = mail::kept(&t.platform).await.unwrap().remove(0);
        assert_eq!((newest.to.as_str(), newest.subject.as_str()), ("ruth@example.org", "Join Society of paris"));
        assert_eq!(mail::kept_mail(&t.platform, id).await.unwrap(), Some(newest));
    }
}
