//! The sections, side by side.

use super::words;
use crate::{
    i18n::words as common,
    paths,
    plan::words as plan,
    site::use_locale,
    ui::{Tab, Tabs},
};
use leptos::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::console) enum Section {
    Overview,
    Timeline,
    People,
    Plan,
    Notes,
    Domains,
    Backups,
    Support,
}

#[component]
pub(in crate::console) fn SectionTabs(slug: String, current: Section) -> impl IntoView {
    let locale = use_locale();
    let tabs = [
        (Section::Overview, words::overview(locale), paths::console_organisation(&slug)),
        (Section::Timeline, words::timeline(locale), paths::console_timeline(&slug)),
        (Section::People, words::people(locale), paths::console_people(&slug)),
        (Section::Plan, plan::plan(locale), paths::console_organisation_plan(&slug)),
        (Section::Notes, words::notes(locale), paths::console_notes(&slug)),
        (Section::Domains, words::domains(locale), paths::console_domains(&slug)),
        (Section::Backups, words::backups(locale), paths::console_backups(&slug)),
        (Section::Support, words::support(locale), paths::console_support(&slug)),
    ];
    let tab = |(section, label, href): (Section, &str, String)| Tab {
        label: label.into(),
        href,
        current: section == current,
    };
    view! { <Tabs label=common::organisation(locale) tabs=tabs.map(tab).into() /> }
}
