//! An organisation's status, worded and coloured.

use super::words;
use crate::{
    i18n::Locale,
    ui::{Badge, Tone},
};
use leptos::prelude::*;
use tenantry::tenants::TenantStatus;

#[component]
pub(super) fn StatusBadge(status: TenantStatus, locale: Locale) -> impl IntoView {
    let tone = match status {
        TenantStatus::Active => Tone::Success,
        TenantStatus::Suspended => Tone::Danger,
        TenantStatus::Maintenance => Tone::Warning,
        TenantStatus::Provisioning => Tone::Info,
    };
    view! { <Badge tone label=words::status(locale, status) /> }
}
