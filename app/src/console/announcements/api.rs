//! Server functions of the announcements, in the console.

use crate::error::AppError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use tenantry::{
    announcements::{Announcement, AnnouncementForm},
    ids::AnnouncementId,
    plans::NamedPlan,
    tenants::Page,
};

/// An announcement, and what its form offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    pub id: AnnouncementId,
    /// None for one that is about to be written.
    pub announcement: Option<Announcement>,
    pub plans: Vec<NamedPlan>,
}

#[server(endpoint = "console/announcements/list")]
pub async fn list_announcements(#[server(default)] after: String) -> Result<Page<Announcement>, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::ANNOUNCEMENTS_LIST)?;
    Ok(tenantry::announcements::list(&ctx.platform, &after).await?)
}

/// Without an id: a new one.
#[server(endpoint = "console/announcements/read")]
pub async fn read_announcement(#[server(default)] id: String) -> Result<Written, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::ANNOUNCEMENTS_READ)?;
    let plans = tenantry::announcements::plans(&ctx.platform).await?;
    if id.is_empty() {
        return Ok(Written { id: tenantry::announcements::new_id(&ctx.platform), announcement: None, plans });
    }
    let id = id.parse().map_err(|_| AppError::not_found())?;
    let announcement = tenantry::announcements::find(&ctx.platform, id).await?.ok_or_else(AppError::not_found)?;
    Ok(Written { id, announcement: Some(announcement), plans })
}

#[server(endpoint = "console/announcements/save")]
pub async fn save_announcement(
    announcement: AnnouncementId,
    #[server(flatten)] form: AnnouncementForm,
) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::ANNOUNCEMENTS_SAVE)?;
    let save = async move { tenantry::announcements::save(&ctx, announcement, &form).await };
    tenantry::context::uncancelled(save).await?;
    leptos_axum::redirect(&crate::paths::saved(&crate::paths::console_announcement(announcement)));
    Ok(())
}

#[server(endpoint = "console/announcements/publish")]
pub async fn publish_announcement(announcement: AnnouncementId) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::ANNOUNCEMENTS_PUBLISH)?;
    let publish = async move { tenantry::announcements::publish(&ctx, announcement).await };
    tenantry::context::uncancelled(publish).await?;
    let page = crate::paths::console_announcement(announcement);
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::page::PUBLISHED));
    Ok(())
}

#[server(endpoint = "console/announcements/end")]
pub async fn end_announcement(announcement: AnnouncementId) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::ANNOUNCEMENTS_END)?;
    tenantry::context::uncancelled(async move { tenantry::announcements::end(&ctx, announcement).await }).await?;
    let page = crate::paths::console_announcement(announcement);
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::page::ENDED));
    Ok(())
}
