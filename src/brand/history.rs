//! The brands that were published: who did, when, what changed, and the way back.

use super::{
    BrandTokens, BrandVersion, Comparison, NamedBrand, compare,
    store::{self, BrandChange, By},
};
use crate::{
    context::TenantCtx,
    db::{Connection, Timestamp, ToSqlx, sqlx},
    error::{Error, Result},
};
use jiff::tz::TimeZone;
use sqlx::types::Json;

/// How a brand came to be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Published {
    was_scheduled: bool,
    restored_from: Option<i64>,
    keeps_draft: bool,
}

impl Published {
    pub(super) const NOW: Self = Self { was_scheduled: false, restored_from: None, keeps_draft: false };
    /// By itself, at its moment.
    pub(super) const DUE: Self = Self { was_scheduled: true, restored_from: None, keeps_draft: true };
    /// A picture alone: what is worked on goes on.
    pub(super) const BESIDE: Self = Self { was_scheduled: false, restored_from: None, keeps_draft: true };

    fn again(number: i64) -> Self {
        Self { was_scheduled: false, restored_from: Some(number), keeps_draft: true }
    }

    pub(super) fn ends_draft(self) -> bool {
        !self.keeps_draft
    }

    /// What the audit calls it.
    pub(super) fn event(self) -> &'static str {
        if self.restored_from.is_some() { "brand-rolled-back" } else { "brand-published" }
    }
}

/// So many are kept; older ones go with the pictures that they alone have.
const MOST_VERSIONS: i64 = 100;

/// The newest first.
pub async fn versions(ctx: &TenantCtx) -> Result<Vec<BrandVersion>> {
    let mut reader = ctx.read().await?;
    if !store::has_studio(&ctx.platform, &mut reader).await? {
        return Ok(Vec::new());
    }
    let rows = sql!(
        &mut reader,
        fetch_all VersionRow,
        "select number, published_at, published_by, was_scheduled, restored_from from brand_version order by number desc"
    )?;
    Ok(rows.into_iter().map(|row| row.into_version(&ctx.tenant.zone)).collect())
}

/// What changed from one version to another.
///
/// # Errors
/// `NotFound` when one of them isn't there.
pub async fn comparison(ctx: &TenantCtx, from: i64, to: i64) -> Result<Comparison> {
    let mut reader = ctx.read().await?;
    if !store::has_studio(&ctx.platform, &mut reader).await? {
        return Err(Error::not_found());
    }
    let before = version(&mut reader, from).await?.ok_or_else(Error::not_found)?;
    let after = version(&mut reader, to).await?.ok_or_else(Error::not_found)?;
    Ok(Comparison { from, to, differences: compare(&before, &after) })
}

/// A version as it was published; number 0 stands for what everybody sees.
///
/// # Errors
/// `NotFound` without the version.
pub async fn published(ctx: &TenantCtx, number: i64) -> Result<NamedBrand> {
    let mut reader = ctx.read().await?;
    if number == 0 {
        return Ok(NamedBrand { name: ctx.tenant.name.clone(), tokens: store::load(&mut reader).await? });
    }
    if !store::has_studio(&ctx.platform, &mut reader).await? {
        return Err(Error::not_found());
    }
    version(&mut reader, number).await?.ok_or_else(Error::not_found)
}

/// Publishes an earlier version once more, as a new one. What is worked on stays. Gives the new version's number.
///
/// # Errors
/// `NotFound` without the version.
pub async fn roll_back(ctx: &TenantCtx, number: i64) -> Result<Option<i64>> {
    let mut change = BrandChange::begin(ctx).await?;
    if !change.tables.has_studio {
        return Err(Error::not_found());
    }
    let brand = version(&mut change.tx, number).await?.ok_or_else(Error::not_found)?;
    change.publish(&By::of(ctx), brand, Published::again(number)).await
}

/// Adds a version, and before the first one what was published until now. Gives its number.
pub(super) async fn add(
    change: &mut BrandChange<'_>,
    by: &By,
    before: &NamedBrand,
    brand: &NamedBrand,
    how: Published,
) -> Result<i64> {
    let newest = sql!(&mut change.tx, scalar Option<i64>, "select max(number) from brand_version")?;
    if newest.is_none() {
        let nobody = By { user: None, name: String::new() };
        insert(change, 1, &nobody, before, change.published_at, Published::NOW).await?;
    }
    let (number, now) = (newest.unwrap_or(1) + 1, change.platform.clock.now());
    insert(change, number, by, brand, now, how).await?;
    sql!(&mut change.tx, execute "delete from brand_version where number <= $1", number - MOST_VERSIONS)?;
    Ok(number)
}

async fn insert(
    change: &mut BrandChange<'_>,
    number: i64,
    by: &By,
    brand: &NamedBrand,
    at: jiff::Timestamp,
    how: Published,
) -> Result<()> {
    sql!(
        &mut change.tx,
        execute "insert into brand_version (number, name, tokens, published_at, published_by, was_scheduled, restored_from)
                 values ($1, $2, $3, $4, $5, $6, $7)",
        number,
        &brand.name,
        Json(&brand.tokens),
        at.to_sqlx(),
        &by.name,
        how.was_scheduled,
        how.restored_from
    )?;
    if change.tables.has_authors {
        let text = "update brand_version set user_id = $1 where number = $2";
        sql!(&mut change.tx, execute text, by.user, number)?;
    }
    Ok(())
}

/// The version that was published last, as the central database is told of it.
pub(super) struct Newest {
    pub(super) number: i64,
    pub(super) tokens: BrandTokens,
    pub(super) event: &'static str,
}

pub(super) async fn newest(on: &mut impl Connection) -> Result<Option<Newest>> {
    let text = "select number, tokens, restored_from from brand_version order by number desc limit 1";
    let row = sql!(on, fetch_optional NewestRow, text)?;
    Ok(row.map(|NewestRow { number, tokens: Json(tokens), restored_from }| {
        let event = Published { restored_from, ..Published::NOW }.event();
        Newest { number, tokens, event }
    }))
}

async fn version(on: &mut impl Connection, number: i64) -> Result<Option<NamedBrand>> {
    let text = "select name, tokens from brand_version where number = $1";
    let row = sql!(on, fetch_optional BrandRow, text, number)?;
    Ok(row.map(|BrandRow { name, tokens: Json(tokens) }| NamedBrand { name, tokens }))
}

#[derive(sqlx::FromRow)]
struct BrandRow {
    name: String,
    tokens: Json<BrandTokens>,
}

#[derive(sqlx::FromRow)]
struct NewestRow {
    number: i64,
    tokens: Json<BrandTokens>,
    restored_from: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct VersionRow {
    number: i64,
    published_at: Timestamp,
    published_by: String,
    was_scheduled: bool,
    restored_from: Option<i64>,
}

impl VersionRow {
    fn into_version(self, zone: &TimeZone) -> BrandVersion {
        BrandVersion {
            number: self.number,
            at: zone.to_datetime(self.published_at.to_jiff()),
            by: self.published_by,
            was_scheduled: self.was_scheduled,
            restored_from: self.restored_from,
        }
    }
}
