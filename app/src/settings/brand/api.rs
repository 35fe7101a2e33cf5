//! Server functions of the brand's studio.

use crate::error::AppError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::{MultipartData, MultipartFormData};
use tenantry::{
    brand::{BrandForm, BrandVersion, Comparison, Studio},
    ids::BrandPreviewId,
};

/// The history, and two versions of it beside each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    pub versions: Vec<BrandVersion>,
    pub comparison: Option<Comparison>,
}

#[server(endpoint = "brand/read")]
pub async fn read_brand() -> Result<Studio, AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::BRAND_READ).await?;
    Ok(tenantry::brand::studio(&ctx).await?)
}

/// What becomes of what was typed is for the button to say: it is kept as the draft, published, or published later.
#[server(endpoint = "brand/save")]
pub async fn save_brand(
    #[server(flatten)] form: BrandForm,
    #[server(default)] intent: String,
    #[server(default)] publish_at: String,
) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::BRAND_SAVE).await?;
    let change = async move {
        match intent.as_str() {
            "publish" => tenantry::brand::save(&ctx, form).await.map(|_| "published"),
            "schedule" => tenantry::brand::schedule(&ctx, form, &publish_at).await.map(|()| "planned"),
            _ => tenantry::brand::save_draft(&ctx, form).await.map(|()| "draft"),
        }
    };
    let done = tenantry::context::uncancelled(change).await?;
    leptos_axum::redirect(&crate::paths::saved_as(crate::paths::SETTINGS_BRAND, done));
    Ok(())
}

#[server(endpoint = "brand/discard")]
pub async fn discard_brand() -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::BRAND_DISCARD).await?;
    tenantry::context::uncancelled(async move { tenantry::brand::discard_draft(&ctx).await }).await?;
    leptos_axum::redirect(&crate::paths::saved_as(crate::paths::SETTINGS_BRAND, "discarded"));
    Ok(())
}

#[server(endpoint = "brand/cancel")]
pub async fn cancel_brand() -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::BRAND_CANCEL).await?;
    tenantry::context::uncancelled(async move { tenantry::brand::cancel_schedule(&ctx).await }).await?;
    leptos_axum::redirect(&crate::paths::saved_as(crate::paths::SETTINGS_BRAND, "cancelled"));
    Ok(())
}

/// Takes a colour of the logo into the draft.
#[server(endpoint = "brand/color")]
pub async fn take_color(#[server(default)] field: String, #[server(default)] color: String) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::BRAND_COLOR).await?;
    let take = async move { tenantry::brand::take_color(&ctx, &field, &color).await };
    tenantry::context::uncancelled(take).await?;
    leptos_axum::redirect(&crate::paths::saved_as(crate::paths::SETTINGS_BRAND, "draft"));
    Ok(())
}

#[server(endpoint = "brand/picture", input = MultipartFormData)]
pub async fn save_picture(form: MultipartData) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::BRAND_PICTURE).await?;
    let (slot, bytes) = super::upload::uploaded(&ctx, form).await?;
    tenantry::context::uncancelled(async move { tenantry::brand::set_picture(&ctx, slot, bytes).await }).await?;
    leptos_axum::redirect(&crate::paths::saved_as(crate::paths::SETTINGS_BRAND, "draft"));
    Ok(())
}

#[server(endpoint = "brand/remove-picture")]
pub async fn remove_picture(#[server(default)] slot: String) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::BRAND_REMOVE_PICTURE).await?;
    let slot = tenantry::brand::Slot::from_key(&slot).ok_or_else(|| not_a_choice("slot"))?;
    tenantry::context::uncancelled(async move { tenantry::brand::remove_picture(&ctx, slot).await }).await?;
    leptos_axum::redirect(&crate::paths::saved_as(crate::paths::SETTINGS_BRAND, "draft"));
    Ok(())
}

