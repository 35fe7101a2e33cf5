//! The mails that are written down, as operators see them, and what became of each.

use super::Composed;
use crate::{
    db::{Timestamp, ToSqlx, sqlx},
    error::{Error, Result},
    ids::MailId,
    platform::Platform,
};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use std::str::FromStr;

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
    /// When an operator left it as it is, though it had failed.
    pub dismissed_at: Option<String>,
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

/// The newest mails, in one state or in all.
pub async fn list(platform: &Platform, state: Option<MailState>, most: u32) -> Result<Vec<QueuedMail>> {
    let mut reader = platform.central.read().await?;
    let rows = sql!(
        &mut reader,
        fetch_all Row,
        "select m.id, t.slug, m.kind, m.recipient, m.state, m.attempts, m.created_at, m.due_at, m.error, m.dismissed_at
         from mail m left join tenant t on t.id = m.tenant_id
         where $1 = '' or m.state = $1 order by m.created_at desc, m.id desc limit $2",
        state.map_or("", MailState::name),
        i64::from(most)
    )?;
    rows.into_iter().map(Row::into_mail).collect()
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
    dismissed_at: Option<Timestamp>,
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
            dismissed_at: self.dismissed_at.map(|at| at.to_jiff().to_string()),
        })
    }
}

#[derive(sqlx::FromRow)]
struct Kept {
    id: MailId,
    created_at: Timestamp,
    content: Json<KeptMail>,
}
