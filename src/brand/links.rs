//! Links that show an organisation's door in the brand that is worked on, to people without an account. Each is signed
//! (`signature.rs`), and only the hash of what it says is kept, in the organisation's own database, so that it can be withdrawn.
//! On another's host it leads nowhere.

use super::{NamedBrand, PreviewLink, schedule, signature::Signer, store};
use crate::{
    context::TenantCtx,
    db::{Connection, Timestamp, ToSqlx, sqlx},
    error::{Error, Result},
    ids::BrandPreviewId,
    plans::Feature,
    platform::Platform,
    tenants::Tenant,
    users::token,
};
use jiff::{SignedDuration, Unit, tz::TimeZone};
use std::io;

const VALID_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);

/// So many can be there at once; a further one ends the oldest.
const MOST: i64 = 20;

/// Makes a link and gives its token, which nobody can read again.
///
/// # Errors
/// `NotInPlan`.
pub async fn make_link(ctx: &TenantCtx) -> Result<String> {
    ctx.tenant.need_feature(Feature::PreviewLinks, ctx.clock().now())?;
    let mut tx = ctx.begin().await?;
    if !store::has_studio(&ctx.platform, &mut tx).await? {
        return Err(Error::unavailable(60, io::Error::other("the organisation’s tables have no links yet")));
    }
    let signer = Signer::first(&ctx.platform).await?;
    let (now, id) = (ctx.clock().now(), BrandPreviewId::new(ctx.random(), ctx.clock()));
    let expires = (now + VALID_FOR).round(Unit::Microsecond).map_err(Error::internal)?;
    let signed = signer.sign(ctx.tenant.id, id, expires);
    sql!(&mut tx, execute "delete from brand_preview where expires_at <= $1", now.to_sqlx())?;
    let oldest = "delete from brand_preview where id in
                    (select id from brand_preview order by created_at desc, id desc limit 1000 offset $1)";
    sql!(&mut tx, execute oldest, MOST - 1)?;
    sql!(
        &mut tx,
        execute "insert into brand_preview (id, token_hash, created_at, created_by, expires_at) values ($1, $2, $3, $4, $5)",
        id,
        token::hash(&signed),
        now.to_sqlx(),
        &ctx.actor.name,
        expires.to_sqlx()
    )?;
    let mut central = ctx.platform.central.begin().await?;
    schedule::note(&mut central, ctx, "brand-preview-link", "").await?;
    central.commit().await?;
    tx.commit().await?;
    Ok(signed)
}

/// Ends a link.
///
/// # Errors
/// `NotFound`.
pub async fn withdraw_link(ctx: &TenantCtx, id: BrandPreviewId) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let has_links = store::has_studio(&ctx.platform, &mut tx).await?;
    if !has_links || sql!(&mut tx, execute "delete from brand_preview where id = $1", id)? == 0 {
        return Err(Error::not_found());
    }
    let mut central = ctx.platform.central.begin().await?;
    schedule::note(&mut central, ctx, "brand-preview-link-withdrawn", "").await?;
    central.commit().await?;
    Ok(tx.commit().await?)
}

/// The brand that is worked on, for whoever holds the token of a link that still works, and when that ends. Where nothing
/// is worked on it is what everybody sees. What isn't signed, or not for here and now, asks no database.
pub async fn previewed(
    platform: &Platform,
    tenant: &Tenant,
    signed: &str,
) -> Result<Option<(NamedBrand, jiff::Timestamp)>> {
    let now = platform.clock.now();
    if signed.is_empty() || !Signer::of(platform).is_some_and(|signer| signer.verify(tenant.id, signed, now)) {
        return Ok(None);
    }
    let db = platform.fleet.open(tenant).await?;
    let mut reader = db.db().read().await?;
    if !store::has_studio(platform, &mut reader).await? {
        return Ok(None);
    }
    let text = "select expires_at from brand_preview where token_hash = $1 and expires_at > $2";
    let expires = sql!(&mut reader, scalar_optional Timestamp, text, token::hash(signed), now.to_sqlx())?;
    let Some(expires) = expires else { return Ok(None) };
    let brand = match store::draft(&mut reader).await? {
        Some(draft) => draft.brand,
        None => NamedBrand { name: tenant.name.clone(), tokens: store::load(&mut reader).await? },
    };
    Ok(Some((brand, expires.to_jiff())))
}

/// Those that still work, the newest first.
pub(super) async fn all(on: &mut impl Connection, zone: &TimeZone, now: jiff::Timestamp) -> Result<Vec<PreviewLink>> {
    let text = "select id, created_at, created_by, expires_at from brand_preview where expires_at > $1
                order by created_at desc, id desc";
    let rows = sql!(on, fetch_all LinkRow, text, now.to_sqlx())?;
    Ok(rows.into_iter().map(|row| row.into_link(zone)).collect())
}

#[derive(sqlx::FromRow)]
struct LinkRow {
    id: BrandPreviewId,
    created_at: Timestamp,
    created_by: String,
    expires_at: Timestamp,
}

impl LinkRow {
    fn into_link(self, zone: &TimeZone) -> PreviewLink {
        let local = |at: Timestamp| zone.to_datetime(at.to_jiff());
        PreviewLink { id: self.id, at: local(self.created_at), by: self.created_by, until: local(self.expires_at) }
    }
}
