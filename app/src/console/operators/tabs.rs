//! The pages of the operators, side by side.

use super::words;
use crate::{
    paths,
    site::use_locale,
    ui::{Tab, Tabs},
};
use leptos::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OperatorsTab {
    People,
    Trail,
}

#[component]
pub(super) fn OperatorsTabs(current: OperatorsTab) -> impl IntoView {
    let locale = use_locale();
    let tabs = [
        (OperatorsTab::People, words::people(locale), paths::CONSOLE_OPERATORS),
        (OperatorsTab::Trail, words::trail(locale), paths::CONSOLE_TRAIL),
    ];
    let tab = |(tab, label, href): (OperatorsTab, &str, &str)| Tab {
        label: label.into(),
        href: href.into(),
        current: tab == current,
    };
    view! { <Tabs label=words::title(locale) tabs=tabs.map(tab).into() /> }
}
