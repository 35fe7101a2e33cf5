//! As whom an organisation's mails come. The address is the deployment's, for mail servers ask whether it may send for it; the
//! name is the organisation's, and answers go where it wants them.

use crate::{
    db::{Tx, sqlx},
    error::Result,
    fault::Problem,
    ids::TenantId,
    plans::Feature,
    platform::Platform,
    tenants::Tenant,
    users::{self, Email},
};

/// What an organisation says of its mails. Without a name they bear the organisation's.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Sender {
    #[sqlx(rename = "mail_sender_name")]
    pub name: Option<String>,
    #[sqlx(rename = "mail_reply_to")]
    pub reply_to: Option<String>,
}

impl Sender {
    pub async fn of(platform: &Platform, tenant: TenantId) -> Result<Self> {
        let mut reader = platform.central.read().await?;
        let text = "select mail_sender_name, mail_reply_to from tenant where id = $1";
        Ok(sql!(&mut reader, fetch_optional Self, text, tenant)?.unwrap_or_default())
    }

    /// As whom its mails come now: one that a plan no longer allows is kept for when it does again.
    pub(crate) async fn of_now(platform: &Platform, tenant: &Tenant) -> Result<Self> {
        if tenant.has_feature(Feature::MailSender, platform.clock.now()) {
            Self::of(platform, tenant.id).await
        } else {
            Ok(Self::default())
        }
    }

    pub(crate) async fn save(&self, tx: &mut Tx, tenant: TenantId) -> Result<()> {
        let text = "update tenant set mail_sender_name = $1, mail_reply_to = $2 where id = $3";
        sql!(tx, execute text, self.name.as_deref(), self.reply_to.as_deref(), tenant)?;
        Ok(())
    }

    /// Nothing typed is no name.
    pub(crate) fn checked_name(typed: &str) -> Result<Option<String>, Problem> {
        if typed.trim().is_empty() { Ok(None) } else { users::name(typed).map(Some) }
    }

    pub(crate) fn checked_reply_to(typed: &str) -> Result<Option<String>, Problem> {
        if typed.trim().is_empty() {
            Ok(None)
        } else {
            Email::try_from(typed.to_owned()).map(|email| Some(email.into()))
        }
    }
}
