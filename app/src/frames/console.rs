use leptos::prelude::*;

use super::{Account, FrameLabels, NavGroup, Preference, Search, shell::Shell};
use crate::ui::{Crumb, Glyph, plain_icon};
use maud::html;

/// The operators' frame. Its dark rail comes with `data-plane="console"` on the page's root; `plane` is the word beside the product's name.
#[component]
pub fn ConsoleFrame(
    labels: FrameLabels,
    #[prop(into)] product: String,
    #[prop(into)] plane: String,
    #[prop(into)] home: String,
    nav: Vec<NavGroup>,
    #[prop(into)] crumbs: Signal<Vec<Crumb>>,
    search: Search,
    account: Account,
    preferences: Vec<Preference>,
    return_to: String,
    children: Children,
) -> impl IntoView {
    let brand = html! {
        a.rail-brand href=(home) {
            span.rail-logo.rail-mark { (plain_icon(Glyph::Layers, "")) }
            span { (product) }
            span.plane-tag { (plane) }
        }
    };
    view! {
        <Shell labels brand nav crumbs search account preferences return_to>
            {children()}
        </Shell>
    }
}
