//! Server functions of mails.

use crate::error::AppError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use tenantry::ids::MailId;
use tenantry::mail::UnsentMails;

/// How the deployment's mails go out, and those of the console itself that don't.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnMails {
    /// There is a mail server.
    pub are_sent: bool,
    /// They are shown on a page of this machine instead.
    pub are_shown: bool,
    pub unsent: UnsentMails,
}

#[server(endpoint = "console/mails/own")]
pub async fn read_own_mails() -> Result<OwnMails, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::MAILS_OWN)?;
    let mails = &ctx.platform.mails;
    let (are_shown, are_sent) = (mails.is_shown(), mails.is_on() && !mails.is_shown());
    Ok(OwnMails { are_sent, are_shown, unsent: tenantry::mail::own_unsent(&ctx.platform).await? })
}

/// Sends one of the organisation's mails that failed once more, or all of them where none is named.
#[server(endpoint = "console/mails/retry")]
pub async fn retry_mails(#[server(default)] slug: String, #[server(default)] mail: String) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::MAILS_RETRY)?;
    let (page, one) = (page(&slug), read(&mail)?);
    let retry = async move {
        let which = tenantry::mail::Failed::of(&ctx.platform, &slug, one).await?;
        tenantry::mail::retry(&ctx.platform, which, &(&ctx.actor).into()).await
    };
    tenantry::context::uncancelled(retry).await?;
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::SENT_AGAIN));
    Ok(())
}

/// Leaves one of the organisation's mails that failed as it is, or all of them where none is named.
#[server(endpoint = "console/mails/leave")]
pub async fn leave_mails(#[server(default)] slug: String, #[server(default)] mail: String) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::MAILS_LEAVE)?;
    let (page, one) = (page(&slug), read(&mail)?);
    let leave = async move {
        let which = tenantry::mail::Failed::of(&ctx.platform, &slug, one).await?;
        tenantry::mail::leave(&ctx.platform, which, &(&ctx.actor).into()).await
    };
    tenantry::context::uncancelled(leave).await?;
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::LEFT));
    Ok(())
}

/// Sends a mail to who asks for it.
#[server(endpoint = "console/mails/try")]
pub async fn try_mail() -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::MAILS_TRY)?;
    tenantry::context::uncancelled(async move { tenantry::mail::try_out(&ctx).await }).await?;
    leptos_axum::redirect(&crate::paths::saved_as(&page(""), super::TRIED));
    Ok(())
}

/// Where the mails of an organisation stand, or those of the console itself.
#[cfg(feature = "ssr")]
fn page(slug: &str) -> String {
    if slug.is_empty() { crate::paths::CONSOLE_SETTINGS.to_owned() } else { crate::paths::console_organisation(slug) }
}

#[cfg(feature = "ssr")]
fn read(mail: &str) -> Result<Option<MailId>, AppError> {
    if mail.is_empty() {
        return Ok(None);
    }
    mail.parse().map(Some).map_err(|_| AppError::not_found())
}
