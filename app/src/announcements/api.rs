//! Server functions of the announcements, on an organisation's pages.

use crate::error::AppError;
use leptos::prelude::*;
use tenantry::ids::AnnouncementId;

/// Takes an announcement out of this browser's pages.
#[server(endpoint = "announcements/dismiss")]
pub async fn dismiss_announcement(announcement: AnnouncementId) -> Result<(), AppError> {
    let visit = crate::server::anyone(&crate::endpoints::ANNOUNCEMENT_DISMISS)?;
    let page = crate::server::referring_page(&visit).unwrap_or_else(|| crate::paths::HOME.to_owned());
    super::dismissed::add(&visit, announcement).await;
    leptos_axum::redirect(&page);
    Ok(())
}
