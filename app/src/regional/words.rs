//! Words of time zones and currencies.

use crate::i18n::Locale;
use tenantry::money::Currency;

crate::words! {
    time_zone: "Time zone", "Fuseau horaire";
    time_zone_hint: "Decides when a day begins, for due dates and for today.", "Décide du début de la journée, pour les échéances et pour aujourd’hui.";
    currency: "Currency", "Devise";
    currency_hint: "Shown with every amount. It can’t be changed once a loan is recorded.", "Affichée avec chaque montant. Elle ne peut plus être changée dès qu’un prêt est enregistré.";

    europe: "Europe", "Europe";
    africa: "Africa", "Afrique";
    america: "America", "Amérique";
    asia: "Asia", "Asie";
    atlantic: "Atlantic", "Atlantique";
    australia: "Australia", "Australie";
    indian: "Indian Ocean", "Océan Indien";
    pacific: "Pacific", "Pacifique";
    antarctica: "Antarctica", "Antarctique";
    arctic: "Arctic", "Arctique";
    universal: "Universal time", "Temps universel";

    euro: "Euro", "Euro";
    dollar: "US dollar", "Dollar américain";
    pound: "Pound sterling", "Livre sterling";
    franc: "Swiss franc", "Franc suisse";
    canadian_dollar: "Canadian dollar", "Dollar canadien";
    shekel: "New shekel", "Nouveau shekel";
}

/// The name of a region, as the time zone database spells it.
pub(super) fn region(locale: Locale, region: &str) -> &'static str {
    let words = match region {
        "Europe" => europe,
        "Africa" => africa,
        "America" => america,
        "Asia" => asia,
        "Atlantic" => atlantic,
        "Australia" => australia,
        "Indian" => indian,
        "Pacific" => pacific,
        "Antarctica" => antarctica,
        "Arctic" => arctic,
        _ => universal,
    };
    words(locale)
}

pub(super) fn currency_name(locale: Locale, currency: Currency) -> &'static str {
    let words = match currency {
        Currency::Eur => euro,
        Currency::Usd => dollar,
        Currency::Gbp => pound,
        Currency::Chf => franc,
        Currency::Cad => canadian_dollar,
        Currency::Ils => shekel,
    };
    words(locale)
}
