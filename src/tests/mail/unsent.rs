//! Mails that don't go out: who is told, and what ends it.

use super::{house, post_office::PostOffice, sending};
use crate::{
    harness::{Deployment, Engine},
    operators::operator,
};
use jiff::SignedDuration;
use tenantry::{
    access::Role,
    audit,
    context::{Author, TenantCtx},
    fault::Kind,
    mail::{self, Failed, MailKind, MailState, UnsentMails},
    memberships::invitations,
    metrics,
    overview::{self, Check, Concern, Detail, Verdict},
    users,
};

const BY: Author = Author::CommandLine;

/// Who is named for a concern, why and since when.
async fn named(t: &Deployment, concern: Concern) -> Vec<(String, String, String)> {
    let attention = overview::overview(&t.platform).await.unwrap().attention;
    let of = attention.into_iter().filter(|of| of.concern == concern).flat_map(|of| of.named);
    let told = of.map(|named| {
        let Detail::Reason(reason) = named.detail else { panic!("{named:?}") };
        (named.key, reason, named.since.unwrap())
    });
    told.collect()
}

async fn keys(t: &Deployment, concern: Concern) -> Vec<String> {
    named(t, concern).await.into_iter().map(|(key, ..)| key).collect()
}

async fn of_paris(t: &Deployment) -> (UnsentMails, Verdict) {
    let health = overview::health_of(&t.platform, "paris").await.unwrap();
    (health.mails.clone(), health.verdict(Check::Mails))
}

/// Somebody is asked to join whom the mail server doesn't know.
async fn refused(t: &Deployment, office: &PostOffice, ctx: &TenantCtx, email: &str) {
    invitations::invite(ctx, email, "Nobody", Role::Member).await.unwrap();
    office.refuse_with("550 No such person");
    mail::deliver_due(&t.platform).await.unwrap();
    t.clock.advance(SignedDuration::from_secs(1));
}

/// An operator asks for a new password of their own.
async fn forgot(t: &Deployment, email: &str) {
    users::ask_reset(&t.platform, None, "203.0.113.9".parse().unwrap(), email).await.unwrap();
}

async fn told_in_trail(t: &Deployment, kind: &str) -> Vec<String> {
    let events = audit::recent(&t.platform, 50).await.unwrap();
    events.into_iter().filter(|event| event.kind == kind).map(|event| event.detail).collect()
}

