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
    i18n::{kind_words, words},
    site::use_locale,
    ui::{LinkButton, PageHead, Skeleton},
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
        Err(error) => failed(&error).into_any(),
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
pub fn failed(error: &AppError) -> impl IntoView + use<> {
    #[cfg(feature = "ssr")]
    crate::server::answer_with_status_of(error);
    let locale = use_locale();
    let lead = if error.kind() == Kind::NotFound { words::not_found_hint(locale) } else { "" };
    view! {
        <PageHead title=kind_words(locale, error.kind()) lead />
        <LinkButton href="/">{words::home(locale)}</LinkButton>
    }
}
