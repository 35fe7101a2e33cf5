//! Server functions of the search.

use super::Found;
use crate::error::AppError;
use leptos::prelude::*;

#[server(endpoint = "search/organisation")]
pub async fn search_organisation(#[server(default)] q: String) -> Result<Found, AppError> {
    let site = crate::server::site();
    let ctx = crate::server::tenant(&crate::endpoints::SEARCH).await?;
    super::sources::in_organisation(&ctx, &site, &q).await
}

#[server(endpoint = "search/console")]
pub async fn search_console(#[server(default)] q: String) -> Result<Found, AppError> {
    let site = crate::server::site();
    let ctx = crate::server::operator(&crate::endpoints::SEARCH_CONSOLE)?;
    super::sources::in_console(&ctx, &site, &q).await
}