/// Takes a brand of the gallery into the draft.
#[server(endpoint = "brand/start")]
pub async fn start_brand(#[server(default)] starting: String) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::BRAND_START).await?;
    tenantry::context::uncancelled(async move { tenantry::brand::start_from(&ctx, &starting).await }).await?;
    leptos_axum::redirect(&crate::paths::saved_as(crate::paths::SETTINGS_BRAND, "draft"));
    Ok(())
}

/// Takes the brand of another organisation, in which the caller manages it, into the draft.
#[server(endpoint = "brand/copy")]
pub async fn copy_brand(#[server(default)] source: String) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::BRAND_COPY).await?;
    tenantry::context::uncancelled(async move { tenantry::brand::copy_from(&ctx, &source).await }).await?;
    leptos_axum::redirect(&crate::paths::saved_as(crate::paths::SETTINGS_BRAND, "draft"));
    Ok(())
}

#[server(endpoint = "brand/import", input = MultipartFormData)]
pub async fn import_brand(form: MultipartData) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::BRAND_IMPORT).await?;
    let file = super::upload::uploaded_file(&ctx, form).await?;
    tenantry::context::uncancelled(async move { tenantry::brand::import(&ctx, &file).await }).await?;
    leptos_axum::redirect(&crate::paths::saved_as(crate::paths::SETTINGS_BRAND, "draft"));
    Ok(())
}

#[server(endpoint = "brand/history")]
pub async fn read_history(#[server(default)] from: String, #[server(default)] to: String) -> Result<History, AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::BRAND_HISTORY).await?;
    let versions = tenantry::brand::versions(&ctx).await?;
    let comparison = match (from.parse(), to.parse()) {
        (Ok(from), Ok(to)) => Some(tenantry::brand::comparison(&ctx, from, to).await?),
        _ => None,
    };
    Ok(History { versions, comparison })
}

#[server(endpoint = "brand/roll-back")]
pub async fn roll_back_brand(#[server(default)] number: String) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::BRAND_ROLL_BACK).await?;
    let number = number.parse().map_err(|_| not_a_choice("number"))?;
    tenantry::context::uncancelled(async move { tenantry::brand::roll_back(&ctx, number).await }).await?;
    leptos_axum::redirect(&crate::paths::saved_as(crate::paths::SETTINGS_BRAND_HISTORY, "restored"));
    Ok(())
}

/// Makes a link and hands it to the studio, which shows it once.
#[server(endpoint = "brand/link")]
pub async fn make_preview_link() -> Result<(), AppError> {
    let visit = crate::server::visit()?;
    let ctx = crate::server::tenant(&crate::endpoints::BRAND_LINK).await?;
    let secret = tenantry::context::uncancelled(async move { tenantry::brand::make_link(&ctx).await }).await?;
    crate::members::handover::give_preview(&visit, &secret);
    leptos_axum::redirect(crate::paths::SETTINGS_BRAND_LINKED);
    Ok(())
}

/// The address of the link that was made a moment ago; asked again, there is none.
#[server(endpoint = "brand/fresh-link")]
pub async fn read_fresh_preview() -> Result<Option<String>, AppError> {
    let visit = crate::server::visit()?;
    let ctx = crate::server::tenant(&crate::endpoints::BRAND_FRESH_LINK).await?;
    let Some(secret) = crate::members::handover::take_preview(&visit) else { return Ok(None) };
    let previewed = tenantry::brand::previewed(&ctx.platform, &ctx.tenant, &secret).await?;
    Ok(previewed.map(|_| format!("{}{}?token={secret}", visit.origin(), crate::paths::PREVIEW)))
}

#[server(endpoint = "brand/withdraw")]
pub async fn withdraw_preview(link: BrandPreviewId) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::BRAND_WITHDRAW).await?;
    tenantry::context::uncancelled(async move { tenantry::brand::withdraw_link(&ctx, link).await }).await?;
    leptos_axum::redirect(&crate::paths::saved_as(crate::paths::SETTINGS_BRAND, "withdrawn"));
    Ok(())
}

#[cfg(feature = "ssr")]
fn not_a_choice(field: &str) -> AppError {
    AppError(tenantry::fault::Fault::field(field, tenantry::fault::Problem::NotAChoice))
}
