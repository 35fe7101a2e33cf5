//! Links of one organisation, or of the console, on the host of another. The answer is that of a link that was made up;
//! that one was tried there is in the audit, as it is for sessions.

use super::token;
use crate::{
    access::Plane,
    audit,
    db::{ToSqlx, sqlx},
    error::Result,
    ids::{TenantId, UserId},
    platform::Platform,
    tenants::Tenant,
};

/// Where a link was tried.
#[derive(Clone, Copy)]
pub(crate) struct Tried<'a> {
    pub(crate) plane: Plane,
    pub(crate) tenant: Option<TenantId>,
    pub(crate) host: &'a str,
}

/// Notes that a link that opens nothing here would open something elsewhere. The answer doesn't depend on it: what
/// can't be written down is logged.
pub(crate) async fn note_foreign_link(platform: &Platform, secret: &str, tried: Tried<'_>) {
    if let Err(error) = note(platform, secret, tried).await {
        tracing::error!(error = %error.with_causes(), "a link of another host could not be noted");
    }
}

/// The same on an organisation's main host or, without one, at the console.
pub(crate) async fn note_link_of_another(platform: &Platform, secret: &str, tenant: Option<&Tenant>) {
    let host = audit::front_host(platform, tenant);
    let plane = if tenant.is_some() { Plane::Tenant } else { Plane::Console };
    note_foreign_link(platform, secret, Tried { plane, tenant: tenant.map(|tenant| tenant.id), host: &host }).await;
}

async fn note(platform: &Platform, secret: &str, tried: Tried<'_>) -> Result<()> {
    let links = links(platform, secret).await?;
    let Some(link) = links.into_iter().find(|link| !link.is_home(&tried)) else { return Ok(()) };
    audit::record(platform, "link-foreign", link.tenant_id, link.user_id, tried.host, &link.kind).await
}

/// Those that still work, wherever they belong.
async fn links(platform: &Platform, secret: &str) -> Result<Vec<Link>> {
    let mut reader = platform.central.read().await?;
    Ok(sql!(
        &mut reader,
        fetch_all Link,
        r#"select 'invitation' as kind, i.tenant_id, u.id as user_id
           from invitation i left join "user" u on u.email = i.email
           where (i.token_hash = $1 or i.mailed_hash = $1) and i.accepted_at is null and i.expires_at > $2
           union all
           select 'new password', tenant_id, user_id from password_reset
           where token_hash = $1 and used_at is null and expires_at > $2
           union all
           select 'operator', null, o.user_id from operator_link l join operator o on o.id = l.operator_id
           where l.token_hash = $1 and l.used_at is null and l.expires_at > $2
           union all
           select 'support', r.tenant_id, o.user_id
           from support_handoff h join support_request r on r.id = h.request_id
           left join operator o on o.id = r.operator_id
           where h.token_hash = $1 and h.used_at is null and h.expires_at > $2"#,
        token::hash(secret),
        platform.clock.now().to_sqlx()
    )?)
}

#[derive(sqlx::FromRow)]
struct Link {
    kind: String,
    tenant_id: Option<TenantId>,
    user_id: Option<UserId>,
}

impl Link {
    fn is_home(&self, tried: &Tried<'_>) -> bool {
        tried.plane != Plane::Public && self.tenant_id == tried.tenant
    }
}

/// Whether the page of a link is there on a plane. Where it isn't, nothing that knows links is asked.
pub(crate) fn has_page(path: &str, plane: Plane) -> bool {
    match path {
        "/enter" => plane == Plane::Console,
        "/invitation" | crate::support::ENTRANCE => plane == Plane::Tenant,
        super::NEW_PASSWORD_PAGE => plane != Plane::Public,
        _ => true,
    }
}
