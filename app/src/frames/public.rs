use leptos::prelude::*;

use super::{FrameLabels, Preference, preferences::preference_menus};
use crate::ui::Plain;
use maud::html;

/// A link of the site's head or foot. The `prominent` one looks like a button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicLink {
    pub label: String,
    pub href: String,
    pub prominent: bool,
}

/// The frame of the site at the apex, and of pages that say why there is nothing else to see.
#[component]
pub fn PublicFrame(
    labels: FrameLabels,
    #[prop(into)] product: String,
    #[prop(optional)] links: Vec<PublicLink>,
    #[prop(optional)] foot_links: Vec<PublicLink>,
    preferences: Vec<Preference>,
    return_to: String,
    children: Children,
) -> impl IntoView {
    view! {
        <a class="skip-link" href="#content">
            {labels.skip_to_content}
        </a>
        <div class="public">
            <header class="public-line">
                <a class="public-brand" href="/">
                    <img src="/favicon.svg" alt="" />
                    {product.clone()}
                </a>
                <nav class="public-links" aria-label=labels.navigation>
                    {links.into_iter().map(link).collect_view()}
                </nav>
                <Plain markup=html! { div.public-tools { (preference_menus(&preferences, &return_to)) } } />
            </header>
            <main class="public-main" id="content" tabindex="-1">
                {children()}
            </main>
            <footer class="public-foot">
                <span>{product}</span>
                {foot_links.into_iter().map(link).collect_view()}
            </footer>
        </div>
    }
}

fn link(link: PublicLink) -> impl IntoView {
    view! {
        <a class=link.prominent.then_some("button button-primary") href=link.href>
            {link.label}
        </a>
    }
}
