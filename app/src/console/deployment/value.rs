//! A setting's value and where it comes from, in the reader's words.

use super::words;
use crate::{
    i18n::{Locale, format_instant, words as common},
    regional::currency_label,
};
use tenantry::{
    deployment::{SettingKind, SettingSource, ShownSetting},
    plans::Plan,
};

/// As people say it, where it can be changed here; as the file has it otherwise.
pub(super) fn value(locale: Locale, of: &ShownSetting, plans: &[Plan]) -> String {
    match of.kind {
        Some(SettingKind::Switch) if of.plain == "true" => words::yes(locale).to_owned(),
        Some(SettingKind::Switch) => words::no(locale).to_owned(),
        Some(SettingKind::Plan) => {
            let plan = plans.iter().find(|plan| plan.key == of.plain);
            plan.map_or_else(|| of.plain.clone(), |plan| plan.name(locale).to_owned())
        }
        Some(SettingKind::Languages | SettingKind::Language) => {
            let named = of.plain.split(',').filter_map(|tag| tag.parse().ok());
            named.map(common::language_name).collect::<Vec<_>>().join(", ")
        }
        Some(SettingKind::Currency) => {
            of.plain.parse().map_or_else(|()| of.plain.clone(), |currency| currency_label(locale, currency))
        }
        Some(SettingKind::TimeZone) => of.plain.clone(),
        Some(SettingKind::Number { .. } | SettingKind::Email) if !of.plain.is_empty() => of.plain.clone(),
        _ if of.value.is_empty() || of.value == "\"\"" => words::nothing(locale).to_owned(),
        _ => of.value.clone(),
    }
}

pub(super) fn source(locale: Locale, source: &SettingSource) -> String {
    match source {
        SettingSource::Default => words::from_default(locale).to_owned(),
        SettingSource::File(path) => words::from_file(locale, path),
        SettingSource::Environment(variable) => words::from_environment(locale, variable),
        SettingSource::Console { by, at } => words::from_console(locale, by, &format_instant(at, locale)),
    }
}

/// When a change of it counts.
pub(super) fn effect(locale: Locale, of: &ShownSetting) -> &'static str {
    if of.kind.is_some() { words::at_once(locale) } else { words::after_restart(locale) }
}
