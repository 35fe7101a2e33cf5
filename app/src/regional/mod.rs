//! The time zone and the currency of an organisation: what they are chosen from, and the fields for them.

mod browser;
mod currency;
#[cfg(feature = "ssr")]
mod offered;
pub mod words;
mod zones;

pub use currency::{CurrencySelect, currency_label};
#[cfg(feature = "ssr")]
pub(crate) use offered::offered;
pub use zones::ZoneSelect;

use crate::{form::FormState, site::use_locale};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
#[cfg(feature = "ssr")]
use tenantry::locale::Locale;
use tenantry::money::Currency;

/// What the fields start from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Regional {
    pub time_zone: String,
    pub currency: Currency,
    /// The time zones that are offered, a line each, with the names of their places in the reader's language.
    pub zones: String,
}

#[cfg(feature = "ssr")]
impl Regional {
    pub(crate) fn of(time_zone: &str, currency: Currency, locale: Locale) -> Self {
        Self { time_zone: time_zone.to_owned(), currency, zones: offered(locale).to_owned() }
    }

    /// What a new organisation begins with when nobody chooses another.
    pub(crate) fn defaults(platform: &tenantry::platform::Platform, locale: Locale) -> Self {
        let settings = platform.settings.current();
        let defaults = &settings.new_organisations;
        Self::of(defaults.time_zone.as_str(), defaults.currency, locale)
    }
}

#[component]
pub fn RegionalFields(
    form: FormState,
    regional: Regional,
    /// Whether whoever fills the form is where the organisation is, so that their browser's time zone is likely to be its own.
    #[prop(optional)]
    is_here: bool,
) -> impl IntoView {
    let locale = use_locale();
    let Regional { time_zone, currency, zones } = regional;
    view! {
        <ZoneSelect
            name="time_zone"
            label=words::time_zone(locale)
            hint=words::time_zone_hint(locale)
            zones
            value=form.value("time_zone", time_zone)
            error=form.error("time_zone")
            follows_browser=is_here && !form.was_sent()
        />
        <CurrencySelect
            name="currency"
            label=words::currency(locale)
            hint=words::currency_hint(locale)
            value=form.value("currency", currency.code())
            error=form.error("currency")
        />
    }
}
