use super::words;
use crate::{
    i18n::Locale,
    site::use_locale,
    ui::{Choice, Select},
};
use leptos::prelude::*;
use tenantry::money::Currency;

/// A select of the currencies. What is none of them stays chosen as it was sent.
#[component]
pub fn CurrencySelect(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let locale = use_locale();
    let chosen = value.get_untracked();
    let foreign = chosen.parse::<Currency>().is_err().then(|| Choice::new(chosen.clone(), chosen));
    let offered = Currency::ALL.map(|currency| Choice::new(currency.code(), currency_label(locale, currency)));
    let choices = foreign.into_iter().chain(offered).collect();
    view! { <Select name label hint choices value error /> }
}

/// `Euro (EUR)`
pub fn currency_label(locale: Locale, currency: Currency) -> String {
    format!("{} ({})", words::currency_name(locale, currency), currency.code())
}
