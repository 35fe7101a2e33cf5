//! Does the mail server answer?

use super::Check;
use crate::{config::Config, mail};

const NAME: &str = "mail server";

pub(super) async fn check(config: &Config) -> Check {
    let smtp = &config.mail.smtp;
    if smtp.is_none() {
        return if config.server.public_url.is_localhost() {
            Check::ok(NAME, "none: mails are shown at /dev/mail")
        } else {
            Check::warn(NAME, "none (TENANTRY_SMTP): no mail is sent, and links are shown to who makes them alone")
        };
    }
    match mail::greet(smtp).await {
        Ok(()) => Check::ok(
            NAME,
            format!("{smtp} answers; mails come from {}", config.mail.sender(&config.server.public_url)),
        ),
        Err(error) => Check::fail(NAME, format!("{smtp}: {error}")),
    }
}
