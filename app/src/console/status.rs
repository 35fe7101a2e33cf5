//! An organisation's status, worded and coloured.

use super::words;
use crate::{
    i18n::{Locale, format_day},
    ui::{Badge, Tone},
};
use leptos::prelude::*;
use tenantry::tenants::TenantStatus;

/// The status, or that it is deleted and when its data goes.
#[component]
pub(super) fn StateBadge(status: TenantStatus, gone_at: Option<String>, locale: Locale) -> impl IntoView {
    match gone_at {
        Some(at) => {
            let day = format_day(&at, locale);
            view! { <Badge tone=Tone::Danger label=words::deleted_gone(locale, &day) /> }.into_any()
        }
        None => view! { <StatusBadge status locale /> }.into_any(),
    }
}

#[component]
fn StatusBadge(status: TenantStatus, locale: Locale) -> impl IntoView {
    let tone = match status {
        TenantStatus::Active => Tone::Success,
        TenantStatus::Suspended => Tone::Danger,
        TenantStatus::Maintenance => Tone::Warning,
        TenantStatus::Provisioning => Tone::Info,
    };
    view! { <Badge tone label=words::status(locale, status) /> }
}
