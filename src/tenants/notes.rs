//! What operators write down about an organisation. Its people never see it.

use super::{Page, TenantNote, store};
use crate::{
    audit,
    context::OperatorCtx,
    db::{Timestamp, ToSqlx, sqlx},
    error::{Error, Result},
    fault::Problem,
    ids::{NoteId, TenantId, UserId},
    platform::Platform,
};

const LONGEST: usize = 4_000;

/// What a screen shows; one more tells whether there is a next page.
const ROWS: usize = 50;

/// The newest first, behind the note that the cursor names. Those of a gone author are nobody's own.
pub async fn notes(ctx: &OperatorCtx, slug: &str, after: &str) -> Result<Page<TenantNote>> {
    let tenant = id_of(&ctx.platform, slug).await?;
    let before = after.parse::<NoteId>().ok();
    let mut reader = ctx.platform.central.read().await?;
    let text = "select id, user_id, author, content, created_at from tenant_note
                where tenant_id = $1 and ($2 or id < $3) order by id desc limit 51";
    let mut rows = sql!(&mut reader, fetch_all Row, text, tenant, before.is_none(), before)?;
    let more = rows.len() > ROWS;
    rows.truncate(ROWS);
    let next = rows.last().filter(|_| more).map(|row| row.id.to_string());
    Ok(Page { rows: rows.into_iter().map(|row| row.into_note(ctx.actor.user)).collect(), next })
}

/// The id of a note that a form is about to write.
pub fn new_note_id(platform: &Platform) -> NoteId {
    NoteId::new(&platform.random, &platform.clock)
}

/// Adds a note. The form carries its id, so that the same form sent twice adds one.
///
/// # Errors
/// Not found; `Required` or `TooLong` at the field `words`.
pub async fn add_note(ctx: &OperatorCtx, slug: &str, id: NoteId, content: &str) -> Result<()> {
    let platform = &ctx.platform;
    let content = checked(content).map_err(|problem| Error::field("words", problem))?;
    let tenant = id_of(platform, slug).await?;
    let mut tx = platform.central.begin().await?;
    let added = sql!(
        &mut tx,
        execute "insert into tenant_note (id, tenant_id, user_id, author, content, created_at)
                 values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing",
        id,
        tenant,
        ctx.actor.user,
        ctx.actor.name.as_str(),
        content,
        platform.clock.now().to_sqlx()
    )?;
    if added == 1 {
        audit::record_by(&mut tx, platform, "note-added", Some(tenant), &(&ctx.actor).into(), "").await?;
    }
    Ok(tx.commit().await?)
}

/// Deletes a note of one's own. One that is gone already is no failure.
///
/// # Errors
/// `NotFound` for another's.
pub async fn delete_note(ctx: &OperatorCtx, id: NoteId) -> Result<()> {
    let platform = &ctx.platform;
    let mut tx = platform.central.begin().await?;
    let text = "delete from tenant_note where id = $1 and user_id = $2 returning tenant_id";
    match sql!(&mut tx, scalar_optional TenantId, text, id, ctx.actor.user)? {
        Some(tenant) => {
            audit::record_by(&mut tx, platform, "note-deleted", Some(tenant), &(&ctx.actor).into(), "").await?;
        }
        None if sql!(&mut tx, scalar i64, "select count(*) from tenant_note where id = $1", id)? > 0 => {
            return Err(Error::not_found());
        }
        None => {}
    }
    Ok(tx.commit().await?)
}

async fn id_of(platform: &Platform, slug: &str) -> Result<TenantId> {
    Ok(store::find(platform, slug).await?.ok_or_else(Error::not_found)?.id)
}

/// Lines are kept as they were written.
fn checked(content: &str) -> Result<String, Problem> {
    let content: String = content.trim().chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    match content.chars().count() {
        0 => Err(Problem::Required),
        count if count > LONGEST => Err(Problem::TooLong { most: 4_000 }),
        _ => Ok(content),
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: NoteId,
    user_id: Option<UserId>,
    author: String,
    content: String,
    created_at: Timestamp,
}

impl Row {
    fn into_note(self, reader: UserId) -> TenantNote {
        TenantNote {
            id: self.id,
            is_own: self.user_id == Some(reader),
            author: self.author,
            content: self.content,
            at: self.created_at.to_jiff().to_string(),
        }
    }
}
