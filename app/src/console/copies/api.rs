//! Server functions of copies.

use crate::error::AppError;
use leptos::prelude::*;
use tenantry::provisioning::CloneOffer;

#[server(endpoint = "console/copies/offer")]
pub async fn read_copy_offer(#[server(default)] slug: String) -> Result<CloneOffer, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::COPIES_OFFER)?;
    Ok(tenantry::provisioning::clone_offer(&ctx.platform, &slug).await?)
}

/// Begins to copy an organisation and leads to the page that shows how far the copy is.
#[server(endpoint = "console/copies/start")]
pub async fn start_copy(
    #[server(default)] slug: String,
    #[server(default)] name: String,
    #[server(default)] new_slug: String,
    #[server(default)] with_members: String,
) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::COPIES_START)?;
    let new =
        tenantry::provisioning::NewClone { slug: new_slug, name: Some(name), with_members: with_members == "true" };
    let (from, author) = (slug.clone(), (&ctx.actor).into());
    let start = async move { tenantry::provisioning::start_clone(ctx.platform.clone(), &slug, new, author).await };
    let id = tenantry::context::uncancelled(start).await?;
    leptos_axum::redirect(&crate::paths::console_copying(id, &from));
    Ok(())
}
