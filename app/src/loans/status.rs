//! States of loans and of instalments, in words and in tones.

use super::words;
use crate::{
    i18n::Locale,
    ui::{Badge, Tone},
};
use leptos::prelude::*;
use tenantry::loans::{InstalmentState, LoanStatus};

pub(super) fn status_badge(status: LoanStatus, locale: Locale) -> impl IntoView + use<> {
    view! { <Badge tone=status_tone(status) label=status_name(status, locale) /> }
}

pub(super) fn status_tone(status: LoanStatus) -> Tone {
    match status {
        LoanStatus::Active => Tone::Info,
        LoanStatus::Late => Tone::Danger,
        LoanStatus::Repaid => Tone::Success,
        LoanStatus::Cancelled => Tone::Neutral,
    }
}

pub(crate) fn status_name(status: LoanStatus, locale: Locale) -> &'static str {
    match status {
        LoanStatus::Active => words::active(locale),
        LoanStatus::Late => words::late(locale),
        LoanStatus::Repaid => words::repaid(locale),
        LoanStatus::Cancelled => words::cancelled(locale),
    }
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
