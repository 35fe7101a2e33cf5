//! What was done to an organisation and what it did itself: its state, its place, its plan, its brand, who came in to help.

use super::{day, limit, moment, words};
use crate::{
    console::{plans::words as plans, words as console},
    i18n::{Locale, plural},
    plan::{amount, module_names, words as plan},
};
use tenantry::{
    modules::Module,
    money::format_integer,
    plans::{Feature, Limit},
    servers::Placement,
};

pub(super) fn told(locale: Locale, kind: &str, detail: &str) -> Option<String> {
    match kind {
        "tenant-suspended"
        | "tenant-resumed"
        | "tenant-maintenance"
        | "tenant-move-undone"
        | "tenant-exported"
        | "backup-restore-undone" => named(locale, detail, |rest| Some(rest.to_owned())),
        "tenant-deleted" | "tenant-deletion-changed" => named(locale, detail, |rest| gone(locale, rest)),
        "tenant-move-began" => named(locale, detail, |rest| from_to(locale, rest)),
        "tenant-moved" => named(locale, detail, |rest| moved(locale, rest)),
        "backup-restore-began" | "backup-restored" => named(locale, detail, |rest| moment(locale, rest)),
        "tenant-renamed" | "tenant-cloned" => detail.split_once(" -> ").map(|(from, to)| format!("{from} → {to}")),
        "tenant-upgraded" | "tenant-rolled-back" => versions(locale, detail),
        "module-enabled" | "module-disabled" => module(locale, detail),
        "brand-published" | "brand-rolled-back" => {
            Some(words::version(locale, &number(locale, detail.strip_prefix("version ")?)?))
        }
        "brand-scheduled" => moment(locale, detail),
        "plan-over" => over(locale, detail),
        "plan-within" | "plan-grace-ended" => Some(limit(locale, detail)?.to_owned()),
        "feature-set" => feature(locale, detail),
        "limit-set" => own_limit(locale, detail),
        "support-requested" => Some(words::to_change(locale, detail.strip_suffix(" (to change)")?)),
        "support-allowed" => support(locale, detail),
        "support-ended" if detail == "by itself" => Some(words::by_itself(locale).to_owned()),
        _ => None,
    }
}

/// The address before the event stands there for those who are gone: nothing else names them then.
fn named(locale: Locale, detail: &str, told: impl Fn(&str) -> Option<String>) -> Option<String> {
    let (slug, rest) = detail.split_once(": ")?;
    if rest.is_empty() {
        return Some(slug.to_owned());
    }
    Some(words::of(locale, slug, &told(rest)?))
}

/// `Unpaid, gone at 2026-04-14T12:00:00Z`, with a reason or without.
fn gone(locale: Locale, rest: &str) -> Option<String> {
    let (reason, at) = rest.rsplit_once("gone at ")?;
    let (reason, gone) = (reason.trim_end_matches(", "), words::gone(locale, &moment(locale, at)?));
    Some(if reason.is_empty() { gone } else { format!("{reason} – {gone}") })
}

/// `sqlite to postgres-database on north`.
fn from_to(locale: Locale, rest: &str) -> Option<String> {
    let (from, to) = rest.split_once(" to ")?;
    Some(format!("{} → {}", place(locale, from)?, place(locale, to)?))
}

/// `1200 rows in postgres-schema`.
fn moved(locale: Locale, rest: &str) -> Option<String> {
    let (rows, to) = rest.split_once(" rows in ")?;
    Some(words::rows_in(locale, &place(locale, to)?, &number(locale, rows)?))
}

fn place(locale: Locale, written: &str) -> Option<String> {
    let (key, server) = written.split_once(" on ").map_or((written, None), |(key, server)| (key, Some(server)));
    let placement = key.parse::<Placement>().ok()?;
    Some(console::place(locale, placement.key(), server))
}

