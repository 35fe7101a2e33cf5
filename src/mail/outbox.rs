//! Mails as they are written down, and what became of each.

use super::Composed;
use crate::{
    db::{Connection, Timestamp, ToSqlx, Tx, sqlx},
    error::{Error, Result},
    ids::{InvitationId, MailId, TenantId},
    platform::Platform,
    users::Email,
};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use std::str::FromStr;

pub(super) const INVITATION: &str = "invitation";

/// How long it is known what became of a mail.
const KNOWN_FOR: SignedDuration = SignedDuration::from_hours(24 * 30);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MailState {
    Queued,
    Sent,
    Kept,
    Dropped,
    Failed,
}

impl MailState {
    pub const ALL: [Self; 5] = [Self::Queued, Self::Sent, Self::Kept, Self::Dropped, Self::Failed];

    pub fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Kept => "kept",
            Self::Dropped => "dropped",
            Self::Failed => "failed",
        }
    }
}

impl FromStr for MailState {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|state| state.name() == name).ok_or(())
    }
}

/// A mail, without what it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QueuedMail {
    pub id: String,
    /// The organisation's slug.
    pub organisation: Option<String>,
    pub kind: String,
    pub recipient: String,
    pub state: MailState,
    pub attempts: i64,
    pub created_at: String,
    pub due_at: String,
    pub error: Option<String>,
}

/// A mail that is shown instead of sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptMail {
    pub from: String,
    pub reply_to: Option<String>,
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
}

impl KeptMail {
    pub(super) fn of(from: String, reply_to: Option<String>, to: String, mail: Composed) -> Self {
        Self { from, reply_to, to, subject: mail.subject, text: mail.text, html: mail.html }
    }
}

/// Writes down that somebody is to be told of their invitation, in the transaction that makes it.
pub(crate) async fn queue_invitation(
    tx: &mut Tx,
    platform: &Platform,
    tenant: TenantId,
    invitation: InvitationId,
    (email, name): (&Email, &str),
) -> Result<()> {
    if !platform.mails.is_on() {
        return Ok(());
    }
    let now = platform.clock.now().to_sqlx();
    sql!(
        tx,
        execute "insert into mail (id, tenant_id, kind, subject_id, recipient, recipient_name, state, created_at, due_at)
                 values ($1, $2, $3, $4, $5, $6, 'queued', $7, $7)",
        MailId::new(&platform.random, &platform.clock),
        tenant,
        INVITATION,
        invitation,
        email.as_str(),
        name,
        now
    )?;
    // It may be looked for before this is committed, and is then found a little later.
    platform.mails.awake.notify_one();
    Ok(())
}

/// The newest mails, in one state or in all.
pub async fn list(platform: &Platform, state: Option<MailState>, most: u32) -> Result<Vec<QueuedMail>> {
    let mut reader = platform.central.read().await?;
    let rows = sql!(
        &mut reader,
        fetch_all Row,
        "select m.id, t.slug, m.kind, m.recipient, m.state, m.attempts, m.created_at, m.due_at, m.error
         from mail m left join tenant t on t.id = m.tenant_id
         where $1 = '' or m.state = $1 order by m.created_at desc, m.id desc limit $2",
        state.map_or("", MailState::name),
        i64::from(most)
    )?;
    rows.into_iter().map(Row::into_mail).collect()
}

/// Sends failed mails once more: one, or all. Gives their number.
pub async fn retry(platform: &Platform, one: Option<MailId>) -> Result<u64> {
    let mut tx = platform.central.begin().await?;
    let now = platform.clock.now().to_sqlx();
    let (all, one) = (one.is_none(), one.map_or_else(uuid::Uuid::nil, |id| id.as_uuid()));
    let text = "update mail set state = 'queued', attempts = 0, due_at = $1, done_at = null, error = null
                where state = 'failed' and ($2 or id = $3)";
    let again = sql!(&mut tx, execute text, now, all, one)?;
    tx.commit().await?;
    platform.mails.awake.notify_one();
    Ok(again)
}

/// The newest mails that are shown instead of sent.
pub async fn kept(platform: &Platform) -> Result<Vec<(MailId, String, KeptMail)>> {
    let mut reader = platform.central.read().await?;
    let text = "select id, created_at, content from mail where state = 'kept' and content is not null
                order by created_at desc, id desc limit 100";
    let rows = sql!(&mut reader, fetch_all Kept, text)?;
    Ok(rows.into_iter().map(|row| (row.id, row.created_at.to_jiff().to_string(), row.content.0)).collect())
}

pub async fn kept_mail(platform: &Platform, id: MailId) -> Result<Option<KeptMail>> {
    let mut reader = platform.central.read().await?;
    let text = "select id, created_at, content from mail where id = $1 and state = 'kept' and content is not null";
    Ok(sql!(&mut reader, fetch_optional Kept, text, id)?.map(|row| row.content.0))
}

/// Forgets what became of old mails.
pub(crate) async fn purge(platform: &Platform) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    let before = (platform.clock.now() - KNOWN_FOR).to_sqlx();
    sql!(&mut tx, execute "delete from mail where state <> 'queued' and done_at < $1", before)?;
    Ok(tx.commit().await?)
}

#[derive(sqlx::FromRow)]
struct Row {
    id: MailId,
    slug: Option<String>,
    kind: String,
    recipient: String,
    state: String,
    attempts: i64,
    created_at: Timestamp,
    due_at: Timestamp,
    error: Option<String>,
}

impl Row {
    fn into_mail(self) -> Result<QueuedMail> {
        let state =
            self.state.parse().map_err(|()| Error::internal(std::io::Error::other("a mail in no known state")))?;
        Ok(QueuedMail {
            id: self.id.to_string(),
            organisation: self.slug,
            kind: self.kind,
            recipient: self.recipient,
            state,
            attempts: self.attempts,
            created_at: self.created_at.to_jiff().to_string(),
            due_at: self.due_at.to_jiff().to_string(),
            error: self.error,
        })
    }
}

#[derive(sqlx::FromRow)]
struct Kept {
    id: MailId,
    created_at: Timestamp,
    content: Json<KeptMail>,
}

/// What somebody who sends a mail has of it.
#[derive(sqlx::FromRow)]
pub(super) struct Claimed {
    pub(super) id: MailId,
    pub(super) tenant_id: Option<TenantId>,
    pub(super) subject_id: InvitationId,
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
         returning id, tenant_id, subject_id, recipient, recipient_name, attempts",
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
            let text = "update mail set due_at = $1, lease_until = null, error = $2 where id = $3";
            sql!(&mut tx, execute text, (now + after).to_sqlx(), error, mail)?;
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
    let text = "update mail set state = $1, done_at = $2, lease_until = null, error = $3 where id = $4";
    sql!(tx, execute text, state.name(), now.to_sqlx(), error, mail)?;
    Ok(())
}
