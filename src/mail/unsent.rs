//! What operators are told of mails that don't go out, of an organisation or of the console itself.

use super::{FailedMail, MailKind, UnsentMails, WaitingMails};
use crate::{
    db::{Reader, Timestamp, ToSqlx, sqlx},
    error::Result,
    ids::{MailId, TenantId},
    platform::Platform,
};
use jiff::SignedDuration;

/// After a week nobody sends a mail again.
pub(crate) const NAMED_FOR: SignedDuration = SignedDuration::from_hours(24 * 7);

/// A server that puts off whoever it doesn't know takes the mail at the second or third try, within so long.
pub(crate) const PATIENCE: SignedDuration = SignedDuration::from_mins(15);

/// The console's own.
pub async fn own_unsent(platform: &Platform) -> Result<UnsentMails> {
    let mut reader = platform.central.read().await?;
    unsent(&mut reader, None, platform.clock.now()).await
}

macro_rules! failed_of {
    ($whose:literal) => {
        concat!(
            "select id, kind, recipient, coalesce(error, '') as reason, coalesce(done_at, due_at) as failed_at,
                    count(*) over () as total
             from mail where ",
            $whose,
            " and state = 'failed' and dismissed_at is null and due_at >= $1
             order by done_at desc, id desc limit 20"
        )
    };
}

macro_rules! waiting_of {
    ($whose:literal) => {
        concat!(
            "select coalesce(error, '') as reason, failing_since, count(*) over () as total
             from mail where ",
            $whose,
            " and failing_since <= $1 order by failing_since, id limit 1"
        )
    };
}

/// Those of an organisation, or of the console itself.
pub(crate) async fn unsent(reader: &mut Reader, tenant: Option<TenantId>, now: jiff::Timestamp) -> Result<UnsentMails> {
    let (since, before) = ((now - NAMED_FOR).to_sqlx(), (now - PATIENCE).to_sqlx());
    let failed = match tenant {
        Some(tenant) => sql!(reader, fetch_all FailedRow, failed_of!("tenant_id = $2"), since, tenant)?,
        None => sql!(reader, fetch_all FailedRow, failed_of!("tenant_id is null"), since)?,
    };
    let waiting = match tenant {
        Some(tenant) => sql!(reader, fetch_optional WaitingRow, waiting_of!("tenant_id = $2"), before, tenant)?,
        None => sql!(reader, fetch_optional WaitingRow, waiting_of!("tenant_id is null"), before)?,
    };
    let failed_count = failed.first().map_or(0, |row| row.total);
    let failed = failed.into_iter().map(FailedRow::into_mail).collect();
    Ok(UnsentMails { failed, failed_count, waiting: waiting.map(WaitingRow::into_mails) })
}

#[derive(sqlx::FromRow)]
struct FailedRow {
    id: MailId,
    kind: String,
    recipient: String,
    reason: String,
    failed_at: Timestamp,
    total: i64,
}

impl FailedRow {
    fn into_mail(self) -> FailedMail {
        FailedMail {
            id: self.id,
            kind: MailKind::from_key(&self.kind),
            recipient: self.recipient,
            reason: self.reason,
            failed_at: self.failed_at.to_jiff().to_string(),
        }
    }
}

#[derive(sqlx::FromRow)]
struct WaitingRow {
    reason: String,
    failing_since: Timestamp,
    total: i64,
}

impl WaitingRow {
    fn into_mails(self) -> WaitingMails {
        let Self { reason, failing_since, total } = self;
        WaitingMails { count: total, since: failing_since.to_jiff().to_string(), reason }
    }
}
