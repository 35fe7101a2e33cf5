//! The pages of the fleet, side by side.

use super::words;
use crate::{
    console::servers::words as server_words,
    i18n::words as common,
    paths,
    site::use_locale,
    ui::{Tab, Tabs},
};
use leptos::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::console) enum FleetTab {
    Now,
    Servers,
    Upgrades,
}

#[component]
pub(in crate::console) fn FleetTabs(current: FleetTab) -> impl IntoView {
    let locale = use_locale();
    let tabs = [
        (FleetTab::Now, words::now(locale), paths::CONSOLE_FLEET),
        (FleetTab::Servers, server_words::title(locale), paths::CONSOLE_SERVERS),
        (FleetTab::Upgrades, common::upgrades(locale), paths::CONSOLE_UPGRADES),
    ];
    let tab = |(tab, label, href): (FleetTab, &str, &str)| Tab {
        label: label.into(),
        href: href.into(),
        current: tab == current,
    };
    view! { <Tabs label=common::fleet(locale) tabs=tabs.map(tab).into() /> }
}
