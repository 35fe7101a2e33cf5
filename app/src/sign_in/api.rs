//! Server functions of the door.

use crate::error::AppError;
use leptos::prelude::*;
use tenantry::{
    brand::{PreviewedBrand, PreviewedDoor},
    memberships::InvitationPreview,
    operators::Entrance,
    users::ResetPreview,
};

#[server(endpoint = "session/sign-in")]
pub async fn sign_in(
    #[server(default)] email: String,
    #[server(default)] password: String,
    #[server(default)] return_to: String,
) -> Result<(), AppError> {
    let visit = crate::server::anyone(&crate::endpoints::SIGN_IN)?;
    let locale = visit.sign_in(email, password).await?;
    crate::server::keep_preferences(&visit, locale.map_or("", |locale| locale.tag()), "", "");
    leptos_axum::redirect(&crate::paths::safe_return(&return_to));
    Ok(())
}

#[server(endpoint = "session/sign-out")]
pub async fn sign_out() -> Result<(), AppError> {
    let visit = crate::server::anyone(&crate::endpoints::SIGN_OUT)?;
    visit.sign_out().await?;
    leptos_axum::redirect(crate::paths::SIGN_IN);
    Ok(())
}

/// Who an operator's link is for, and what it asks them.
#[server(endpoint = "session/entrance")]
pub async fn read_entrance(#[server(default)] token: String) -> Result<Entrance, AppError> {
    let visit = crate::server::anyone(&crate::endpoints::ENTRANCE)?;
    Ok(visit.entrance(&token).await?)
}

/// Uses up an operator's link. A POST: what only looks at links must not use them up.
#[server(endpoint = "session/enter")]
pub async fn enter(
    #[server(default)] token: String,
    #[server(default)] current: String,
    #[server(default)] new: String,
    #[server(default)] repeat: String,
) -> Result<(), AppError> {
    let visit = crate::server::anyone(&crate::endpoints::ENTER)?;
    let entry = tenantry::operators::Entry { token, current, new, repeat };
    tenantry::context::uncancelled(async move { visit.enter_by_link(entry).await }).await?;
    leptos_axum::redirect(crate::paths::HOME);
    Ok(())
}

/// The answer is the same whether there is such an account or not.
#[server(endpoint = "password/forgot")]
pub async fn forgot_password(#[server(default)] email: String) -> Result<(), AppError> {
    let visit = crate::server::anyone(&crate::endpoints::PASSWORD_FORGOT)?;
    visit.ask_reset(&email).await?;
    leptos_axum::redirect(crate::paths::FORGOT_PASSWORD_SENT);
    Ok(())
}

#[server(endpoint = "password/preview")]
pub async fn preview_reset(#[server(default)] token: String) -> Result<ResetPreview, AppError> {
    let visit = crate::server::anyone(&crate::endpoints::PASSWORD_RESET_PREVIEW)?;
    Ok(visit.reset_preview(&token).await?)
}

/// A POST, as with every link: what only looks at links must not use them up.
#[server(endpoint = "password/reset")]
pub async fn reset_password(
    #[server(default)] token: String,
    #[server(default)] new: String,
    #[server(default)] repeat: String,
) -> Result<(), AppError> {
    let visit = crate::server::anyone(&crate::endpoints::PASSWORD_RESET)?;
    tenantry::context::uncancelled(async move { visit.reset_password(&token, new, repeat).await }).await?;
    leptos_axum::redirect(crate::paths::SIGN_IN_CHANGED);
    Ok(())
}

#[server(endpoint = "invitation/preview")]
pub async fn preview_invitation(#[server(default)] token: String) -> Result<InvitationPreview, AppError> {
    let visit = crate::server::anyone(&crate::endpoints::INVITATION_PREVIEW)?;
    Ok(tenantry::memberships::invitations::preview(&visit.platform, visit.tenant()?, &token).await?)
}

#[server(endpoint = "invitation/accept")]
pub async fn accept_invitation(
    #[server(default)] token: String,
    #[server(default)] name: String,
    #[server(default)] password: String,
) -> Result<(), AppError> {
    let visit = crate::server::anyone(&crate::endpoints::INVITATION_ACCEPT)?;
    visit.accept_invitation(&token, &name, password).await?;
    leptos_axum::redirect(crate::paths::HOME);
    Ok(())
}

/// The page itself is already served in the draft's brand; this says for how long.
#[server(endpoint = "brand/preview")]
pub async fn read_preview(#[server(default)] token: String) -> Result<Option<PreviewedDoor>, AppError> {
    let visit = crate::server::anyone(&crate::endpoints::BRAND_PREVIEW)?;
    let tenant = visit.tenant()?;
    let previewed = tenantry::brand::previewed(&visit.platform, tenant, &token).await?;
    Ok(previewed.map(|(_, until)| PreviewedDoor { until: tenant.zone.to_datetime(until) }))
}

/// The whole of it, for the pages that nobody sees without an account.
#[server(endpoint = "brand/preview-pages")]
pub async fn read_preview_pages(#[server(default)] token: String) -> Result<Option<PreviewedBrand>, AppError> {
    let visit = crate::server::anyone(&crate::endpoints::BRAND_PREVIEW_PAGES)?;
    let tenant = visit.tenant()?;
    let previewed = tenantry::brand::previewed(&visit.platform, tenant, &token).await?;
    Ok(previewed.map(|(brand, until)| PreviewedBrand { brand, until: tenant.zone.to_datetime(until) }))
}

/// Keeps the reader's language, theme or keys in a cookie of this host. It leads back to the page that the browser says it was sent
/// from, or else to the one that the form was rendered on.
#[server(endpoint = "preferences")]
pub async fn set_preferences(
    #[server(default)] lang: String,
    #[server(default)] theme: String,
    #[server(default)] keys: String,
    #[server(default)] return_to: String,
) -> Result<(), AppError> {
    let visit = crate::server::anyone(&crate::endpoints::PREFERENCES)?;
    crate::server::keep_preferences(&visit, &lang, &theme, &keys);
    let return_to = crate::server::referring_page(&visit).unwrap_or(return_to);
    let path = if return_to.starts_with(crate::paths::SIGN_IN) {
        crate::paths::SIGN_IN.into()
    } else {
        crate::paths::safe_return(&return_to)
    };
    leptos_axum::redirect(&path);
    Ok(())
}
