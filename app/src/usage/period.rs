//! How far back the charts go. It stands in the page's address.

use super::words;
use crate::{
    paths::with_query,
    site::use_locale,
    ui::{Tab, Tabs},
};
use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use tenantry::metrics::Period;

/// What an address asks for; the day when it asks for nothing, or for what there is not.
pub(crate) fn period_of(address: &ParamsMap) -> Period {
    address.get("period").and_then(|key| Period::from_key(&key)).unwrap_or_default()
}

/// Links to the same page with another period.
#[component]
pub(crate) fn PeriodTabs(
    /// The page without its query.
    #[prop(into)]
    page: String,
    /// Those that the page offers.
    periods: &'static [Period],
    current: Period,
) -> impl IntoView {
    let locale = use_locale();
    let tab = |period: &Period| Tab {
        label: words::period(locale, *period).into(),
        href: with_query(&page, &[("period", if *period == Period::default() { "" } else { period.key() })]),
        current: *period == current,
    };
    view! { <Tabs label=words::periods(locale) tabs=periods.iter().map(tab).collect() /> }
}
