use leptos::prelude::*;

use super::{Glyph, Icon};

/// A station on the way to the page; the last one has no link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    pub label: String,
    pub href: Option<String>,
}

impl Crumb {
    pub fn link(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: Some(href.into()) }
    }

    pub fn here(label: impl Into<String>) -> Self {
        Self { label: label.into(), href: None }
    }
}

/// Where the page stands. A phone shows the way back alone.
#[component]
pub fn Breadcrumb(#[prop(into)] label: String, #[prop(into)] crumbs: Signal<Vec<Crumb>>) -> impl IntoView {
    view! {
        <nav class="breadcrumb" aria-label=label>
            <ol>{move || crumbs.get().into_iter().map(station).collect_view()}</ol>
        </nav>
    }
}

fn station(crumb: Crumb) -> impl IntoView {
    let content = match crumb.href {
        Some(href) => view! { <a href=href>{crumb.label}</a> }.into_any(),
        None => view! { <span aria-current="page">{crumb.label}</span> }.into_any(),
    };
    view! {
        <li>
            <Icon glyph=Glyph::ChevronRight />
            {content}
        </li>
    }
}
