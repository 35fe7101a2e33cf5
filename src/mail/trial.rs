//! A mail to who asks for one, to see whether the mail server takes it.

use super::{
    Content, Way,
    smtp::{Envelope, message},
    writer::Writer,
};
use crate::{
    audit,
    context::OperatorCtx,
    error::{Error, Result},
    fault::{Kind, Problem},
    ids::MailId,
};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::time::Duration;

/// Who asked waits for no longer, whatever steps the server is slow at.
const PATIENCE: Duration = Duration::from_secs(20);

/// Sends a mail to the operator who asks, at once and beside the outbox, and records how it went.
///
/// # Errors
/// `MailNotTaken` at the field `trial` with what the mail server answered; `Conflict` where there is none.
pub async fn try_out(ctx: &OperatorCtx) -> Result<()> {
    let platform = &ctx.platform;
    let (Way::Smtp(transport), Some(composer)) = (&platform.mails.way, platform.mails.composer.get()) else {
        return Err(Error::new(Kind::Conflict));
    };
    let (name, email) = (ctx.actor.name.as_str(), ctx.actor.email.as_str());
    let letter = Writer::Deployment.letter(platform, (email, name), Content::Trial).await?;
    let envelope = Envelope {
        id: MailId::new(&platform.random, &platform.clock).to_string(),
        from_name: letter.house.name.clone(),
        from: platform.settings.current().mail.sender(&platform.config.server.public_url),
        reply_to: None,
        to_name: name.to_owned(),
        to: email.to_owned(),
        at: platform.clock.now(),
    };
    let sent = match message(envelope, composer.compose(&letter)) {
        Ok(message) => send(transport, message).await,
        Err(error) => Err(error.to_string()),
    };
    let mut tx = platform.central.begin().await?;
    let detail = if sent.is_ok() { "taken" } else { "not taken" };
    audit::record_by(&mut tx, platform, "mail-tried", None, &(&ctx.actor).into(), detail).await?;
    tx.commit().await?;
    sent.map_err(|reason| Error::field("trial", Problem::MailNotTaken { reason }))
}

async fn send(transport: &AsyncSmtpTransport<Tokio1Executor>, message: Message) -> Result<(), String> {
    match tokio::time::timeout(PATIENCE, transport.send(message)).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err(format!("no answer within {} seconds", PATIENCE.as_secs())),
    }
}
