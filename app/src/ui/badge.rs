use leptos::prelude::*;

use super::Tone;

/// A state in a word or two.
#[component]
pub fn Badge(#[prop(optional)] tone: Tone, #[prop(into)] label: String) -> impl IntoView {
    view! { <span class=class(tone)>{label}</span> }
}

pub(super) fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Neutral => "badge",
        Tone::Brand => "badge badge-brand",
        Tone::Success => "badge badge-success",
        Tone::Warning => "badge badge-warning",
        Tone::Danger => "badge badge-danger",
        Tone::Info => "badge badge-info",
    }
}
