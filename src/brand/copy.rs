//! The brand of another organisation as a beginning. Whose it may be is no matter of what is typed: the person must have a
//! place there in which they manage its brand.

use super::{
    BrandSource, BrandTokens, Edits, NamedBrand, Palette,
    store::{self, By},
};
use crate::{
    access::{Permission, Role},
    context::TenantCtx,
    db::{Connection, ToSqlx, sqlx},
    error::{Error, Result},
    fault::Problem,
    tenants,
};
use sqlx::types::Json;

/// The other organisations whose brand the person manages, by name.
pub async fn sources(ctx: &TenantCtx) -> Result<Vec<BrandSource>> {
    let mut reader = ctx.platform.central.read().await?;
    let rows = sql!(
        &mut reader,
        fetch_all SourceRow,
        "select t.slug, t.name, t.brand_copy, m.role from membership m join tenant t on t.id = m.tenant_id and t.status = 'active'
         where m.user_id = $1 and m.tenant_id <> $2
           and not exists (select 1 from deletion g where g.tenant_id = t.id) and (m.expires_at is null or m.expires_at > $3)
         order by t.name, t.slug limit 100",
        ctx.actor.user,
        ctx.tenant.id,
        ctx.clock().now().to_sqlx()
    )?;
    let managed =
        rows.into_iter().filter(|row| row.role.parse::<Role>().is_ok_and(|role| role.may(Permission::BrandManage)));
    Ok(managed.map(SourceRow::into_source).collect())
}

/// Takes the published brand of one of them into the draft, with its pictures. The names stay, as they are typed.
///
/// # Errors
/// `NotAChoice` at the field `source`, whether there is no such organisation or the person manages nothing there.
pub async fn copy_from(ctx: &TenantCtx, edits: Edits, slug: &str) -> Result<()> {
    crate::plans::check_growth(&ctx.platform, &ctx.tenant)?;
    let not_a_choice = || Error::field("source", Problem::NotAChoice);
    if !sources(ctx).await?.iter().any(|source| source.slug == slug) {
        return Err(not_a_choice());
    }
    let other = tenants::find(&ctx.platform, slug).await?.ok_or_else(not_a_choice)?;
    let db = ctx.platform.fleet.open(&other).await?;
    let mut reader = db.db().read().await?;
    let tokens = store::load(&mut reader).await?;
    let mut files = Vec::new();
    for hash in tokens.hashes() {
        files.extend(file(&mut reader, hash).await?);
    }
    drop(reader);
    let (mut change, base) = Box::pin(edits.begin(ctx)).await?;
    change.has_files = !files.is_empty();
    for FileRow { hash, media_type, bytes } in files {
        sql!(
            &mut change.tx,
            execute "insert into brand_asset (hash, media_type, bytes, created_at) values ($1, $2, $3, $4) on conflict (hash) do nothing",
            hash,
            media_type,
            bytes,
            ctx.clock().now().to_sqlx()
        )?;
    }
    let tokens = BrandTokens { short_name: base.tokens.short_name, ..tokens };
    change.keep(&By::of(ctx), NamedBrand { name: base.name, tokens }).await
}

async fn file(on: &mut impl Connection, hash: &str) -> Result<Option<FileRow>> {
    Ok(sql!(on, fetch_optional FileRow, "select hash, media_type, bytes from brand_asset where hash = $1", hash)?)
}

#[derive(sqlx::FromRow)]
struct FileRow {
    hash: String,
    media_type: String,
    bytes: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct SourceRow {
    slug: String,
    name: String,
    brand_copy: Option<Json<BrandTokens>>,
    role: String,
}

impl SourceRow {
    fn into_source(self) -> BrandSource {
        let tokens = self.brand_copy.map(|Json(tokens)| tokens).unwrap_or_default();
        let colors = Palette::of(&tokens).light;
        BrandSource { slug: self.slug, name: self.name, colors: [colors.brand, colors.accent] }
    }
}
