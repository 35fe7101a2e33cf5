use leptos::{children::ViewFn, prelude::*};

use super::{Account, FrameLabels, NavGroup, Preference, Search, shell::Shell};
use crate::ui::{Crumb, Glyph, Icon};

/// The operators' frame. Its dark rail comes with `data-plane="console"` on the page's root; `plane` is the word beside the product's name.
#[component]
pub fn ConsoleFrame(
    labels: FrameLabels,
    #[prop(into)] product: String,
    #[prop(into)] plane: String,
    #[prop(into)] home: String,
    #[prop(into)] nav: Signal<Vec<NavGroup>>,
    #[prop(into)] crumbs: Signal<Vec<Crumb>>,
    search: Search,
    account: Account,
    preferences: Vec<Preference>,
    #[prop(into)] return_to: Signal<String>,
    children: Children,
) -> impl IntoView {
    let brand = ViewFn::from(move || {
        view! {
            <a class="rail-brand" href=home.clone()>
                <span class="rail-logo rail-mark">
                    <Icon glyph=Glyph::Layers />
                </span>
                <span>{product.clone()}</span>
                <span class="plane-tag">{plane.clone()}</span>
            </a>
        }
    });
    view! {
        <Shell labels brand nav crumbs search account preferences return_to>
            {children()}
        </Shell>
    }
}
