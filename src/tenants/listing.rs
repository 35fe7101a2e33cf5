//! The console's list of organisations: search, status, four orders, keyset paging.

use super::{
    Page, TenantOrder, TenantQuery, TenantSummary, Troubles, cursor,
    filter::Filter,
    troubles,
    unreachable::Unreachable,
    usage::{month, of_this_month},
};
use crate::{
    db::{Reader, Timestamp, explain, joined, sqlx},
    error::{Error, Result},
    ids::{ServerId, TenantId},
    plans::{self, PlanName},
    platform::Platform,
};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// How much of a list is read at once. One row more shows whether there is a next page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PageLength {
    /// What a screen shows.
    Screen,
    /// For whoever reads one page after the other.
    Long,
}

impl PageLength {
    pub(crate) fn rows(self) -> usize {
        match self {
            Self::Screen => 25,
            Self::Long => 500,
        }
    }

    pub(crate) fn and_one_more(self) -> &'static str {
        match self {
            Self::Screen => "limit 26",
            Self::Long => "limit 501",
        }
    }
}

pub async fn list(platform: &Platform, query: &TenantQuery) -> Result<Page<TenantSummary>> {
    read(platform, query, PageLength::Screen).await
}

/// The same in longer pages, for whoever reads all of them.
pub async fn list_long(platform: &Platform, query: &TenantQuery) -> Result<Page<TenantSummary>> {
    read(platform, query, PageLength::Long).await
}

async fn read(platform: &Platform, query: &TenantQuery, length: PageLength) -> Result<Page<TenantSummary>> {
    let mut reader = platform.central.read().await?;
    let Statement { filter: Filter { parts, words: w, status, plan, server, placement }, after, slug } =
        statement(&mut reader, query, length).await?;
    let mut rows = sql!(
        &mut reader,
        fetch_all Row,
        joined(&parts),
        &w[0], &w[1], &w[2], &w[3], &w[4], &w[5], &w[6], &w[7],
        &status,
        &plan,
        &server,
        &placement,
        &after,
        &slug
    )?;
    let more = rows.len() > length.rows();
    rows.truncate(length.rows());
    let next = rows.last().filter(|_| more).map(|row| cursor::encode(&row.cursor(query.order))).transpose()?;
    let month = month(platform.clock.today(&TimeZone::UTC));
    let names = plans::names(&mut reader).await?;
    let unreachable = Unreachable::now(platform);
    let ids: Vec<TenantId> = rows.iter().map(|row| row.id).collect();
    // Whoever reads all of the list asks for none of this.
    let mut troubles = match length {
        PageLength::Screen => troubles::of_page(platform, &mut reader, &ids).await?,
        PageLength::Long => HashMap::new(),
    };
    let summary = |row: Row| {
        let troubles = troubles.remove(&row.id).unwrap_or_default();
        row.into_summary(platform, &names, &unreachable, &month, troubles)
    };
    let rows = rows.into_iter().map(summary).collect::<Result<_>>()?;
    Ok(Page { rows, next })
}

/// A query as the engine gets it: all parts, and what is bound to `$13` and `$14`.
struct Statement {
    filter: Filter,
    after: String,
    slug: String,
}

/// What an organisation's row says of its tables and its people, beside its own columns; `t` is the tenant. One that runs
/// never visited has no fingerprint, and heads are never counted down. It is counted: for `exists` PostgreSQL would read the
/// versions of everybody.
macro_rules! standing {
    () => {
        "t.quarantine_error, t.drifted_at is not null as has_drifted, t.server_id, t.active_loans, t.transactions, t.transactions_month,
         (select s.version from tenant_schema s where s.tenant_id = t.id and s.set_name = 'core') as version,
         (t.schema_fingerprint is null or (
            select count(*) from tenant_schema s join schema_head h on h.set_name = s.set_name
            where s.tenant_id = t.id and s.version < h.version) > 0) as is_behind,
         (select count(*) from membership m where m.tenant_id = t.id) as members"
    };
}
pub(super) use standing;

const COLUMNS: &str = concat!(
    "select t.id, t.slug, t.name, t.status, t.status_reason, t.plan, t.placement, t.database_bytes, t.created_at, t.last_active_at,
            (select g.gone_at from deletion g where g.tenant_id = t.id) as gone_at, ",
    standing!(),
    " from (select t.id as tenant_id"
);

/// What doesn't narrow the list isn't asked, so that the engine can go along the order's index. The page's organisations are
/// found first, and only of them all columns are read: SQLite would read those of everybody that it sorts.
async fn statement(reader: &mut Reader, query: &TenantQuery, length: PageLength) -> Result<Statement> {
    let cursor = query.after.as_deref().and_then(cursor::decode).filter(|cursor: &Cursor| cursor.order == query.order);
    let (comparison, order) = query.order.sql();
    let mut filter = Filter::of(reader, COLUMNS, query).await?;
    filter.parts.push(if cursor.is_some() { comparison } else { "and $13 = $13 and $14 = $14" });
    filter.parts.extend(["order by", order, length.and_one_more()]);
    filter.parts.extend([") page cross join tenant t where t.id = page.tenant_id order by", order]);
    let (after, slug) = cursor.map_or((String::new(), String::new()), |cursor| (cursor.key, cursor.slug));
    Ok(Statement { filter, after, slug })
}

