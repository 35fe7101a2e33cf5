use leptos::{children::ViewFn, prelude::*};

use crate::ui::{Glyph, Icon};

/// Links of the main navigation that belong together; the label may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavGroup {
    pub label: String,
    pub items: Vec<NavItem>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavItem {
    pub label: String,
    pub href: String,
    pub glyph: Glyph,
    pub current: bool,
}

/// The navigation at the left, icons alone where the window is narrow.
#[component]
pub(super) fn Rail(brand: ViewFn, label: String, nav: Signal<Vec<NavGroup>>) -> impl IntoView {
    view! {
        <aside class="rail">
            {brand.run()}
            <nav class="rail-nav" aria-label=label>
                {move || nav.get().into_iter().map(group).collect_view()}
            </nav>
        </aside>
    }
}

/// The same navigation on a phone, behind a button. Once hydrated, following a link closes it.
#[component]
pub(super) fn Sheet(brand: ViewFn, label: String, nav: Signal<Vec<NavGroup>>) -> impl IntoView {
    let name = label.clone();
    view! {
        <details class="sheet" name="topline">
            <summary class="icon-button" aria-label=name>
                <Icon glyph=Glyph::Menu class="icon-open" />
                <Icon glyph=Glyph::Close class="icon-close" />
            </summary>
            <div class="sheet-panel">
                {brand.run()}
                <nav class="rail-nav" aria-label=label>
                    {move || nav.get().into_iter().map(group).collect_view()}
                </nav>
            </div>
        </details>
    }
}

fn group(group: NavGroup) -> impl IntoView {
    let NavGroup { label, items } = group;
    view! {
        <div class="rail-group">
            {(!label.is_empty()).then(|| view! { <p class="rail-heading">{label}</p> })}
            {items.into_iter().map(item).collect_view()}
        </div>
    }
}

fn item(item: NavItem) -> impl IntoView {
    let NavItem { label, href, glyph, current } = item;
    let title = label.clone();
    view! {
        <a class="rail-link" href=href title=title aria-current=current.then_some("page")>
            <Icon glyph=glyph />
            <span>{label}</span>
        </a>
    }
}
