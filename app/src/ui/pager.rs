use leptos::prelude::*;

use super::{Glyph, Icon};

/// The words of a pager.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PagerLabels {
    pub navigation: String,
    pub newer: String,
    pub older: String,
}

/// Links to the neighbouring pages of a list. Without a link the way ends there. `summary` says what this page shows.
#[component]
pub fn Pager(
    labels: PagerLabels,
    newer: Option<String>,
    older: Option<String>,
    #[prop(optional, into)] summary: String,
) -> impl IntoView {
    let PagerLabels { navigation, newer: newer_label, older: older_label } = labels;
    view! {
        <nav class="pager" aria-label=navigation>
            <span>{summary}</span>
            <div class="pager-links">
                {step(newer, view! { <Icon glyph=Glyph::ChevronLeft /> {newer_label} })}
                {step(older, view! { {older_label} <Icon glyph=Glyph::ChevronRight /> })}
            </div>
        </nav>
    }
}

fn step(href: Option<String>, content: impl IntoView + 'static) -> AnyView {
    let class = "button button-secondary button-small";
    match href {
        Some(href) => view! { <a class=class href=href>{content}</a> }.into_any(),
        None => view! { <span class=class aria-disabled="true">{content}</span> }.into_any(),
    }
}
