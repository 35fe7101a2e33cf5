//! The way of a mail that is due: who it is for, its words, the mail server.

use super::{
    Content, House, Letter, MailState, Way,
    outbox::{Claimed, KeptMail, Outcome, claim, record},
    sender::Sender,
    smtp::{Envelope, message},
};
use crate::{
    brand::{self, Brand},
    error::Result,
    ids::TenantId,
    locale::Locale,
    memberships::invitations::{self, Mailed},
    metrics::Measure,
    platform::Platform,
    tenants::{self, Tenant},
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
        let outcome = match deliver(platform, &mail).await {
            Ok(outcome) => outcome,
            Err(error) => again(&mail, error.with_causes().clone()),
        };
        if let Outcome::Failed(error) | Outcome::Later(_, error) = &outcome {
            tracing::warn!(mail = %mail.id, error, "a mail could not be sent");
        }
        if let Some(tenant) = mail.tenant_id {
            match &outcome {
                Outcome::Done(MailState::Sent) | Outcome::Kept(_) => platform.meters.count_for(tenant, Measure::Mails),
                Outcome::Failed(_) => platform.meters.count_for(tenant, Measure::FailedMails),
                _ => {}
            }
        }
        record(platform, mail.id, outcome).await?;
        delivered += 1;
    }
    Ok(delivered)
}

async fn deliver(platform: &Platform, mail: &Claimed) -> Result<Outcome> {
    let dropped = Outcome::Done(MailState::Dropped);
    let Some(composer) = platform.mails.composer.get() else { return Ok(dropped) };
    let Some(tenant) = house_of(platform, mail.tenant_id).await? else { return Ok(dropped) };
    let Some(mailed) = invitations::mail_link(platform, &tenant, mail.subject_id).await? else { return Ok(dropped) };
    let sender = Sender::of(platform, tenant.id).await?;
    let letter = letter(platform, &tenant, mail, mailed).await?;
    let composed = composer.compose(&letter);
    let envelope = Envelope {
        id: mail.id.to_string(),
        from_name: sender.name.unwrap_or_else(|| tenant.name.clone()),
        from: platform.config.mail.sender(&platform.config.server.public_url),
        reply_to: sender.reply_to,
        to_name: mail.recipient_name.clone(),
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

/// The organisation that writes, unless it is gone or going.
async fn house_of(platform: &Platform, id: Option<TenantId>) -> Result<Option<Arc<Tenant>>> {
    let Some(id) = id else { return Ok(None) };
    let mut reader = platform.central.read().await?;
    let slug = sql!(&mut reader, scalar_optional String, "select slug from tenant where id = $1", id)?;
    drop(reader);
    let Some(slug) = slug else { return Ok(None) };
    Ok(tenants::find(platform, &slug).await?.filter(|tenant| tenant.going.is_none()))
}

async fn letter(platform: &Platform, tenant: &Tenant, mail: &Claimed, mailed: Mailed) -> Result<Letter> {
    let mut reader = platform.central.read().await?;
    let chosen = sql!(&mut reader, scalar_optional Option<String>, r#"select locale from "user" where email = $1"#, &mail.recipient)?;
    drop(reader);
    let locale = chosen.flatten().and_then(|tag| tag.parse::<Locale>().ok()).unwrap_or(tenant.locale);
    let url = platform.config.server.public_url.origin_of(&tenant.main_host);
    let shown = platform.brands.get_or_copy(platform, tenant).await;
    let logo_url = logo_path(platform, tenant, &shown).await?.map(|path| format!("{url}{path}"));
    let expires = tenant.zone.to_datetime(mailed.expires_at);
    Ok(Letter {
        house: House { name: tenant.name.clone(), url, tokens: shown.tokens.clone(), logo_url },
        locale,
        recipient_name: mail.recipient_name.clone(),
        content: Content::Invitation { role: mailed.role, url: mailed.url, expires },
    })
}

/// Mail programs show no SVG.
async fn logo_path(platform: &Platform, tenant: &Tenant, shown: &Brand) -> Result<Option<String>> {
    let Some(logo) = &shown.tokens.logo else { return Ok(None) };
    let picture = brand::asset(platform, tenant, &logo.hash).await?;
    let is_shown = picture.is_some_and(|picture| picture.media_type != "image/svg+xml");
    Ok(shown.logo_url.clone().filter(|_| is_shown))
}
