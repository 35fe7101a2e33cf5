//! Taking a mail that is due, and noting what became of it.

use super::{KeptMail, MailState};
use crate::{
    db::{Connection, ToSqlx, sqlx},
    error::Result,
    ids::{InvitationId, MailId, SupportRequestId, TenantId},
    platform::Platform,
};
use jiff::SignedDuration;
use sqlx::types::Json;

/// What somebody who sends a mail has of it.
#[derive(sqlx::FromRow)]
pub(super) struct Claimed {
    pub(super) id: MailId,
    pub(super) tenant_id: Option<TenantId>,
    pub(super) kind: String,
    /// What it tells of is one of the three, by its kind.
    pub(super) invitation_id: InvitationId,
    pub(super) request_id: SupportRequestId,
    pub(super) host: Option<String>,
    pub(super) recipient: String,
    pub(super) recipient_name: String,
    pub(super) attempts: i64,
}

/// Takes the mail that is due for the longest time; of two nodes at once one gets it.
pub(super) async fn claim(platform: &Platform, lease: SignedDuration) -> Result<Option<Claimed>> {
    let now = platform.clock.now();
    let mut tx = platform.central.begin().await?;
    let claimed = sql!(
        &mut tx,
        fetch_optional Claimed,
        "update mail set attempts = attempts + 1, lease_until = $1
         where state = 'queued' and (lease_until is null or lease_until <= $2) and id =
               (select id from mail where state = 'queued' and due_at <= $2 and (lease_until is null or lease_until <= $2)
                order by due_at, id limit 1)
         returning id, tenant_id, kind, subject_id as invitation_id, subject_id as request_id, host,
                   recipient, recipient_name, attempts",
        (now + lease).to_sqlx(),
        now.to_sqlx()
    )?;
    tx.commit().await?;
    Ok(claimed)
}

/// What became of a mail.
pub(super) enum Outcome {
    Done(MailState),
    Kept(KeptMail),
    /// It is tried again, after so long.
    Later(SignedDuration, String),
    Failed(String),
}

pub(super) async fn record(platform: &Platform, mail: MailId, outcome: Outcome) -> Result<()> {
    let now = platform.clock.now();
    let mut tx = platform.central.begin().await?;
    match outcome {
        Outcome::Done(state) => finish(&mut tx, mail, state, now, None).await?,
        Outcome::Failed(error) => finish(&mut tx, mail, MailState::Failed, now, Some(&error)).await?,
        Outcome::Kept(content) => {
            finish(&mut tx, mail, MailState::Kept, now, None).await?;
            sql!(&mut tx, execute "update mail set content = $1 where id = $2", Json(&content), mail)?;
        }
        Outcome::Later(after, error) => {
            let text = "update mail set due_at = $1, lease_until = null, error = $2,
                          failing_since = coalesce(failing_since, $3) where id = $4";
            sql!(&mut tx, execute text, (now + after).to_sqlx(), error, now.to_sqlx(), mail)?;
        }
    }
    Ok(tx.commit().await?)
}

async fn finish(
    tx: &mut impl Connection,
    mail: MailId,
    state: MailState,
    now: jiff::Timestamp,
    error: Option<&str>,
) -> Result<()> {
    let text =
        "update mail set state = $1, done_at = $2, lease_until = null, error = $3, failing_since = null where id = $4";
    sql!(tx, execute text, state.name(), now.to_sqlx(), error, mail)?;
    Ok(())
}
