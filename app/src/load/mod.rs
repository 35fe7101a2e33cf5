//! The one wrapper around a page's data: a skeleton while it comes, the page when it is there, words when it fails.

mod answer;
#[cfg(not(feature = "ssr"))]
mod browser;
mod loading;
#[cfg(feature = "ssr")]
mod server;

#[cfg(not(feature = "ssr"))]
use browser::{Asked, ask, shown};
pub use loading::Loading;
#[cfg(feature = "ssr")]
pub(crate) use server::Questions;
#[cfg(feature = "ssr")]
use server::{Asked, ask, shown};

use crate::{
    error::AppError,
    i18n::{Locale, kind_words, words},
    layout::path_and_query,
    paths,
    site::use_locale,
    ui::{ButtonKind, LinkButton, PageHead, Skeleton},
};
use leptos::prelude::*;
use serde::de::DeserializeOwned;
use tenantry::fault::Kind;

/// Shows `page` with what was asked for. On the server the answer gets the failure's status.
pub fn load<T, V>(loading: Loading<T>, page: impl Fn(T) -> V + Clone + Send + Sync + 'static) -> impl IntoView
where
    T: Clone + Send + Sync + DeserializeOwned + 'static,
    V: IntoView + 'static,
{
    let skeleton = || view! { <Skeleton /> }.into_any();
    shown(loading, skeleton, move |answer| match answer {
        Ok(data) => page(data).into_any(),
        Err(error) => failed(&error),
    })
}

/// Shows `view` with the answer, be it a failure, and nothing before it is there.
pub fn load_quietly<T, V>(
    loading: Loading<T>,
    view: impl Fn(Result<T, AppError>) -> V + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + DeserializeOwned + 'static,
    V: IntoView + 'static,
{
    shown(loading, || ().into_any(), move |answer| view(answer).into_any())
}

/// What stands in a page's place when it can't be shown.
pub fn failed(error: &AppError) -> AnyView {
    #[cfg(feature = "ssr")]
    crate::server::answer_with_status_of(error);
    let (locale, kind) = (use_locale(), error.kind());
    if kind == Kind::Unauthenticated {
        return signed_out(locale);
    }
    let lead = if kind == Kind::NotFound { words::not_found_hint(locale) } else { "" };
    view! {
        <PageHead title=kind_words(locale, kind) lead />
        <p>
            <LinkButton href="/">{words::home(locale)}</LinkButton>
        </p>
    }
    .into_any()
}

/// The session ended while the page was open. The browser asks for the sign-in page itself: what this one knows of its reader is true
/// no more.
fn signed_out(locale: Locale) -> AnyView {
    let href = paths::with_query(paths::SIGN_IN, &[("return_to", &path_and_query())]);
    view! {
        <PageHead title=words::session_ended(locale) lead=words::session_ended_hint(locale) />
        <p>
            <LinkButton href kind=ButtonKind::Primary attr:rel="external">
                {words::sign_in(locale)}
            </LinkButton>
        </p>
    }
    .into_any()
}
