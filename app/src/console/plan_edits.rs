//! What an event of the audit says of a plan's edit, in words.

use super::plans::words as plans;
use crate::{
    i18n::Locale,
    plan::{self, amount, module_names, words as plan_words},
};
use tenantry::{
    modules::Module,
    money::{Currency, format_amount},
    plans::{Feature, Limit},
};

const BECAME: &str = " → ";

/// What was changed: `members 9 → 8, modules all → loans`, as [`tenantry::plans::save`] writes it down. `None` for what isn't
/// written so.
pub(super) fn told(locale: Locale, changes: &str) -> Option<String> {
    if changes == "words" {
        return Some(words::texts(locale).to_owned());
    }
    let mut values: Vec<String> = Vec::new();
    for part in changes.split(", ") {
        match (What::of(part), values.last_mut()) {
            (None, Some(before)) => before.extend([", ", part]),
            _ => values.push(part.to_owned()),
        }
    }
    let told: Option<Vec<String>> = values.iter().map(|value| of_value(locale, value)).collect();
    Some(told?.join(words::between(locale)))
}

fn of_value(locale: Locale, value: &str) -> Option<String> {
    let (what, rest) = What::of(value)?;
    let (before, after) = rest.split_once(BECAME)?;
    Some(words::change(locale, what.name(locale), &what.value(locale, before), &what.value(locale, after)))
}

#[derive(Clone, Copy)]
enum What {
    Name,
    Price,
    Limit(Limit),
    Modules,
    Features,
}

impl What {
    const ALL: [(&'static str, Self); 7] = [
        ("name", Self::Name),
        ("price", Self::Price),
        ("members", Self::Limit(Limit::Members)),
        ("storage", Self::Limit(Limit::Storage)),
        ("requests", Self::Limit(Limit::Requests)),
        ("modules", Self::Modules),
        ("features", Self::Features),
    ];

    /// Which value is meant, and what stands behind its name.
    fn of(text: &str) -> Option<(Self, &str)> {
        Self::ALL.into_iter().find_map(|(key, what)| Some((what, text.strip_prefix(key)?.strip_prefix(' ')?)))
    }

    fn name(self, locale: Locale) -> &'static str {
        match self {
            Self::Name => words::name(locale),
            Self::Price => plan_words::price(locale),
            Self::Limit(Limit::Storage) => plans::storage(locale),
            Self::Limit(Limit::Requests) => plans::requests(locale),
            Self::Limit(Limit::Members | Limit::Modules) => plans::members(locale),
            Self::Modules => plan_words::modules(locale),
            Self::Features => plan_words::features(locale),
        }
    }

    /// What can't be read stands as it is.
    fn value(self, locale: Locale, text: &str) -> String {
        let told = match self {
            Self::Name => {
                text.split_once(" / ").map(|(en, fr)| (if locale == Locale::Fr { fr } else { en }).to_owned())
            }
            Self::Price => price(locale, text),
            Self::Limit(_) if text == "none" => Some(plans::no_limit(locale).to_owned()),
            Self::Limit(limit) => text.parse().ok().map(|number| amount(locale, limit, number)),
            Self::Modules if text == "all" => Some(plan_words::all_modules(locale).to_owned()),
            Self::Modules => each(locale, text, |key| Some(module_names(locale, &[key.parse::<Module>().ok()?]))),
            Self::Features => {
                each(locale, text, |key| Some(plan_words::feature(locale, key.parse::<Feature>().ok()?).to_owned()))
            }
        };
        told.unwrap_or_else(|| text.to_owned())
    }
}

/// `900 EUR a month`, or `none EUR a month` for a plan without a price.
fn price(locale: Locale, text: &str) -> Option<String> {
    let (amount, rest) = text.split_once(' ')?;
    let (currency, period) = rest.split_once(" a ")?;
    if amount == "none" {
        return Some(plan_words::no_price(locale).to_owned());
    }
    let price = format_amount(amount.parse().ok()?, currency.parse::<Currency>().ok()?, locale);
    Some(plan::price_each(locale, &price, period.parse().ok()?))
}

fn each(locale: Locale, keys: &str, name: impl Fn(&str) -> Option<String>) -> Option<String> {
    let names: Option<Vec<String>> = keys.split_whitespace().map(name).collect();
    names.map(|names| if names.is_empty() { plan_words::no_modules(locale).to_owned() } else { names.join(", ") })
}

mod words {
    crate::words! {
        name: "Name", "Nom";
        texts: "texts", "textes";
        change(what: &str, before: &str, after: &str): "{what}: {before} → {after}", "{what}\u{a0}: {before} → {after}";
        between: "; ", "\u{a0}; ";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn en(changes: &str) -> Option<String> {
        told(Locale::En, changes)
    }

    #[test]
    fn each_value_is_told_in_words() {
        assert_eq!(en("members 9 → none").unwrap(), "People: 9 → No limit");
        assert_eq!(
            told(Locale::Fr, "members 9 → 8, storage 1000000 → none").unwrap(),
            "Personnes\u{a0}: 9 → 8\u{a0}; Stockage\u{a0}: 1,00\u{a0}Mo → Sans limite"
        );
        let price = told(Locale::Fr, "price none EUR a month → 900 EUR a year").unwrap();
        assert!(price.starts_with("Prix\u{a0}: Sans prix → 9,00\u{a0}€ par an"), "{price}");
        assert_eq!(
            en("modules all → , features own-domain → ").unwrap(),
            "Modules: All → None; Features: A domain of its own → None"
        );
        assert_eq!(en("words").unwrap(), "texts");
    }

    #[test]
    fn a_name_may_hold_commas_and_what_nobody_knows_stands_as_it_is() {
        assert_eq!(en("name A, b / C → D / E, f, members 1 → 2").unwrap(), "Name: A, b → D; People: 1 → 2");
        assert_eq!(en("modules all → weather").unwrap(), "Modules: All → weather");
        assert_eq!(en("colour red → blue"), None);
        assert_eq!(en("members 9"), None);
    }
}