/// How the engine would read a page of the list, line by line as it says it; a test sees to it that an index is used for
/// every order and filter.
pub async fn explain_list(platform: &Platform, query: &TenantQuery) -> Result<Vec<String>> {
    let mut reader = platform.central.read().await?;
    let Statement { filter, after, slug } = statement(&mut reader, query, PageLength::Screen).await?;
    let binds =
        [filter.words.as_slice(), &[filter.status, filter.plan, filter.server, filter.placement, after, slug]].concat();
    Ok(explain(&mut reader, &filter.parts, &binds).await?)
}

/// A `like` pattern for the text itself, its own `%` and `_` taken literally. A letter beyond ASCII stands for any one
/// letter: SQLite's `lower` doesn't fold it.
pub(super) fn literal_pattern(text: &str) -> String {
    text.trim().to_lowercase().chars().fold(String::new(), |mut pattern, c| {
        match c {
            '%' | '_' | '\\' => pattern.extend(['\\', c]),
            c if c.is_ascii() => pattern.push(c),
            _ => pattern.push('_'),
        }
        pattern
    })
}

impl TenantOrder {
    /// The condition for what comes after the cursor, and the order. Ties go by slug.
    fn sql(self) -> (&'static str, &'static str) {
        match self {
            Self::Name => ("and (t.name, t.slug) > ($13, $14)", "t.name, t.slug"),
            Self::Newest => ("and t.slug <> $13 and t.id < (select id from tenant where slug = $14)", "t.id desc"),
            // SQLite finds its place in an index over an expression by a plain comparison alone.
            Self::LastActive => (
                "and t.slug <> $13
                 and coalesce(t.last_active_at, t.created_at)
                   <= (select coalesce(last_active_at, created_at) from tenant where slug = $14)
                 and (coalesce(t.last_active_at, t.created_at), t.slug)
                   < ((select coalesce(last_active_at, created_at) from tenant where slug = $14), $14)",
                "coalesce(t.last_active_at, t.created_at) desc, t.slug desc",
            ),
            Self::Largest => (
                "and t.slug <> $13
                 and (t.database_bytes, t.slug) < ((select database_bytes from tenant where slug = $14), $14)",
                "t.database_bytes desc, t.slug desc",
            ),
        }
    }
}

/// Where the page before ended. It names a row.
#[derive(Serialize, Deserialize)]
struct Cursor {
    order: TenantOrder,
    key: String,
    slug: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: TenantId,
    slug: String,
    name: String,
    status: String,
    plan: String,
    placement: String,
    database_bytes: i64,
    created_at: Timestamp,
    last_active_at: Option<Timestamp>,
    gone_at: Option<Timestamp>,
    status_reason: Option<String>,
    quarantine_error: Option<String>,
    has_drifted: bool,
    server_id: Option<ServerId>,
    version: Option<i64>,
    is_behind: bool,
    members: i64,
    active_loans: Option<i64>,
    transactions: Option<i64>,
    transactions_month: Option<String>,
}

impl Row {
    fn cursor(&self, order: TenantOrder) -> Cursor {
        let key = if order == TenantOrder::Name { self.name.clone() } else { String::new() };
        Cursor { order, key, slug: self.slug.clone() }
    }

    fn into_summary(
        self,
        platform: &Platform,
        names: &HashMap<String, PlanName>,
        unreachable: &Unreachable,
        month: &str,
        troubles: Troubles,
    ) -> Result<TenantSummary> {
        Ok(TenantSummary {
            status: self.status.parse().map_err(|()| Error::internal(std::io::Error::other("unknown status")))?,
            slug: self.slug,
            name: self.name,
            plan_name: names.get(&self.plan).cloned().unwrap_or_default(),
            plan: self.plan,
            is_unreachable: unreachable.holds(self.id, &self.placement, self.server_id),
            placement: self.placement,
            database_bytes: self.database_bytes,
            created_at: self.created_at.to_jiff().to_string(),
            last_active_at: self.last_active_at.map(|at| at.to_jiff().to_string()),
            gone_at: self.gone_at.map(|at| at.to_jiff().to_string()),
            status_reason: self.status_reason,
            version: self.version,
            is_behind: self.is_behind,
            quarantine: self.quarantine_error,
            has_drifted: self.has_drifted,
            members: self.members,
            connections: i64::from(platform.fleet.connections_of(self.id)),
            active_loans: self.active_loans,
            transactions: of_this_month(self.transactions, self.transactions_month.as_deref(), month),
            troubles,
        })
    }
}
