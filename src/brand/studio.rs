//! The studio: what is worked on, what is published, and what will be.

use super::{
    BrandTokens, Draft, Edits, NamedBrand, Slot, StartingBrand, Studio, copy,
    history::{self, Published},
    links, meanwhile, pictures, schedule,
    store::{self, BrandChange, By},
};
use crate::{
    context::TenantCtx,
    error::{Error, Result},
    fault::Problem,
    plans,
};

/// All that the studio shows.
pub async fn studio(ctx: &TenantCtx) -> Result<Studio> {
    let mut reader = ctx.read().await?;
    let published = NamedBrand { name: ctx.tenant.name.clone(), tokens: store::load(&mut reader).await? };
    let zone = ctx.tenant.zone_name.clone();
    if !store::has_studio(&ctx.platform, &mut reader).await? {
        drop(reader);
        let sources = copy::sources(ctx).await?;
        return Ok(Studio { published, zone, has_drafts: false, sources, ..Studio::default() });
    }
    let tz = &ctx.tenant.zone;
    let draft = store::draft(&mut reader).await?;
    let seen = meanwhile::seen(&mut reader, draft.as_ref().map(|draft| draft.at)).await?;
    let draft = draft.map(|of| Draft { brand: of.brand, at: tz.to_datetime(of.at), by: of.by });
    let planned = schedule::planned(&mut reader, tz).await?;
    let links = links::all(&mut reader, tz, ctx.clock().now()).await?;
    drop(reader);
    let (versions, sources) = (history::versions(ctx).await?, copy::sources(ctx).await?);
    Ok(Studio { published, zone, has_drafts: true, draft, seen, planned, links, versions, sources })
}

/// What is worked on, or what is published.
pub async fn current(ctx: &TenantCtx) -> Result<NamedBrand> {
    let mut reader = ctx.read().await?;
    if store::has_studio(&ctx.platform, &mut reader).await?
        && let Some(draft) = store::draft(&mut reader).await?
    {
        return Ok(draft.brand);
    }
    Ok(NamedBrand { name: ctx.tenant.name.clone(), tokens: store::load(&mut reader).await? })
}

/// Keeps what was typed and chosen as the draft: nobody else sees it yet.
///
/// # Errors
/// `Invalid` with every field that is wrong, or the slot whose file is.
pub async fn save_draft(ctx: &TenantCtx, edits: impl Into<Edits>) -> Result<()> {
    change_draft(ctx, edits.into(), |brand| brand).await
}

/// Takes a brand of the gallery into the draft.
///
/// # Errors
/// `NotAChoice` at the field `starting`.
pub async fn start_from(ctx: &TenantCtx, edits: Edits, key: &str) -> Result<()> {
    let starting = StartingBrand::from_key(key).ok_or_else(|| Error::field("starting", Problem::NotAChoice))?;
    change_draft(ctx, edits, |brand| starting.put_on(brand)).await
}

/// Keeps what stands in the form as the draft, with a change of it.
async fn change_draft(ctx: &TenantCtx, edits: Edits, change: impl FnOnce(NamedBrand) -> NamedBrand) -> Result<()> {
    let (begun, brand) = Box::pin(edits.begin(ctx)).await?;
    begun.keep(&By::of(ctx), change(brand)).await
}

/// Gives up what is worked on, as far as it was `seen`: what somebody else has saved since is not.
///
/// # Errors
/// `Conflict` at the field `seen`.
pub async fn discard_draft(ctx: &TenantCtx, seen: Option<jiff::Timestamp>) -> Result<()> {
    let mut change = BrandChange::begin(ctx).await?;
    meanwhile::check(&mut change, seen, &By::of(ctx)).await?;
    if change.tables.has_studio && change.drop_draft().await? {
        pictures::delete_unused(&mut change).await?;
        let mut central = ctx.platform.central.begin().await?;
        schedule::note(&mut central, ctx, "brand-draft-discarded", "").await?;
        central.commit().await?;
        change.tx.commit().await?;
    }
    Ok(())
}

pub async fn remove_picture(ctx: &TenantCtx, edits: Edits, slot: Slot) -> Result<()> {
    change_draft(ctx, edits, |mut brand| {
        brand.tokens.remove(slot);
        brand
    })
    .await
}

/// Publishes an uploaded file as the logo at once.
///
/// # Errors
/// `Invalid` at the field `logo`.
pub async fn set_logo(ctx: &TenantCtx, upload: Vec<u8>) -> Result<()> {
    plans::check_growth(&ctx.platform, &ctx.tenant)?;
    let prepared = pictures::prepare(Slot::Logo, upload).await?;
    let mut change = BrandChange::begin(ctx).await?;
    let mut brand = change.published_brand();
    pictures::put(&mut change, &mut brand.tokens, prepared).await?;
    change.publish(&By::of(ctx), brand, Published::BESIDE).await?;
    Ok(())
}

pub async fn remove_logo(ctx: &TenantCtx) -> Result<()> {
    let change = BrandChange::begin(ctx).await?;
    let NamedBrand { name, tokens } = change.published_brand();
    let brand = NamedBrand { name, tokens: BrandTokens { logo: None, ..tokens } };
    change.publish(&By::of(ctx), brand, Published::BESIDE).await?;
    Ok(())
}

/// Takes a colour, such as one of the logo's, into the draft: `field` is `primary` or `accent`.
///
/// # Errors
/// `Invalid` at the field.
pub async fn take_color(ctx: &TenantCtx, edits: Edits, field: &str, color: &str) -> Result<()> {
    let color = color.parse().map_err(|problem| Error::field("color", problem))?;
    let is_primary = match field {
        "primary" => true,
        "accent" => false,
        _ => return Err(Error::field("field", Problem::NotAChoice)),
    };
    change_draft(ctx, edits, |mut brand| {
        if is_primary {
            brand.tokens.primary = color;
        } else {
            brand.tokens.accent = color;
        }
        brand
    })
    .await
}