/// `core 7 → 8, loans 1 → 2`, as runs write it down. Events of before hold something else.
fn versions(locale: Locale, detail: &str) -> Option<String> {
    let set = |part: &str| {
        let (set, numbers) = part.split_once(' ')?;
        let (from, to) = numbers.split_once(" → ")?;
        let name = match set.parse::<Module>() {
            Ok(module) => module_names(locale, &[module]),
            Err(()) => words::core(locale).to_owned(),
        };
        Some(words::versions(locale, &name, from, to))
    };
    let told: Option<Vec<String>> = detail.split(", ").map(set).collect();
    told.map(|told| told.join(", "))
}

fn module(locale: Locale, key: &str) -> Option<String> {
    Some(module_names(locale, &[key.parse::<Module>().ok()?]))
}

/// `members, until 2026-04-14T12:00:00Z`.
fn over(locale: Locale, detail: &str) -> Option<String> {
    let (key, until) = detail.split_once(", until ")?;
    Some(words::over(locale, limit(locale, key)?, &day(locale, until)?))
}

/// `own-domain: on, they asked for it`, or `own-domain: plan`.
fn feature(locale: Locale, detail: &str) -> Option<String> {
    let (key, rest) = detail.split_once(": ")?;
    let (choice, reason) = with_reason(rest);
    let choice = match choice {
        "on" => plans::turn_on(locale),
        "off" => plans::turn_off(locale),
        "plan" => plans::as_plan(locale),
        _ => return None,
    };
    Some(words::of(locale, plan::feature(locale, key.parse::<Feature>().ok()?), choice) + &reason)
}

/// `members: own 12, they asked for it`, `storage: none, they asked for it`, or `members: plan`.
fn own_limit(locale: Locale, detail: &str) -> Option<String> {
    let (key, rest) = detail.split_once(": ")?;
    let limit = key.parse::<Limit>().ok()?;
    let (choice, reason) = with_reason(rest);
    let choice = match choice {
        "none" => plans::no_limit(locale).to_owned(),
        "plan" => plans::as_plan(locale).to_owned(),
        own => amount(locale, limit, own.strip_prefix("own ")?.parse().ok()?),
    };
    Some(words::of(locale, plan::limit(locale, limit), &choice) + &reason)
}

/// What was chosen, and in an operator's words why.
fn with_reason(rest: &str) -> (&str, String) {
    rest.split_once(", ").map_or((rest, String::new()), |(choice, reason)| (choice, format!(" – {reason}")))
}

/// `15 min, to look`, or by the deployment's policy.
fn support(locale: Locale, detail: &str) -> Option<String> {
    if detail == "by notice" {
        return Some(words::by_notice(locale).to_owned());
    }
    let (minutes, access) = detail.split_once(" min, ")?;
    let count: i64 = minutes.parse().ok()?;
    let time = format!("{}\u{a0}{}", format_integer(count, locale), plural(locale, count, "minute", "minutes"));
    Some(match access {
        "to look" => words::may_look(locale, &time),
        "to change" => words::may_change(locale, &time),
        _ => return None,
    })
}

