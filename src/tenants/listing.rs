//! The console's list of organisations: search, status, four orders, keyset paging.

use super::{Page, TenantOrder, TenantQuery, TenantStatus, TenantSummary};
use crate::{
    db::{Timestamp, joined, sqlx},
    error::{Error, Result},
    platform::Platform,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};

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
    let cursor = query.after.as_deref().and_then(Cursor::decode).filter(|cursor| cursor.order == query.order);
    let (comparison, order) = query.order.sql();
    let comparison = if cursor.is_some() { comparison } else { "and $3 = $3 and $4 = $4" };
    let text = joined(&[
        "select slug, name, status, plan, placement, database_bytes, created_at, last_active_at,
                (select gone_at from deletion where tenant_id = tenant.id) as gone_at
         from tenant
         where (lower(name) like $1 escape '\\' or slug like $1 escape '\\')
           and ($2 = '' or (status = $2 and not exists (select 1 from deletion where tenant_id = tenant.id)))",
        comparison,
        "order by",
        order,
        length.and_one_more(),
    ]);
    let status = query.status.map_or("", TenantStatus::name);
    let (after, id) = cursor.map_or((String::new(), String::new()), |cursor| (cursor.key, cursor.slug));
    let mut rows =
        sql!(&mut reader, fetch_all Row, text, format!("%{}%", literal_pattern(&query.search)), status, after, id)?;
    let more = rows.len() > length.rows();
    rows.truncate(length.rows());
    let next = rows.last().filter(|_| more).map(|row| row.cursor(query.order).encode()).transpose()?;
    Ok(Page { rows: rows.into_iter().map(Row::into_summary).collect::<Result<_>>()?, next })
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
            Self::Name => ("and (name, slug) > ($3, $4)", "name, slug"),
            Self::Newest => ("and slug <> $3 and id < (select id from tenant where slug = $4)", "id desc"),
            Self::LastActive => (
                "and slug <> $3 and (coalesce(last_active_at, created_at), slug)
                   < ((select coalesce(last_active_at, created_at) from tenant where slug = $4), $4)",
                "coalesce(last_active_at, created_at) desc, slug desc",
            ),
            Self::Largest => (
                "and slug <> $3 and (database_bytes, slug) < ((select database_bytes from tenant where slug = $4), $4)",
                "database_bytes desc, slug desc",
            ),
        }
    }
}

/// Where the page before ended. It names a row, and comes back from the browser as anything at all: what doesn't
/// decode starts at the first page.
#[derive(Serialize, Deserialize)]
struct Cursor {
    order: TenantOrder,
    key: String,
    slug: String,
}

impl Cursor {
    fn encode(&self) -> Result<String> {
        Ok(BASE64_URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).map_err(Error::internal)?))
    }

    fn decode(text: &str) -> Option<Self> {
        serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(text).ok()?).ok()
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    slug: String,
    name: String,
    status: String,
    plan: String,
    placement: String,
    database_bytes: i64,
    created_at: Timestamp,
    last_active_at: Option<Timestamp>,
    gone_at: Option<Timestamp>,
}

impl Row {
    fn cursor(&self, order: TenantOrder) -> Cursor {
        let key = if order == TenantOrder::Name { self.name.clone() } else { String::new() };
        Cursor { order, key, slug: self.slug.clone() }
    }

    fn into_summary(self) -> Result<TenantSummary> {
        Ok(TenantSummary {
            status: self.status.parse().map_err(|()| Error::internal(std::io::Error::other("unknown status")))?,
            slug: self.slug,
            name: self.name,
            plan: self.plan,
            placement: self.placement,
            database_bytes: self.database_bytes,
            created_at: self.created_at.to_jiff().to_string(),
            last_active_at: self.last_active_at.map(|at| at.to_jiff().to_string()),
            gone_at: self.gone_at.map(|at| at.to_jiff().to_string()),
        })
    }
}
