//! The way of a mail that is due: who it is for, its words, the mail server.

use super::{
    Content, KeptMail, MailKind, MailState, Way,
    claim::{Claimed, Outcome, claim, record},
    smtp::{Envelope, message},
    writer::Writer,
};
use crate::{
    access::Plane,
    domains,
    error::Result,
    ids::InvitationId,
    memberships::invitations::{self, Mailed},
    metrics::Measure,
    platform::Platform,
    support,
    tenants::Tenant,
    traces::{SpanKind, Trace},
    users::{self, MailedReset},
};
use jiff::SignedDuration;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor, transport::smtp};
use std::{
    sync::{Arc, Weak},
    time::Duration,
};

/// Longer than a mail server may take.
const LEASE: SignedDuration = SignedDuration::from_mins(2);

/// After each try that failed; a mail server is seldom away for longer than all of them together.
const AGAIN_AFTER: [SignedDuration; 6] = [
    SignedDuration::from_mins(1),
    SignedDuration::from_mins(5),
    SignedDuration::from_mins(30),
    SignedDuration::from_hours(2),
    SignedDuration::from_hours(6),
    SignedDuration::from_hours(12),
];

/// Sends what is due, again and again. Ends when the platform is dropped.
pub(crate) async fn keep_delivering(platform: Weak<Platform>) {
    loop {
        let Some(platform) = platform.upgrade() else { return };
        if let Err(error) = deliver_due(&platform).await {
            tracing::warn!(error = %error.with_causes(), "mails could not be sent");
        }
        let mails = Arc::clone(&platform.mails);
        drop(platform);
        // Others write mails down as well, and some are due later.
        let _ = tokio::time::timeout(Duration::from_secs(5), mails.awake.notified()).await;
    }
}

/// Sends all mails that are due now, one after the other, and gives their number.
pub async fn deliver_due(platform: &Platform) -> Result<usize> {
    let mut delivered = 0;
    if !platform.mails.is_on() || platform.mails.composer.get().is_none() {
        return Ok(delivered);
    }
    while let Some(mail) = claim(platform, LEASE).await? {
        let trace = platform.traces.job("send mail", SpanKind::Client);
        let outcome = match trace.around(deliver(platform, &mail, &trace)).await {
            Ok(outcome) => outcome,
            Err(error) => again(&mail, error.with_causes().clone()),
        };
        if let Outcome::Failed(_) | Outcome::Later(..) = &outcome {
            // Without the reason, in which servers like to repeat the address: it stands beside the mail.
            let is_given_up = matches!(outcome, Outcome::Failed(_));
            tracing::warn!(mail = %mail.id, is_given_up, "a mail could not be sent: `tenantry mail list` says why");
            trace.fail("mail");
        }
        count(platform, &mail, &outcome);
        trace.around(record(platform, mail.id, outcome)).await?;
        delivered += 1;
    }
    Ok(delivered)
}

/// For the organisation, or for the console whose own mail it is.
fn count(platform: &Platform, mail: &Claimed, outcome: &Outcome) {
    let measure = match outcome {
        Outcome::Done(MailState::Sent) | Outcome::Kept(_) => Measure::Mails,
        Outcome::Failed(_) => Measure::FailedMails,
        Outcome::Done(_) | Outcome::Later(..) => return,
    };
    platform.meters.count(mail.tenant_id, Plane::Console, measure);
}

async fn deliver(platform: &Platform, mail: &Claimed, trace: &Trace) -> Result<Outcome> {
    let dropped = Outcome::Done(MailState::Dropped);
    let Some(composer) = platform.mails.composer.get() else { return Ok(dropped) };
    let Some(writer) = Writer::of(platform, mail.tenant_id).await? else { return Ok(dropped) };
    if let Some(tenant) = writer.tenant() {
        trace.note_tenant(&tenant.slug);
    }
    let Some((name, content)) = told(platform, &writer, mail).await? else { return Ok(dropped) };
    let sender = writer.sender(platform).await?;
    let letter = writer.letter(platform, (&mail.recipient, &name), content).await?;
    let composed = composer.compose(&letter);
    let envelope = Envelope {
        id: mail.id.to_string(),
        from_name: sender.name.unwrap_or_else(|| letter.house.name.clone()),
        from: platform.settings.current().mail.sender(&platform.config.server.public_url),
        reply_to: sender.reply_to,
        to_name: name,
        to: mail.recipient.clone(),
        at: platform.clock.now(),
    };
    let Way::Smtp(transport) = &platform.mails.way else {
        let from = format!("{} <{}>", envelope.from_name, envelope.from);
        return Ok(Outcome::Kept(KeptMail::of(from, envelope.reply_to, envelope.to, composed)));
    };
    match message(envelope, composed) {
        Ok(message) => Ok(sent(transport, message, mail).await),
        Err(error) => Ok(Outcome::Failed(error.to_string())),
    }
}

async fn sent(transport: &AsyncSmtpTransport<Tokio1Executor>, message: Message, mail: &Claimed) -> Outcome {
    match transport.send(message).await {
        Ok(_) => Outcome::Done(MailState::Sent),
        Err(error) if refuses_for_good(&error) => Outcome::Failed(error.to_string()),
        Err(error) => again(mail, error.to_string()),
    }
}

fn refuses_for_good(error: &smtp::Error) -> bool {
    error.is_permanent()
}

fn again(mail: &Claimed, error: String) -> Outcome {
    let tried = usize::try_from(mail.attempts).unwrap_or(usize::MAX);
    match AGAIN_AFTER.get(tried.saturating_sub(1)) {
        Some(after) => Outcome::Later(*after, error),
        None => Outcome::Failed(error),
    }
}

/// To whom by name it tells what, unless that is over.
async fn told(platform: &Platform, writer: &Writer, mail: &Claimed) -> Result<Option<(String, Content)>> {
    let Some(kind) = MailKind::from_key(&mail.kind) else { return Ok(None) };
    if kind == MailKind::PasswordReset {
        let reset = users::mail_reset(platform, writer.tenant(), &mail.recipient).await?;
        return Ok(reset.map(|MailedReset { name, url }| (name, Content::PasswordReset { url })));
    }
    let content = content(platform, writer, kind, mail).await?;
    Ok(content.map(|content| (mail.recipient_name.clone(), content)))
}

async fn content(platform: &Platform, writer: &Writer, kind: MailKind, mail: &Claimed) -> Result<Option<Content>> {
    if kind == MailKind::PasswordChanged {
        return Ok(Some(Content::PasswordChanged { url: users::asking_url(platform, writer.tenant()) }));
    }
    let Some(tenant) = writer.tenant() else { return Ok(None) };
    match kind {
        MailKind::Invitation => invitation(platform, tenant, mail.invitation_id).await,
        MailKind::SupportAsked | MailKind::SupportBegan => {
            support::mailed(platform, tenant, kind, mail.request_id).await
        }
        MailKind::DomainFailing | MailKind::DomainLost => match &mail.host {
            Some(host) => domains::mailed(platform, tenant, kind, host).await,
            None => Ok(None),
        },
        MailKind::PasswordReset | MailKind::PasswordChanged => Ok(None),
    }
}

async fn invitation(platform: &Platform, tenant: &Tenant, id: InvitationId) -> Result<Option<Content>> {
    let mailed = invitations::mail_link(platform, tenant, id).await?;
    Ok(mailed.map(|Mailed { role, url, expires_at }| {
        let expires = tenant.zone.to_datetime(expires_at);
        Content::Invitation { role, url, expires }
    }))
}
