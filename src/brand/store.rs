//! The brand's row in the organisation's database, and its copy in the central one.

use super::{BrandForm, BrandTokens};
use crate::{
    audit,
    context::TenantCtx,
    db::{Connection, ToSqlx, Tx, sqlx},
    error::Result,
    tenants,
};
use jiff::Timestamp;
use sqlx::types::Json;

/// What was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    pub name: String,
    pub tokens: BrandTokens,
}

pub async fn tokens(ctx: &TenantCtx) -> Result<BrandTokens> {
    load(&mut ctx.read().await?).await
}

/// Changes the brand and the organisation's name. The logo stays.
///
/// # Errors
/// `Invalid` with every field that is wrong.
pub async fn save(ctx: &TenantCtx, form: BrandForm) -> Result<Saved> {
    let checked = form.check()?;
    let mut change = BrandChange::begin(ctx).await?;
    change.tokens = checked.tokens(change.tokens.logo.take());
    let tokens = change.commit(ctx, Some(&checked.name)).await?;
    Ok(Saved { name: checked.name, tokens })
}

/// The brand of an organisation that is being made.
pub async fn initial(tx: &mut Tx, tokens: &BrandTokens, now: Timestamp) -> Result<()> {
    sql!(
        tx,
        execute "insert into brand (id, tokens, updated_at) values (1, $1, $2)
                 on conflict (id) do update set tokens = excluded.tokens, updated_at = excluded.updated_at",
        Json(tokens),
        now.to_sqlx()
    )?;
    Ok(())
}

/// The stored brand, or the one that nobody chose.
pub(super) async fn load(on: &mut impl Connection) -> Result<BrandTokens> {
    let stored = sql!(on, scalar_optional Json<BrandTokens>, "select tokens from brand where id = 1")?;
    Ok(stored.map_or_else(BrandTokens::default, |Json(tokens)| tokens))
}

/// A change of the brand that was begun. Dropping it undoes it.
pub(super) struct BrandChange {
    pub(super) tx: Tx,
    pub(super) tokens: BrandTokens,
}

impl BrandChange {
    /// Reads the brand and holds its row: of two changes at once the second starts from what the first left.
    pub(super) async fn begin(ctx: &TenantCtx) -> Result<Self> {
        let mut tx = ctx.begin().await?;
        let Json(tokens) = sql!(
            &mut tx,
            scalar Json<BrandTokens>,
            "insert into brand (id, tokens, updated_at) values (1, $1, $2)
             on conflict (id) do update set updated_at = excluded.updated_at returning tokens",
            Json(BrandTokens::default()),
            ctx.clock().now().to_sqlx()
        )?;
        Ok(Self { tx, tokens })
    }

    /// The copy is committed first, while the row is still held, so that copies follow each other as the brands do.
    pub(super) async fn commit(mut self, ctx: &TenantCtx, name: Option<&str>) -> Result<BrandTokens> {
        sql!(&mut self.tx, execute "update brand set tokens = $1 where id = 1", Json(&self.tokens))?;
        copy(ctx, &self.tokens, name).await?;
        self.tx.commit().await?;
        ctx.platform.brands.invalidate(ctx.tenant.id);
        ctx.platform.directory.forget();
        Ok(self.tokens)
    }
}

/// A broken organisation's database can still be told from others by its brand: the central database keeps a copy.
async fn copy(ctx: &TenantCtx, tokens: &BrandTokens, name: Option<&str>) -> Result<()> {
    let mut tx = ctx.platform.central.begin().await?;
    sql!(&mut tx, execute "update tenant set brand_copy = $1 where id = $2", Json(tokens), ctx.tenant.id)?;
    if let Some(name) = name {
        tenants::rename(&mut tx, ctx.tenant.id, name).await?;
    }
    audit::record_by_member(&mut tx, ctx, "brand-changed", "").await?;
    ctx.platform.directory.changed(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}
