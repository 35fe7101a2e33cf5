use leptos::{html, prelude::*};

use super::{Glyph, Icon, replay::replay_input};

/// Search and filters above a list: a form by GET, so that the address carries the state. `count` says how many there are.
#[component]
pub fn Toolbar(
    #[prop(into)] action: String,
    #[prop(optional, into)] count: String,
    /// The list as a file.
    #[prop(optional)]
    export: Option<Export>,
    children: Children,
) -> impl IntoView {
    view! {
        <form class="toolbar" role="search" method="get" action=action>
            {children()} {(!count.is_empty()).then(|| view! { <span class="toolbar-end">{count}</span> })}
            {export.filter(|export| export.is_offered).map(export_link)}
        </form>
    }
}

/// Where a list is a file, and what the link to it says.
pub struct Export {
    pub href: Signal<String>,
    pub label: &'static str,
    pub hint: &'static str,
    pub is_offered: bool,
}

/// The browser follows it by itself: a file is no page of the router's.
fn export_link(export: Export) -> impl IntoView {
    let Export { href, label, hint, .. } = export;
    view! {
        <a class="button button-quiet toolbar-export" href=move || href.get() rel="external" title=hint>
            <Icon glyph=Glyph::Download />
            <span>{label}</span>
        </a>
    }
}

/// The search field of a toolbar.
#[component]
pub fn SearchInput(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] placeholder: String,
    #[prop(optional, into)] value: Signal<String>,
) -> impl IntoView {
    let control = NodeRef::<html::Input>::new();
    replay_input(control, value);
    view! {
        <div class="input-group">
            <span class="input-affix">
                <Icon glyph=Glyph::Search />
            </span>
            <input
                node_ref=control
                class="input"
                type="search"
                name=name
                aria-label=label
                placeholder=placeholder
                value=move || value.get()
            />
        </div>
    }
}
