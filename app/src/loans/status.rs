//! States of loans and of instalments, in words and in tones.

use super::words;
use crate::{
    i18n::Locale,
    ui::{Badge, Tone},
};
use leptos::prelude::*;
use tenantry::loans::{InstalmentState, LoanStatus};

pub(super) fn status_badge(status: LoanStatus, locale: Locale) -> impl IntoView + use<> {
    let (tone, label) = match status {
        LoanStatus::Active => (Tone::Info, words::active(locale)),
        LoanStatus::Late => (Tone::Danger, words::late(locale)),
        LoanStatus::Repaid => (Tone::Success, words::repaid(locale)),
        LoanStatus::Cancelled => (Tone::Neutral, words::cancelled(locale)),
    };
    view! { <Badge tone label /> }
}

pub(super) fn instalment_badge(state: InstalmentState, locale: Locale) -> impl IntoView + use<> {
    let (tone, label) = match state {
        InstalmentState::Paid => (Tone::Success, words::paid(locale)),
        InstalmentState::Partial => (Tone::Warning, words::partly_paid(locale)),
        InstalmentState::Upcoming => (Tone::Neutral, words::upcoming(locale)),
        InstalmentState::Overdue => (Tone::Danger, words::overdue(locale)),
    };
    view! { <Badge tone label /> }
}

/// For an instalment that nobody asks for any more.
pub(super) fn cancelled_badge(locale: Locale) -> impl IntoView + use<> {
    view! { <Badge label=words::instalment_cancelled(locale) /> }
}
