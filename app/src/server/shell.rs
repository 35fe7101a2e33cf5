//! The document around every page.

use super::site_files::{self, SiteFiles};
use crate::form::Replay;
use axum::http::request::Parts;
use leptos::prelude::*;
use leptos_meta::MetaTags;
use tenantry::http::{Theme, Visit};

/// The brand's custom properties stand in the head, so that the first paint is already the organisation's own.
pub(super) fn shell<V: IntoView + 'static, P: FnOnce() -> V>(
    files: &SiteFiles,
    visit: &Visit,
    page: P,
) -> impl IntoView + use<V, P> {
    let nonce: Option<String> = leptos::nonce::use_nonce().map(|nonce| nonce.to_string());
    let brand = visit.brand.as_ref().map(|brand| brand.css.clone());
    view! {
        <!DOCTYPE html>
        <html lang=visit.locale.tag() data-plane=visit.plane.name() data-theme=theme(visit.theme)>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link id="styles" rel="stylesheet" href=files.stylesheet.clone() />
                {brand.map(|css| view! { <style nonce=nonce.clone()>{css}</style> })}
                {own_address().map(|script| view! { <script nonce=nonce.clone()>{script}</script> })}
                {visit.is_signed_in().then(|| view! { <script nonce=nonce.clone()>{SEARCH_OPENER}</script> })}
                {site_files::hydration(files, nonce)}
                <MetaTags />
            </head>
            <body>{page()}</body>
        </html>
    }
}

/// A form that failed gets its page as the answer of the endpoint that it was sent to. The address becomes the page's own
/// again, before the browser's router looks at it.
fn own_address() -> Option<String> {
    use_context::<Replay>()?;
    let page = use_context::<Parts>()?.uri.path_and_query()?.to_string();
    let page = serde_json::to_string(&page).ok()?.replace('<', "\\u003c");
    Some(format!("history.replaceState(null,\"\",{page})"))
}

/// Ctrl-K, and a click on the way to the search: only then its script is loaded.
const SEARCH_OPENER: &str = include_str!("search_opener.js");

pub(super) fn theme(theme: Theme) -> Option<&'static str> {
    match theme {
        Theme::System => None,
        Theme::Light => Some("light"),
        Theme::Dark => Some("dark"),
    }
}
