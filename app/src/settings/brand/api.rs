//! Server functions of the brand's studio.

use crate::error::AppError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::{MultipartData, MultipartFormData};
use tenantry::{
    brand::{BrandVersion, Comparison, NamedBrand, Studio},
    ids::BrandPreviewId,
};

/// The history, and two versions of it beside each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    pub versions: Vec<BrandVersion>,
    pub comparison: Option<Comparison>,
}

/// How it looked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownVersion {
    /// 0 for what everybody sees.
    pub number: i64,
    pub brand: NamedBrand,
    pub is_current: bool,
}

#[server(endpoint = "brand/read")]
pub async fn read_brand() -> Result<Studio, AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::BRAND_READ).await?;
    Ok(tenantry::brand::studio(&ctx).await?)
}

/// What becomes of what was typed is for the button to say: it is kept as the draft, published, or published later.
#[server(endpoint = "brand/save", input = MultipartFormData)]
pub async fn save_brand(form: MultipartData) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::BRAND_SAVE).await?;
    let mut sent = super::sent::Sent::read(&ctx, form).await?;
    sent.edits.form = Some(sent.form());
    let change = async move {
        let (intent, publish_at) = (sent.value("intent"), sent.value("publish_at"));
        match intent.as_str() {
            "publish" => tenantry::brand::save(&ctx, sent.edits).await.map(|_| "published"),
            "schedule" => tenantry::brand::schedule(&ctx, sent.edits, &publish_at).await.map(|()| "planned"),
            _ => tenantry::brand::save_draft(&ctx, sent.edits).await.map(|()| "draft"),
        }
    };
    let done = tenantry::context::uncancelled(Box::pin(change)).await?;
    leptos_axum::redirect(&crate::paths::saved_as(crate::paths::SETTINGS_BRAND, done));
    Ok(())
}

#[server(endpoint = "brand/discard")]
pub async fn discard_brand(#[server(default)] seen: String) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::BRAND_DISCARD).await?;
    let seen = seen.parse().ok();
    tenantry::context::uncancelled(async move { tenantry::brand::discard_draft(&ctx, seen).await }).await?;
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

/// Takes a colour of the logo into the draft. The button names the field and the colour.
#[server(endpoint = "brand/color", input = MultipartFormData)]
pub async fn take_color(form: MultipartData) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::BRAND_COLOR).await?;
    let sent = super::sent::Sent::read(&ctx, form).await?;
    let take = async move {
        let pressed = sent.value("color");
        let (field, color) = pressed.split_once(' ').unwrap_or_default();
        tenantry::brand::take_color(&ctx, sent.edits, field, color).await
    };
    kept_as_draft(Box::pin(take)).await
}

#[server(endpoint = "brand/picture", input = MultipartFormData)]
pub async fn save_picture(form: MultipartData) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::BRAND_PICTURE).await?;
    let mut sent = super::sent::Sent::read(&ctx, form).await?;
    sent.ask_for_picture()?;
    kept_as_draft(Box::pin(async move { tenantry::brand::save_draft(&ctx, sent.edits).await })).await
}

/// Keeps a logo that was chosen and isn't saved, for the previews that the server makes; gives how their addresses name it.
#[server(endpoint = "brand/hold", input = MultipartFormData)]
pub async fn hold_picture(form: MultipartData) -> Result<String, AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::BRAND_HOLD).await?;
    let mut sent = super::sent::Sent::read(&ctx, form).await?;
    let (slot, upload) = sent.edits.pictures.pop().ok_or_else(|| not_a_choice("slot"))?;
    let hold = async move { Box::pin(tenantry::brand::hold(&ctx, slot, upload)).await };
    Ok(tenantry::context::uncancelled(hold).await?.to_string())
}

#[server(endpoint = "brand/remove-picture", input = MultipartFormData)]
pub async fn remove_picture(form: MultipartData) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::BRAND_REMOVE_PICTURE).await?;
    let sent = super::sent::Sent::read(&ctx, form).await?;
    let slot = tenantry::brand::Slot::from_key(&sent.value("slot")).ok_or_else(|| not_a_choice("slot"))?;
    kept_as_draft(Box::pin(async move { tenantry::brand::remove_picture(&ctx, sent.edits, slot).await })).await
}

/// Takes a brand of the gallery into the draft.
#[server(endpoint = "brand/start", input = MultipartFormData)]
pub async fn start_brand(form: MultipartData) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::BRAND_START).await?;
    let sent = super::sent::Sent::read(&ctx, form).await?;
    let starting = sent.value("starting");
    kept_as_draft(Box::pin(async move { tenantry::brand::start_from(&ctx, sent.edits, &starting).await })).await
}

/// Takes the brand of another organisation, in which the caller manages it, into the draft.
#[server(endpoint = "brand/copy", input = MultipartFormData)]
pub async fn copy_brand(form: MultipartData) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::BRAND_COPY).await?;
    let sent = super::sent::Sent::read(&ctx, form).await?;
    let source = sent.value("source");
    kept_as_draft(Box::pin(async move { tenantry::brand::copy_from(&ctx, sent.edits, &source).await })).await
}

#[server(endpoint = "brand/import", input = MultipartFormData)]
pub async fn import_brand(form: MultipartData) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::BRAND_IMPORT).await?;
    let sent = super::sent::Sent::read(&ctx, form).await?;
    let change = async move { Box::pin(tenantry::brand::import(&ctx, sent.edits, &sent.file)).await };
    kept_as_draft(Box::pin(change)).await
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

/// A version as it was published; without a number what everybody sees.
#[server(endpoint = "brand/version")]
pub async fn read_version(#[server(default)] version: String) -> Result<ShownVersion, AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::BRAND_VERSION).await?;
    let number = if version.is_empty() { Ok(0) } else { version.parse() };
    let number = number.map_err(|_| AppError(tenantry::fault::Fault::new(tenantry::fault::Kind::NotFound)))?;
    let brand = tenantry::brand::published(&ctx, number).await?;
    let is_current = number == 0 || brand == tenantry::brand::published(&ctx, 0).await?;
    Ok(ShownVersion { number, brand, is_current })
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
async fn kept_as_draft(
    change: impl Future<Output = tenantry::error::Result<()>> + Send + 'static,
) -> Result<(), AppError> {
    tenantry::context::uncancelled(change).await?;
    leptos_axum::redirect(&crate::paths::saved_as(crate::paths::SETTINGS_BRAND, "draft"));
    Ok(())
}

#[cfg(feature = "ssr")]
fn not_a_choice(field: &str) -> AppError {
    AppError(tenantry::fault::Fault::field(field, tenantry::fault::Problem::NotAChoice))
}
