//! From a cookie to who acts: one query for each request.

use super::{end, idle_since, store};
use crate::{
    access::Plane,
    audit,
    context::{Actor, OperatorActor},
    db::{Timestamp, ToSqlx, sqlx},
    error::Result,
    ids::{OperatorId, TenantId, UserId},
    memberships, operators,
    platform::Platform,
    tenants::Tenant,
};
use jiff::SignedDuration;
use std::sync::Arc;
use tower_sessions::{Session, session::Id};

/// Who a request comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// No session, an expired one, or one of somebody who lost their place since.
    Nobody,
    Member(Actor),
    Operator(OperatorActor),
    /// The session of another organisation or host. It has ended and is in the audit; the answer is 401.
    Foreign,
}

/// How exact `last_seen_at` is: it is written at most once in that time.
const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// Who is signed in on this host. `tenant` is the organisation that the host leads to, `host` has no port.
///
/// The row decides: it must be of this very host and organisation, live, and its owner must have a place here now.
/// tower-sessions loads nothing by itself, so this query is the only one.
pub async fn authenticate(
    platform: &Platform,
    session: &Session,
    plane: Plane,
    tenant: Option<&Arc<Tenant>>,
    host: &str,
) -> Result<Caller> {
    let Some(id) = session.id() else { return Ok(Caller::Nobody) };
    let Some(row) = find(platform, id).await? else { return Ok(Caller::Nobody) };
    if row.host != host || row.tenant_id != tenant.map(|tenant| tenant.id) {
        refuse(platform, session, &row, host).await?;
        return Ok(Caller::Foreign);
    }
    let stale = row.is_stale(platform);
    let caller = row.into_caller(plane)?;
    if stale && caller != Caller::Nobody {
        note_seen(platform, id).await;
    }
    Ok(caller)
}

#[derive(sqlx::FromRow)]
struct Row {
    user_id: UserId,
    tenant_id: Option<TenantId>,
    host: String,
    last_seen_at: Timestamp,
    name: String,
    email: String,
    role: Option<String>,
    operator_id: Option<OperatorId>,
    operator_role: Option<String>,
}

async fn find(platform: &Platform, id: Id) -> Result<Option<Row>> {
    let now = platform.clock.now();
    let mut reader = platform.central.read().await?;
    Ok(sql!(
        &mut reader,
        fetch_optional Row,
        r#"select s.user_id, s.tenant_id, s.host, s.last_seen_at, u.name, u.email, m.role, o.id as operator_id, o.role as operator_role
           from session s
           join "user" u on u.id = s.user_id
           left join membership m
             on m.user_id = s.user_id and m.tenant_id = s.tenant_id and (m.expires_at is null or m.expires_at > $2)
           left join operator o on o.user_id = s.user_id and s.tenant_id is null
           where s.id_hash = $1 and s.expires_at > $2 and s.last_seen_at > $3"#,
        store::hash(id),
        now.to_sqlx(),
        idle_since(platform, now).to_sqlx()
    )?)
}

impl Row {
    fn is_stale(&self, platform: &Platform) -> bool {
        platform.clock.now().duration_since(self.last_seen_at.to_jiff()) >= SEEN_EVERY
    }

    fn into_caller(self, plane: Plane) -> Result<Caller> {
        Ok(match (plane, self.role, self.operator_id.zip(self.operator_role)) {
            (Plane::Tenant, Some(role), _) => Caller::Member(Actor {
                user: self.user_id,
                name: self.name,
                email: self.email,
                role: memberships::stored_role(&role)?,
            }),
            (Plane::Console, _, Some((operator, role))) => Caller::Operator(OperatorActor {
                operator,
                user: self.user_id,
                name: self.name,
                email: self.email,
                role: operators::stored_role(&role)?,
            }),
            _ => Caller::Nobody,
        })
    }
}

async fn refuse(platform: &Platform, session: &Session, row: &Row, host: &str) -> Result<()> {
    end(session).await?;
    let detail = format!("session of {}", row.host);
    audit::record(platform, "session-foreign", row.tenant_id, Some(row.user_id), host, &detail).await
}

/// A request that only reads must not fail because the database is busy with a write.
async fn note_seen(platform: &Platform, id: Id) {
    if let Err(error) = write_seen(platform, id).await {
        tracing::warn!(error = %error.with_causes(), "the time of the last visit could not be noted");
    }
}

async fn write_seen(platform: &Platform, id: Id) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    let text = "update session set last_seen_at = $1 where id_hash = $2";
    sql!(&mut tx, execute text, platform.clock.now().to_sqlx(), store::hash(id))?;
    store::note_member_seen(&mut tx, id, platform.clock.now()).await?;
    Ok(tx.commit().await?)
}
