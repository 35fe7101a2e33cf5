use leptos::{children::ViewFn, prelude::*};

use super::{
    Account, FrameLabels, NavGroup, Preference, Preferences, Search,
    account::AccountMenu,
    rail::{Rail, Sheet},
    search::SearchOpener,
};
use crate::ui::{Breadcrumb, Crumb};

/// Rail, top line and content: the frame that tenants and operators share. `brand` stands at the head of the rail.
#[component]
pub(super) fn Shell(
    labels: FrameLabels,
    brand: ViewFn,
    nav: Signal<Vec<NavGroup>>,
    crumbs: Signal<Vec<Crumb>>,
    search: Search,
    account: Account,
    preferences: Vec<Preference>,
    return_to: Signal<String>,
    children: Children,
) -> impl IntoView {
    let FrameLabels {
        skip_to_content, navigation, open_navigation, breadcrumb, account: account_label, sign_out, ..
    } = labels;
    view! {
        <a class="skip-link" href="#content">
            {skip_to_content}
        </a>
        <div class="frame">
            <Rail brand=brand.clone() label=navigation nav=nav />
            <div class="frame-main">
                <header class="topline">
                    <Sheet brand=brand label=open_navigation nav=nav />
                    <Breadcrumb label=breadcrumb crumbs=crumbs />
                    <div class="topline-tools">
                        <SearchOpener search />
                        <Preferences preferences=preferences return_to=return_to />
                        <AccountMenu account=account label=account_label sign_out=sign_out />
                    </div>
                </header>
                <main class="content" id="content" tabindex="-1">
                    {children()}
                </main>
            </div>
        </div>
    }
}
