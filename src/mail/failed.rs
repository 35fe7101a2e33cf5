//! Mails that could not be sent: sent once more, or left as they are.

use crate::{
    audit,
    context::Author,
    db::{ToSqlx, Tx, sqlx},
    error::{Error, Result},
    ids::{MailId, TenantId},
    platform::Platform,
    tenants,
};
use std::collections::BTreeMap;

/// Which of the mails that failed: one, or all that nobody left as they are.
#[derive(Clone, Copy, Debug)]
pub struct Failed {
    one: Option<MailId>,
    whose: Whose,
}

#[derive(Clone, Copy, Debug)]
enum Whose {
    Anybodys,
    Organisations(TenantId),
    /// The console's own.
    Deployments,
}

impl Failed {
    pub fn one(id: MailId) -> Self {
        Self { one: Some(id), whose: Whose::Anybodys }
    }

    pub fn all() -> Self {
        Self { one: None, whose: Whose::Anybodys }
    }

    /// Those of the organisation or, where none is named, of the console itself.
    ///
    /// # Errors
    /// `NotFound` for an unknown name.
    pub async fn of(platform: &Platform, slug: &str, one: Option<MailId>) -> Result<Self> {
        if slug.is_empty() {
            return Ok(Self { one, whose: Whose::Deployments });
        }
        let tenant = tenants::find(platform, slug).await?.ok_or_else(Error::not_found)?;
        Ok(Self { one, whose: Whose::Organisations(tenant.id) })
    }

    fn tenant(self) -> Option<TenantId> {
        match self.whose {
            Whose::Organisations(tenant) => Some(tenant),
            Whose::Anybodys | Whose::Deployments => None,
        }
    }
}

macro_rules! those {
    ($change:literal, $those:literal) => {
        concat!(
            $change,
            " where state = 'failed' and ",
            $those,
            " and ($4 or tenant_id = $5 or ($6 and tenant_id is null)) returning tenant_id, kind"
        )
    };
}

/// Sends them once more, and gives their number. One that was left as it is can be sent by itself all the same.
pub async fn retry(platform: &Platform, which: Failed, author: &Author) -> Result<u64> {
    let text = those!(
        "update mail set state = 'queued', attempts = 0, due_at = $1, done_at = null, error = null,
           dismissed_at = null",
        "($2 and dismissed_at is null or id = $3)"
    );
    let again = change(platform, text, which, "mail-sent-again", author).await?;
    platform.mails.awake.notify_one();
    Ok(again)
}

/// Leaves them as they are, so that nobody is told of them any more, and gives their number.
pub async fn leave(platform: &Platform, which: Failed, author: &Author) -> Result<u64> {
    let text = those!("update mail set dismissed_at = $1", "dismissed_at is null and ($2 or id = $3)");
    change(platform, text, which, "mail-left", author).await
}

async fn change(
    platform: &Platform,
    text: &'static str,
    which: Failed,
    event: &'static str,
    author: &Author,
) -> Result<u64> {
    let now = platform.clock.now().to_sqlx();
    let (anybodys, deployments) = (matches!(which.whose, Whose::Anybodys), matches!(which.whose, Whose::Deployments));
    let mut tx = platform.central.begin().await?;
    let changed = sql!(
        &mut tx,
        fetch_all Changed,
        text,
        now,
        which.one.is_none(),
        which.one,
        anybodys,
        which.tenant(),
        deployments
    )?;
    record(&mut tx, platform, event, author, &changed).await?;
    tx.commit().await?;
    Ok(u64::try_from(changed.len()).unwrap_or(u64::MAX))
}

/// Tells each organisation's trail how many of which kind: `invitation 2, password-reset 1`.
async fn record(
    tx: &mut Tx,
    platform: &Platform,
    event: &'static str,
    author: &Author,
    changed: &[Changed],
) -> Result<()> {
    let mut counted: BTreeMap<Option<TenantId>, BTreeMap<&str, usize>> = BTreeMap::new();
    for mail in changed {
        *counted.entry(mail.tenant_id).or_default().entry(&mail.kind).or_default() += 1;
    }
    for (tenant, kinds) in counted {
        let told: Vec<String> = kinds.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
        audit::record_by(tx, platform, event, tenant, author, &told.join(", ")).await?;
    }
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Changed {
    tenant_id: Option<TenantId>,
    kind: String,
}
