use leptos::prelude::*;

use super::{
    Account, FrameLabels, NavGroup, Preference, Search,
    account::account_menu,
    preferences::preference_menus,
    rail::{rail, sheet},
    search::search_opener,
};
use crate::ui::{Breadcrumb, Crumb, Plain};
use leptos_router::hooks::use_location;
use maud::{Markup, html};

/// Rail, top line and content: the frame that tenants and operators share. `brand` stands at the head of the rail.
#[component]
pub(super) fn Shell(
    labels: FrameLabels,
    brand: Markup,
    nav: Vec<NavGroup>,
    crumbs: Signal<Vec<Crumb>>,
    search: Search,
    account: Account,
    preferences: Vec<Preference>,
    return_to: String,
    children: Children,
) -> impl IntoView {
    let FrameLabels {
        skip_to_content, navigation, open_navigation, breadcrumb, account: account_label, sign_out, ..
    } = labels;
    let path = use_location().pathname.get_untracked();
    let tools = html! {
        div.topline-tools {
            (search_opener(&search))
            (preference_menus(&preferences, &return_to))
            (account_menu(&account, &account_label, &sign_out, &return_to))
        }
    };
    view! {
        <a class="skip-link" href="#content">
            {skip_to_content}
        </a>
        <div class="frame">
            <Plain markup=rail(&brand, &navigation, &nav, &path) />
            <div class="frame-main">
                <header class="topline">
                    <Plain markup=sheet(&brand, &open_navigation, &nav, &path) />
                    <Breadcrumb label=breadcrumb crumbs=crumbs />
                    <Plain markup=tools />
                </header>
                <main class="content" id="content" tabindex="-1">
                    {children()}
                </main>
            </div>
        </div>
    }
}
