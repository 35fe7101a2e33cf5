//! A run's state, worded and coloured.

use super::words;
use crate::{
    i18n::Locale,
    ui::{Badge, Tone},
};
use leptos::prelude::*;
use tenantry::upgrades::RunState;

#[component]
pub(super) fn StateBadge(state: RunState, is_abandoned: bool, locale: Locale) -> impl IntoView {
    let tone = match state {
        RunState::Running if is_abandoned => Tone::Warning,
        RunState::Running => Tone::Info,
        RunState::Halted => Tone::Danger,
        RunState::Done => Tone::Success,
    };
    view! { <Badge tone label=words::state(locale, state, is_abandoned) /> }
}
