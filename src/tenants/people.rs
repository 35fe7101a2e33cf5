//! An organisation's people as operators see them: who belongs to it, who is signed in now, and an end to that.

use super::{Page, TenantPeople, TenantPerson, cursor, store};
use crate::{
    audit,
    context::OperatorCtx,
    db::{Reader, Timestamp, sqlx},
    error::{Error, Result},
    ids::{MembershipId, TenantId},
    memberships,
    platform::Platform,
    sessions,
};

/// What a screen shows; one more tells whether there is a next page.
const ROWS: usize = 50;

/// Those who belong to it by name, and the live sessions, the last used first: of each a page, behind its cursor.
///
/// # Errors
/// Not found.
pub async fn people(platform: &Platform, slug: &str, after: &str, sessions_after: &str) -> Result<TenantPeople> {
    let tenant = store::find(platform, slug).await?.ok_or_else(Error::not_found)?;
    let mut reader = platform.central.read().await?;
    Ok(TenantPeople {
        members: members(&mut reader, tenant.id, after).await?,
        sessions: sessions::of_tenant(&mut reader, platform, tenant.id, sessions_after).await?,
    })
}

async fn members(reader: &mut Reader, tenant: TenantId, after: &str) -> Result<Page<TenantPerson>> {
    let place: Option<(String, MembershipId)> = cursor::decode(after);
    let (is_first, (name, id)) = (place.is_none(), place.unzip());
    let mut rows = sql!(
        reader,
        fetch_all Row,
        r#"select m.id, lower(u.name) as sorted, u.name, u.email, m.role, m.created_at, m.expires_at, m.last_seen_at
           from membership m join "user" u on u.id = m.user_id
           where m.tenant_id = $1 and ($2 or (lower(u.name), m.id) > ($3, $4))
           order by lower(u.name), m.id limit 51"#,
        tenant,
        is_first,
        name,
        id
    )?;
    let more = rows.len() > ROWS;
    rows.truncate(ROWS);
    let last = rows.last().filter(|_| more);
    let next = last.map(|row| cursor::encode(&(&row.sorted, row.id))).transpose()?;
    Ok(Page { rows: rows.into_iter().map(Row::into_person).collect::<Result<_>>()?, next })
}

/// Ends one session, by the key that the list gave it. One that is over already is no failure.
///
/// # Errors
/// Not found.
pub async fn end_session(ctx: &OperatorCtx, slug: &str, key: &str) -> Result<()> {
    let platform = &ctx.platform;
    let tenant = store::find(platform, slug).await?.ok_or_else(Error::not_found)?;
    let mut tx = platform.central.begin().await?;
    if let Some(email) = sessions::end_by_key(&mut tx, tenant.id, key).await? {
        let author = (&ctx.actor).into();
        audit::record_by(&mut tx, platform, "sessions-ended", Some(tenant.id), &author, &email).await?;
    }
    Ok(tx.commit().await?)
}

/// Signs everybody out; gives how many sessions that were.
///
/// # Errors
/// Not found.
pub async fn end_all_sessions(ctx: &OperatorCtx, slug: &str) -> Result<u64> {
    let platform = &ctx.platform;
    let tenant = store::find(platform, slug).await?.ok_or_else(Error::not_found)?;
    let mut tx = platform.central.begin().await?;
    let ended = sql!(&mut tx, execute "delete from session where tenant_id = $1", tenant.id)?;
    let detail = format!("{ended} sessions");
    audit::record_by(&mut tx, platform, "sessions-ended", Some(tenant.id), &(&ctx.actor).into(), &detail).await?;
    tx.commit().await?;
    Ok(ended)
}

#[derive(sqlx::FromRow)]
struct Row {
    id: MembershipId,
    sorted: String,
    name: String,
    email: String,
    role: String,
    created_at: Timestamp,
    expires_at: Option<Timestamp>,
    last_seen_at: Option<Timestamp>,
}

impl Row {
    fn into_person(self) -> Result<TenantPerson> {
        let text = |at: Timestamp| at.to_jiff().to_string();
        Ok(TenantPerson {
            role: memberships::stored_role(&self.role)?,
            since: text(self.created_at),
            expires_at: self.expires_at.map(text),
            last_seen_at: self.last_seen_at.map(text),
            name: self.name,
            email: self.email,
        })
    }
}