with_a_post_office! {
    async fn a_mail_that_failed_is_in_its_organisations_health_until_it_is_sent_or_left(t: Deployment, office: PostOffice) {
        let (paris, lyon) = (house(&t, "paris").await, house(&t, "lyon").await);
        assert_eq!(of_paris(&t).await.0, UnsentMails::default());
        refused(&t, &office, &paris, "nobody@example.org").await;
        refused(&t, &office, &paris, "noone@example.org").await;
        refused(&t, &office, &lyon, "nobody@example.org").await;
        // Days later it is still there.
        t.clock.advance(SignedDuration::from_hours(24 * 2));
        let (unsent, verdict) = of_paris(&t).await;
        assert_eq!((unsent.failed_count, verdict, unsent.waiting), (2, Verdict::Watch, None));
        let [newest, first] = &unsent.failed[..] else { panic!("{:?}", unsent.failed) };
        assert_eq!((newest.recipient.as_str(), newest.kind), ("noone@example.org", Some(MailKind::Invitation)));
        assert!(newest.reason.contains("No such person") && newest.failed_at.starts_with("2026-03-15T12:00:0"), "{newest:?}");
        assert_eq!(keys(&t, Concern::MailFailed).await, ["lyon", "paris"], "each once");

        let elsewhere = Failed::of(&t.platform, "lyon", Some(first.id)).await.unwrap();
        assert_eq!(mail::retry(&t.platform, elsewhere, &BY).await.unwrap(), 0, "another's");
        assert_eq!(mail::leave(&t.platform, elsewhere, &BY).await.unwrap(), 0);
        let unknown = Failed::of(&t.platform, "nowhere", None).await.unwrap_err();
        assert_eq!(unknown.kind(), Kind::NotFound);

        let ops = operator(&t).await;
        let one = Failed::of(&t.platform, "paris", Some(first.id)).await.unwrap();
        assert_eq!(mail::retry(&t.platform, one, &(&ops.actor).into()).await.unwrap(), 1);
        assert_eq!(mail::retry(&t.platform, one, &BY).await.unwrap(), 0, "once");
        assert_eq!(of_paris(&t).await.0.failed_count, 1);
        mail::deliver_due(&t.platform).await.unwrap();
        assert!(office.delivered().last().unwrap().contains("nobody@example.org"));

        let all = Failed::of(&t.platform, "paris", None).await.unwrap();
        assert_eq!(mail::leave(&t.platform, all, &(&ops.actor).into()).await.unwrap(), 1);
        assert_eq!(mail::leave(&t.platform, all, &BY).await.unwrap(), 0, "once");
        let (unsent, verdict) = of_paris(&t).await;
        assert_eq!(unsent, UnsentMails::default());
        assert!(verdict < Verdict::Watch, "{verdict:?}");
        assert_eq!(keys(&t, Concern::MailFailed).await, ["lyon"]);
        assert_eq!(told_in_trail(&t, "mail-sent-again").await, ["invitation 1"]);
        assert_eq!(told_in_trail(&t, "mail-left").await, ["invitation 1"]);

        // Whoever asks for all means those that nobody left, and by its id one can be sent all the same.
        let left = mail::list(&t.platform, Some(MailState::Failed), 10).await.unwrap();
        let left = left.iter().find(|mail| mail.dismissed_at.is_some()).unwrap();
        assert_eq!(left.recipient, "noone@example.org");
        assert_eq!(mail::retry(&t.platform, Failed::all(), &BY).await.unwrap(), 1, "that of lyon");
        assert_eq!(mail::retry(&t.platform, Failed::one(left.id.parse().unwrap()), &BY).await.unwrap(), 1);
        assert_eq!(keys(&t, Concern::MailFailed).await, [] as [String; 0]);
    }

    async fn a_mail_server_that_is_away_is_named_while_mails_wait_for_it(t: Deployment, office: PostOffice) {
        let ctx = house(&t, "paris").await;
        invitations::invite(&ctx, "ruth@example.org", "Ruth", Role::Member).await.unwrap();
        let began = t.clock.now();
        for after in [1, 5, 8] {
            office.refuse_with("451 Come again");
            mail::deliver_due(&t.platform).await.unwrap();
            t.clock.advance(SignedDuration::from_mins(after));
            assert_eq!(keys(&t, Concern::MailsWait).await, [] as [String; 0], "it is busy, as servers are at times");
        }
        assert_eq!(of_paris(&t).await.0.waiting, None);
        t.clock.advance(SignedDuration::from_mins(1));
        let [(key, reason, since)] = &named(&t, Concern::MailsWait).await[..] else { panic!() };
        assert!(key == "paris" && reason.contains("Come again") && *since == began.to_string(), "{key} {reason} {since}");
        let (unsent, verdict) = of_paris(&t).await;
        let waiting = unsent.waiting.unwrap();
        assert_eq!((waiting.count, waiting.since, verdict, unsent.failed_count), (1, began.to_string(), Verdict::Watch, 0));

        t.clock.advance(SignedDuration::from_mins(30));
        assert_eq!(mail::deliver_due(&t.platform).await.unwrap(), 1, "it is back");
        assert_eq!(keys(&t, Concern::MailsWait).await, [] as [String; 0]);
        assert_eq!(of_paris(&t).await.0.waiting, None);
    }

    async fn the_consoles_own_mails_are_named_and_counted_as_well(t: Deployment, office: PostOffice) {
        house(&t, "paris").await;
        let ops = operator(&t).await;
        forgot(&t, &ops.actor.email).await;
        office.refuse_with("451 Come again");
        mail::deliver_due(&t.platform).await.unwrap();
        t.clock.advance(SignedDuration::from_mins(20));
        assert_eq!(keys(&t, Concern::MailsWait).await, [""]);
        assert_eq!(mail::own_unsent(&t.platform).await.unwrap().waiting.unwrap().count, 1);
        office.refuse_with("550 No such person");
        mail::deliver_due(&t.platform).await.unwrap();
        let [(key, reason, _)] = &named(&t, Concern::MailFailed).await[..] else { panic!() };
        assert!(key.is_empty() && reason.contains("No such person"), "{reason}");
        assert_eq!(keys(&t, Concern::MailsWait).await, [] as [String; 0], "it isn't tried any more");
        let own = mail::own_unsent(&t.platform).await.unwrap();
        assert_eq!((own.failed[0].kind, own.failed_count), (Some(MailKind::PasswordReset), 1));
        assert_eq!(of_paris(&t).await.0, UnsentMails::default());
        metrics::flush(&t.platform).await.unwrap();
        t.clock.advance(SignedDuration::from_mins(3));
        metrics::add_up(&t.platform).await.unwrap();
        assert_eq!(overview::overview(&t.platform).await.unwrap().failures.mails, 1);

        let theirs = Failed::of(&t.platform, "paris", None).await.unwrap();
        assert_eq!(mail::leave(&t.platform, theirs, &BY).await.unwrap(), 0);
        let own = Failed::of(&t.platform, "", None).await.unwrap();
        assert_eq!(mail::leave(&t.platform, own, &BY).await.unwrap(), 1);
        assert_eq!(told_in_trail(&t, "mail-left").await, ["password-reset 1"]);
        assert_eq!(keys(&t, Concern::MailFailed).await, [] as [String; 0]);
    }
}
