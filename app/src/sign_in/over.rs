//! What a link leads to when it has had its time.

use super::words;
use crate::{
    error::AppError,
    paths,
    site::use_locale,
    ui::{EmptyState, Glyph, LinkButton},
};
use leptos::prelude::*;

/// The answer has the error's status.
pub(super) fn over(error: &AppError, text: String) -> impl IntoView + use<> {
    over_at(error, text, (paths::SIGN_IN, words::to_sign_in(use_locale())))
}

/// The same, with another way on: its address and its name.
pub(super) fn over_at(
    error: &AppError,
    text: String,
    (href, label): (&'static str, &'static str),
) -> impl IntoView + use<> {
    #[cfg(feature = "ssr")]
    crate::server::answer_with_status_of(error);
    let _ = error;
    let locale = use_locale();
    view! {
        <h1 class="page-title">{words::link_over_title(locale)}</h1>
        <EmptyState glyph=Glyph::Clock text>
            <LinkButton href>{label}</LinkButton>
        </EmptyState>
    }
}
