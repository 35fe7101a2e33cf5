//! What was done to the deployment as a whole: its settings, its servers, runs over all organisations.

use super::words;
use crate::{
    console::{
        deployment::words as settings, plans::words as plans, sections::words as sections, servers::words as servers,
        upgrades::words as upgrades,
    },
    i18n::{Locale, words as common},
    support,
};
use tenantry::plans::PlanName;

const BECAME: &str = " → ";

pub(super) fn told(locale: Locale, kind: &str, detail: &str) -> Option<String> {
    match kind {
        "upgrade-started" | "run-rollback-ordered" => run(locale, detail),
        "snapshots-removed" => snapshots(locale, detail),
        "server-added" => server(locale, detail),
        "server-changed" => changed_server(locale, detail),
        "announcement-made" | "announcement-changed" | "announcement-published" | "announcement-ended" => {
            announcement(locale, detail)
        }
        "list-exported" => Some(list(locale, detail)?.to_owned()),
        _ => None,
    }
}

/// `sign_up.open: true → false`. Plans come with their names.
pub(super) fn setting(locale: Locale, plan_names: &[PlanName], detail: &str) -> Option<String> {
    let (key, values) = detail.split_once(": ")?;
    let name = settings::name(locale, key)?;
    let values: Vec<String> = if plan_names.is_empty() {
        values.split(BECAME).map(|value| setting_value(locale, key, value)).collect()
    } else {
        plan_names.iter().map(|name| name.of(locale).to_owned()).collect()
    };
    Some(words::of(locale, name, &values.join(BECAME)))
}

fn setting_value(locale: Locale, key: &str, value: &str) -> String {
    let languages = || {
        let named: Option<Vec<&str>> =
            value.split(',').map(|tag| tag.parse().ok().map(common::language_name)).collect();
        named.map(|named| named.join(", "))
    };
    match value {
        "true" => settings::yes(locale).to_owned(),
        "false" => settings::no(locale).to_owned(),
        "nothing" => settings::nothing(locale).to_owned(),
        _ if key.starts_with("languages.") => languages().unwrap_or_else(|| value.to_owned()),
        _ => value.to_owned(),
    }
}

/// The run's id, which its page has in its address, and of how many it is.
fn run(locale: Locale, detail: &str) -> Option<String> {
    let count = detail.split_once(": ")?.1.strip_suffix(" organisations")?;
    Some(plans::organisations(locale, count.parse().ok()?))
}

/// `12 of 14 days`.
fn snapshots(locale: Locale, detail: &str) -> Option<String> {
    let (count, days) = detail.strip_suffix(" days")?.split_once(" of ")?;
    let (count, days): (i64, i64) = (count.parse().ok()?, days.parse().ok()?);
    Some(upgrades::removed(locale, count, days))
}

/// `north in eu, for 10 organisations`.
fn server(locale: Locale, detail: &str) -> Option<String> {
    let (name, rest) = detail.split_once(" in ")?;
    let (region, capacity) = rest.rsplit_once(", for ")?;
    let count = capacity.strip_suffix(" organisations")?.parse().ok()?;
    Some(words::server(locale, name, region, &plans::organisations(locale, count)))
}

/// `north: region eu → us, capacity 10 → 20`.
fn changed_server(locale: Locale, detail: &str) -> Option<String> {
    let (name, changes) = detail.split_once(": ")?;
    let told = |change: &str| {
        let (what, values) = change.split_once(' ')?;
        let what = match what {
            "region" => servers::region(locale),
            "capacity" => servers::capacity(locale),
            _ => return None,
        };
        Some(words::of(locale, what, values))
    };
    let told: Option<Vec<String>> = changes.split(", ").map(told).collect();
    Some(format!("{name}, {}", told?.join(", ")))
}

/// The id, and how its text begins in English and French, as JSON.
fn announcement(locale: Locale, detail: &str) -> Option<String> {
    let (_, begins) = detail.split_once(": ")?;
    let [en, fr]: [String; 2] = serde_json::from_str(begins).ok()?;
    let text = match locale {
        Locale::En => en,
        Locale::Fr => fr,
    };
    Some(words::quoted(locale, &text))
}

fn list(locale: Locale, key: &str) -> Option<&'static str> {
    Some(match key {
        "organisations" => common::organisations(locale),
        "loans" => common::loans(locale),
        "members" => common::members(locale),
        "brand" => sections::brand(locale),
        "support" => support::words::trail(locale),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_told;

    #[test]
    fn settings_are_told_by_their_names_and_values_in_words() {
        let told = |written, en, fr| assert_told("deployment-setting-changed", written, en, fr);
        told("sign_up.open: true → false", "Sign-up is open: Yes → No", "Inscription ouverte : Oui → Non");
        let (en, fr) = ("Default language: English → Français", "Langue par défaut : English → Français");
        told("languages.default: en → fr", en, fr);
        let (en, fr) = ("Sign-ups of one network an hour: 3 → 9", "Inscriptions d’un même réseau par heure : 3 → 9");
        told("sign_up.per_network: 3 → 9", en, fr);
        told("weather: 3 → 9", "weather: 3 → 9", "weather: 3 → 9");
    }

    #[test]
    fn servers_runs_and_lists_are_told_in_words() {
        let (en, fr) = ("north, region eu, room for 10 organisations", "north, région eu, place pour 10 organisations");
        assert_told("server-added", "north in eu, for 10 organisations", en, fr);
        let (en, fr) = ("north, Region: eu → us, Capacity: 10 → 20", "north, Région : eu → us, Capacité : 10 → 20");
        assert_told("server-changed", "north: region eu → us, capacity 10 → 20", en, fr);
        assert_told("server-changed", "north: weather 1 → 2", "north: weather 1 → 2", "north: weather 1 → 2");
        let run = "0198c7f0-0000-7000-8000-000000000000: 12 organisations";
        assert_told("upgrade-started", run, "12 organisations", "12 organisations");
        assert_told("run-rollback-ordered", run, "12 organisations", "12 organisations");
        let (en, fr) = ("1 snapshot of 14 days ago and more", "1 instantané d’il y a 14 jours et plus");
        assert_told("snapshots-removed", "1 of 14 days", en, fr);
        let announced = r#"0198c7f0-0000-7000-8000-000000000000: ["We close: “at noon”","Nous fermons"]"#;
        for kind in ["announcement-made", "announcement-changed", "announcement-published", "announcement-ended"] {
            assert_told(kind, announced, "“We close: “at noon””", "« Nous fermons »");
        }
        assert_told("announcement-made", "0198c7f0", "0198c7f0", "0198c7f0");
        assert_told("list-exported", "loans", "Loans", "Prêts");
        assert_told("list-exported", "weather", "weather", "weather");
    }
}
