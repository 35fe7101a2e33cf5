//! What somebody may ask about later: who came in, who was refused, who changed what others may do. Events are only
//! ever added.

mod kinds;

use crate::{
    context::{Author, TenantCtx},
    db::{Connection, Timestamp, ToSqlx, sqlx},
    error::Result,
    ids::{EventId, TenantId, UserId},
    platform::Platform,
    tenants::Tenant,
};
use std::borrow::Cow;

pub use kinds::KINDS;

/// One event as it is read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub at: jiff::Timestamp,
    pub kind: String,
    pub tenant: Option<TenantId>,
    pub user: Option<UserId>,
    /// Where it happened: the host of the request, without a port.
    pub host: String,
    pub detail: String,
}

/// Adds one event in a transaction of its own. `detail` never holds a secret or what a stranger typed.
pub async fn record(
    platform: &Platform,
    kind: &'static str,
    tenant: Option<TenantId>,
    user: Option<UserId>,
    host: &str,
    detail: &str,
) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    record_in(&mut tx, platform, kind, tenant, user, host, detail).await?;
    Ok(tx.commit().await?)
}

/// Adds one event together with the change that it tells of: both are kept, or neither.
pub(crate) async fn record_in(
    tx: &mut impl Connection,
    platform: &Platform,
    kind: &'static str,
    tenant: Option<TenantId>,
    user: Option<UserId>,
    host: &str,
    detail: &str,
) -> Result<()> {
    debug_assert!(KINDS.contains(&kind), "{kind} is not among audit::KINDS, and nobody has words for it");
    sql!(
        tx,
        execute "insert into audit_event (id, at, kind, tenant_id, user_id, host, detail, in_console)
                 values ($1, $2, $3, $4, $5, $6, $7, $8)",
        EventId::new(&platform.random, &platform.clock),
        platform.clock.now().to_sqlx(),
        kind,
        tenant,
        user,
        host,
        detail,
        host == console_host(platform) || host == Author::CommandLine.name()
    )?;
    Ok(())
}

/// Where operators work.
pub(crate) fn console_host(platform: &Platform) -> String {
    platform.config.server.public_url.subdomain("console")
}

/// Where the people of an organisation sign in or, without one, the operators.
pub(crate) fn front_host(platform: &Platform, tenant: Option<&Tenant>) -> String {
    tenant.map_or_else(|| console_host(platform), |tenant| tenant.main_host.clone())
}

/// The same for what was done to an organisation from outside it.
pub(crate) async fn record_by(
    tx: &mut impl Connection,
    platform: &Platform,
    kind: &'static str,
    tenant: Option<TenantId>,
    author: &Author,
    detail: &str,
) -> Result<()> {
    let host = match author {
        Author::Operator { .. } => console_host(platform),
        Author::CommandLine | Author::Housekeeping => author.name().to_owned(),
    };
    record_in(tx, platform, kind, tenant, author.user(), &host, detail).await
}

/// The same in a transaction of its own.
pub(crate) async fn record_alone(
    platform: &Platform,
    kind: &'static str,
    tenant: Option<TenantId>,
    author: &Author,
    detail: &str,
) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    record_by(&mut tx, platform, kind, tenant, author, detail).await?;
    Ok(tx.commit().await?)
}

/// The same for what one of its own people did.
pub(crate) async fn record_by_member(
    tx: &mut impl Connection,
    ctx: &TenantCtx,
    kind: &'static str,
    detail: &str,
) -> Result<()> {
    let (tenant, user) = (Some(ctx.tenant.id), Some(ctx.actor.user));
    record_in(tx, &ctx.platform, kind, tenant, user, &ctx.tenant.main_host, &told(ctx, detail)).await
}

/// What is told of something that an operator did inside an organisation says so.
pub(crate) fn told<'a>(ctx: &TenantCtx, detail: &'a str) -> Cow<'a, str> {
    match ctx.support {
        None => Cow::Borrowed(detail),
        Some(_) if detail.is_empty() => Cow::Borrowed("via support"),
        Some(_) => Cow::Owned(format!("{detail} (via support)")),
    }
}

/// The newest events first.
pub async fn recent(platform: &Platform, most: i64) -> Result<Vec<Event>> {
    let mut reader = platform.central.read().await?;
    let rows = sql!(
        &mut reader,
        fetch_all Row,
        "select at, kind, tenant_id, user_id, host, detail from audit_event order by at desc, id desc limit $1",
        most
    )?;
    Ok(rows.into_iter().map(Event::from).collect())
}

#[derive(sqlx::FromRow)]
struct Row {
    at: Timestamp,
    kind: String,
    tenant_id: Option<TenantId>,
    user_id: Option<UserId>,
    host: String,
    detail: String,
}

impl From<Row> for Event {
    fn from(row: Row) -> Self {
        Self {
            at: row.at.to_jiff(),
            kind: row.kind,
            tenant: row.tenant_id,
            user: row.user_id,
            host: row.host,
            detail: row.detail,
        }
    }
}
