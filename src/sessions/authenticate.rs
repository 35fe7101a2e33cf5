//! From a cookie to who acts: one query for each request.

use super::{end, idle_since, store};
use crate::{
    access::{Permission, Plane},
    audit,
    context::{Actor, OperatorActor},
    db::{Timestamp, ToSqlx, sqlx},
    error::Result,
    ids::{OperatorId, SupportRequestId, TenantId, UserId},
    memberships, operators,
    platform::Platform,
    support::SupportActor,
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
    /// An operator inside an organisation that let them in.
    Support(Box<SupportActor>),
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
    /// The session is one of support; what follows is there as long as that may be inside.
    support_request_id: Option<SupportRequestId>,
    reason: Option<String>,
    may_write: Option<bool>,
    support_ends_at: Option<Timestamp>,
}

async fn find(platform: &Platform, id: Id) -> Result<Option<Row>> {
    let now = platform.clock.now();
    let mut reader = platform.central.read().await?;
    Ok(sql!(
        &mut reader,
        fetch_optional Row,
        r#"select s.user_id, s.tenant_id, s.host, s.last_seen_at, u.name, u.email, m.role, o.id as operator_id, o.role as operator_role,
                  s.support_request_id, r.reason, r.may_write, r.ends_at as support_ends_at
           from session s
           join "user" u on u.id = s.user_id
           left join membership m
             on m.user_id = s.user_id and m.tenant_id = s.tenant_id and (m.expires_at is null or m.expires_at > $2)
               and s.support_request_id is null
           left join support_request r
             on r.id = s.support_request_id and r.tenant_id = s.tenant_id and r.state = 'allowed' and r.ends_at > $2
               and exists (select 1 from tenant t where t.id = r.tenant_id and t.status = 'active')
               and not exists (select 1 from deletion d where d.tenant_id = r.tenant_id)
           left join operator o
             on o.user_id = s.user_id and o.entered_at is not null and (s.tenant_id is null or o.id = r.operator_id)
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
        if let Some(request) = self.support_request_id {
            return if plane == Plane::Tenant { self.into_support(request) } else { Ok(Caller::Nobody) };
        }
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

impl Row {
    /// Nobody when the request is over, the organisation isn't open, or the operator's role has lost the permission.
    fn into_support(self, request: SupportRequestId) -> Result<Caller> {
        let allowed = self.reason.zip(self.may_write).zip(self.support_ends_at);
        let (Some(((reason, may_write), ends_at)), Some((operator, role))) =
            (allowed, self.operator_id.zip(self.operator_role))
        else {
            return Ok(Caller::Nobody);
        };
        let role = operators::stored_role(&role)?;
        if !role.may(Permission::OrganisationsSupport) {
            return Ok(Caller::Nobody);
        }
        Ok(Caller::Support(Box::new(SupportActor {
            operator,
            request,
            actor: SupportActor::named(self.user_id, &self.name, self.email),
            reason,
            may_write: may_write && role.may(Permission::OrganisationsSupportWrite),
            ends_at: ends_at.to_jiff(),
        })))
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
