//! Server functions of the sections.

use crate::error::AppError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use tenantry::{
    domains::OwnDomains,
    ids::NoteId,
    operators::TrailEvent,
    tenants::{Page, TenantNote, TenantPeople},
};

/// Something of one organisation, with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Of<T> {
    pub slug: String,
    pub name: String,
    pub what: T,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notes {
    pub notes: Page<TenantNote>,
    /// The id of the note that the form will write.
    pub next: NoteId,
}

#[cfg(feature = "ssr")]
pub(in crate::console) async fn of<T>(
    ctx: &tenantry::context::OperatorCtx,
    slug: String,
    what: T,
) -> Result<Of<T>, AppError> {
    let tenant = tenantry::tenants::find(&ctx.platform, &slug).await?.ok_or_else(AppError::not_found)?;
    Ok(Of { slug, name: tenant.name.clone(), what })
}

#[server(endpoint = "console/sections/timeline")]
pub async fn read_timeline(
    #[server(default)] slug: String,
    #[server(default)] after: String,
) -> Result<Of<Page<TrailEvent>>, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::SECTIONS_TIMELINE)?;
    let page = tenantry::tenants::timeline(&ctx.platform, &slug, &after).await?;
    of(&ctx, slug, page).await
}

#[server(endpoint = "console/sections/people")]
pub async fn read_people(
    #[server(default)] slug: String,
    #[server(default)] after: String,
    #[server(default)] sessions: String,
) -> Result<Of<TenantPeople>, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::SECTIONS_PEOPLE)?;
    let people = tenantry::tenants::people(&ctx.platform, &slug, &after, &sessions).await?;
    of(&ctx, slug, people).await
}

#[server(endpoint = "console/sections/end-session")]
pub async fn end_session(#[server(default)] slug: String, #[server(default)] key: String) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::SECTIONS_END_SESSION)?;
    let page = crate::paths::console_people(&slug);
    tenantry::context::uncancelled(async move { tenantry::tenants::end_session(&ctx, &slug, &key).await }).await?;
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::people::ENDED));
    Ok(())
}

#[server(endpoint = "console/sections/end-sessions")]
pub async fn end_all_sessions(#[server(default)] slug: String) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::SECTIONS_END_SESSIONS)?;
    let page = crate::paths::console_people(&slug);
    tenantry::context::uncancelled(async move { tenantry::tenants::end_all_sessions(&ctx, &slug).await }).await?;
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::people::ALL_ENDED));
    Ok(())
}

#[server(endpoint = "console/sections/notes")]
pub async fn read_notes(
    #[server(default)] slug: String,
    #[server(default)] after: String,
) -> Result<Of<Notes>, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::SECTIONS_NOTES)?;
    let notes = tenantry::tenants::notes(&ctx, &slug, &after).await?;
    let next = tenantry::tenants::new_note_id(&ctx.platform);
    of(&ctx, slug, Notes { notes, next }).await
}

#[server(endpoint = "console/sections/add-note")]
pub async fn add_note(
    #[server(default)] slug: String,
    note: NoteId,
    #[server(default)] words: String,
) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::SECTIONS_ADD_NOTE)?;
    let page = crate::paths::console_notes(&slug);
    let add = async move { tenantry::tenants::add_note(&ctx, &slug, note, &words).await };
    tenantry::context::uncancelled(add).await?;
    leptos_axum::redirect(&crate::paths::saved(&page));
    Ok(())
}

#[server(endpoint = "console/sections/delete-note")]
pub async fn delete_note(#[server(default)] slug: String, note: NoteId) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::SECTIONS_DELETE_NOTE)?;
    let page = crate::paths::console_notes(&slug);
    tenantry::context::uncancelled(async move { tenantry::tenants::delete_note(&ctx, note).await }).await?;
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::notes::DELETED));
    Ok(())
}

#[server(endpoint = "console/sections/domains")]
pub async fn read_domains_of(#[server(default)] slug: String) -> Result<Of<OwnDomains>, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::SECTIONS_DOMAINS)?;
    let domains = tenantry::domains::domains_of(&ctx.platform, &slug).await?;
    of(&ctx, slug, domains).await
}

#[server(endpoint = "console/sections/remove-domain")]
pub async fn remove_domain_of(
    #[server(default)] slug: String,
    #[server(default)] host: String,
) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::SECTIONS_REMOVE_DOMAIN)?;
    let page = crate::paths::console_domains(&slug);
    let remove = async move { tenantry::domains::remove_of(&ctx.platform, &slug, &host, &(&ctx.actor).into()).await };
    tenantry::context::uncancelled(remove).await?;
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::domains::REMOVED));
    Ok(())
}

#[server(endpoint = "console/sections/maintenance")]
pub async fn begin_maintenance(
    #[server(default)] slug: String,
    #[server(default)] message: String,
) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::SECTIONS_MAINTENANCE)?;
    let page = crate::paths::console_organisation(&slug);
    let begin =
        async move { tenantry::tenants::begin_maintenance(&ctx.platform, &slug, &message, &(&ctx.actor).into()).await };
    tenantry::context::uncancelled(begin).await?;
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::MAINTAINED));
    Ok(())
}

#[server(endpoint = "console/sections/enable-module")]
pub async fn enable_module(#[server(default)] slug: String, #[server(default)] module: String) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::SECTIONS_ENABLE_MODULE)?;
    let page = crate::paths::console_organisation(&slug);
    let module = module.parse().map_err(|()| AppError::invalid())?;
    let enable =
        async move { tenantry::tenants::enable_module(&ctx.platform, &slug, module, &(&ctx.actor).into()).await };
    tenantry::context::uncancelled(enable).await?;
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::MODULE_ON));
    Ok(())
}

#[server(endpoint = "console/sections/disable-module")]
pub async fn disable_module(
    #[server(default)] slug: String,
    #[server(default)] module: String,
) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::SECTIONS_DISABLE_MODULE)?;
    let page = crate::paths::console_organisation(&slug);
    let module = module.parse().map_err(|()| AppError::invalid())?;
    let disable =
        async move { tenantry::tenants::disable_module(&ctx.platform, &slug, module, &(&ctx.actor).into()).await };
    tenantry::context::uncancelled(disable).await?;
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::MODULE_OFF));
    Ok(())
}