fn number(locale: Locale, written: &str) -> Option<String> {
    Some(format_integer(written.parse().ok()?, locale))
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_told;

    #[test]
    fn versions_are_told_in_words_and_older_events_as_they_are() {
        let written = "core 7 → 8, loans 1 → 2";
        let (en, fr) = (
            "Common tables: version 7 to 8, Loans: version 1 to 2",
            "Tables communes : version 7 à 8, Prêts : version 1 à 2",
        );
        assert_told("tenant-upgraded", written, en, fr);
        assert_told("tenant-rolled-back", "paris", "paris", "paris");
        assert_told("tenant-suspended", "a 1 → 2", "a 1 → 2", "a 1 → 2");
    }

    #[test]
    fn states_places_and_moments_are_told_in_words() {
        assert_told("tenant-suspended", "lyon: ", "lyon", "lyon");
        assert_told("tenant-suspended", "lyon: Unpaid: see 7", "lyon: Unpaid: see 7", "lyon : Unpaid: see 7");
        let (en, fr) = (
            "lyon: They left, for good – its data goes on 14 Apr 2026, 12:00 UTC",
            "lyon : They left, for good – ses données seront effacées le 14 avr. 2026 à 12 h 00 UTC",
        );
        assert_told("tenant-deleted", "lyon: They left, for good, gone at 2026-04-14T12:00:00Z", en, fr);
        let (en, fr) = (
            "lyon: its data goes on 14 Apr 2026, 12:00 UTC",
            "lyon : ses données seront effacées le 14 avr. 2026 à 12 h 00 UTC",
        );
        assert_told("tenant-deleted", "lyon: , gone at 2026-04-14T12:00:00Z", en, fr);
        assert_told("tenant-deletion-changed", "lyon: gone at 2026-04-14T12:00:00Z", en, fr);
        assert_told("tenant-renamed", "lyon -> lugdunum", "lyon → lugdunum", "lyon → lugdunum");
        let (en, fr) =
            ("lyon: SQLite file → PostgreSQL database · north", "lyon : Fichier SQLite → Base PostgreSQL · north");
        assert_told("tenant-move-began", "lyon: sqlite to postgres-database on north", en, fr);
        let (en, fr) = ("lyon: PostgreSQL schema, rows: 1,200", "lyon : Schéma PostgreSQL, lignes : 1 200");
        assert_told("tenant-moved", "lyon: 1200 rows in postgres-schema", en, fr);
        let (en, fr) = ("15 Mar 2026, 12:00 UTC", "15 mars 2026 à 12 h 00 UTC");
        assert_told("brand-scheduled", "2026-03-15T12:00:00Z", en, fr);
        assert_told("brand-rolled-back", "version 3", "Version 3", "Version 3");
        assert_told("module-enabled", "loans", "Loans", "Prêts");
        assert_told("module-enabled", "weather", "weather", "weather");
    }

    #[test]
    fn limits_and_features_are_told_in_words() {
        let (en, fr) = (
            "People and open invitations – from 14 Apr 2026 on nothing can be added",
            "Personnes et invitations en cours – à partir du 14 avr. 2026, plus rien ne pourra être ajouté",
        );
        assert_told("plan-over", "members, until 2026-04-14T12:00:00Z", en, fr);
        assert_told("plan-within", "modules", "Modules", "Modules");
        assert_told("plan-grace-ended", "storage", "Database and files", "Base de données et fichiers");
        let (en, fr) = (
            "A domain of its own: On, whatever the plan says – asked for, twice",
            "Un domaine à soi : Activée, quelle que soit la formule – asked for, twice",
        );
        assert_told("feature-set", "own-domain: on, asked for, twice", en, fr);
        let (en, fr) = ("A domain of its own: As the plan says", "Un domaine à soi : Comme la formule");
        assert_told("feature-set", "own-domain: plan", en, fr);
        let (en, fr) =
            ("People and open invitations: 12 – asked for", "Personnes et invitations en cours : 12 – asked for");
        assert_told("limit-set", "members: own 12, asked for", en, fr);
        let (en, fr) =
            ("Database and files: No limit – asked for", "Base de données et fichiers : Sans limite – asked for");
        assert_told("limit-set", "storage: none, asked for", en, fr);
    }

    #[test]
    fn support_is_told_in_words() {
        assert_told("support-allowed", "15 min, to look", "for 15 minutes, to look", "pour 15 minutes, en lecture");
        let (en, fr) = ("for 1 minute, to change things", "pour 1 minute, avec modifications");
        assert_told("support-allowed", "1 min, to change", en, fr);
        let (en, fr) = ("at once, by the deployment’s policy", "aussitôt, selon la politique du déploiement");
        assert_told("support-allowed", "by notice", en, fr);
        let (en, fr) = ("Loan 7 is wrong (to change things)", "Loan 7 is wrong (avec modifications)");
        assert_told("support-requested", "Loan 7 is wrong (to change)", en, fr);
        assert_told("support-requested", "Loan 7 is wrong", "Loan 7 is wrong", "Loan 7 is wrong");
        assert_told("support-ended", "by itself", "its time was over", "sa durée était écoulée");
    }
}
