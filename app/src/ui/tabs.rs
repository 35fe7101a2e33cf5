use leptos::prelude::*;

/// A neighbouring page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    pub label: String,
    pub href: String,
    pub current: bool,
}

/// Links to the pages that belong together.
#[component]
pub fn Tabs(#[prop(into)] label: String, tabs: Vec<Tab>) -> impl IntoView {
    let links = tabs.into_iter().map(|tab| {
        view! {
            <a class="tab" href=tab.href aria-current=tab.current.then_some("page")>
                {tab.label}
            </a>
        }
    });
    view! {
        <nav class="tabs" aria-label=label>
            {links.collect_view()}
        </nav>
    }
}
