//! Events of the audit in the reader's words: what each is called, and what is told beside it.

mod accounts;
mod deployment;
mod kinds;
mod mails;
mod organisations;
mod words;

pub(crate) use kinds::kind;

use super::{operators::words as operators, plan_edits};
use crate::{
    i18n::{Locale, format_day, format_instant},
    plan::words as plan,
};
use tenantry::{
    operators::{COMMAND_LINE, HOUSEKEEPING, Person, TrailEvent},
    plans::Limit,
};

/// An operator was inside the organisation: as [`tenantry::audit`] marks what is told of it.
const BY_SUPPORT: &str = "via support";

/// What is told beside the event: keys, moments and the words of the program are told in the reader's. What was written down in
/// another way, by an older version, stands as it is.
pub(crate) fn detail(locale: Locale, event: &TrailEvent) -> String {
    let (detail, is_by_support) = without_support(&event.detail);
    let told = in_words(locale, event, detail).unwrap_or_else(|| detail.to_owned());
    match (is_by_support, told.is_empty()) {
        (false, _) => told,
        (true, true) => words::by_support(locale).to_owned(),
        (true, false) => format!("{told} ({})", words::by_support(locale)),
    }
}

/// Who did it. Where nobody signs in, what did it is called in the reader's language.
pub(crate) fn doer(locale: Locale, person: &Person) -> &str {
    match person.name.as_str() {
        COMMAND_LINE if person.email.is_empty() => operators::command_line(locale),
        HOUSEKEEPING if person.email.is_empty() => operators::server(locale),
        name => name,
    }
}

fn without_support(detail: &str) -> (&str, bool) {
    if detail == BY_SUPPORT {
        return ("", true);
    }
    let marked = detail.strip_suffix(')').and_then(|rest| rest.strip_suffix(BY_SUPPORT)?.strip_suffix(" ("));
    marked.map_or((detail, false), |rest| (rest, true))
}

fn in_words(locale: Locale, event: &TrailEvent, detail: &str) -> Option<String> {
    match event.kind.as_str() {
        "plan-edited" => plan_edit(locale, event, detail),
        "deployment-setting-changed" => deployment::setting(locale, &event.plans, detail),
        _ if !event.plans.is_empty() => {
            Some(event.plans.iter().map(|name| name.of(locale)).collect::<Vec<_>>().join(" → "))
        }
        kind => accounts::told(locale, kind, detail)
            .or_else(|| organisations::told(locale, kind, detail))
            .or_else(|| deployment::told(locale, kind, detail))
            .or_else(|| mails::told(locale, kind, detail)),
    }
}

/// The plan by its name, and what of it was changed.
fn plan_edit(locale: Locale, event: &TrailEvent, detail: &str) -> Option<String> {
    let changes = plan_edits::told(locale, detail.split_once(": ")?.1)?;
    Some(words::of_plan(locale, event.plans.first()?.of(locale), &changes))
}

/// A moment as it was written down: RFC 3339, in UTC.
fn moment(locale: Locale, written: &str) -> Option<String> {
    is_moment(written).then(|| format_instant(written, locale))
}

fn day(locale: Locale, written: &str) -> Option<String> {
    is_moment(written).then(|| format_day(written, locale))
}

fn is_moment(written: &str) -> bool {
    written.parse::<jiff::Timestamp>().is_ok()
}

fn limit(locale: Locale, key: &str) -> Option<&'static str> {
    Some(plan::limit(locale, key.parse::<Limit>().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenantry::plans::PlanName;

    #[test]
    fn a_place_is_named_in_the_reader_s_language_and_nobody_can_be_called_like_one() {
        let who = |name: &str, email: &str| Person { name: name.into(), email: email.into() };
        assert_eq!(doer(Locale::Fr, &who("command line", "")), "La ligne de commande");
        assert_eq!(doer(Locale::En, &who("housekeeping", "")), "The server");
        assert_eq!(doer(Locale::Fr, &who("command line", "joker@example.org")), "command line");
    }

    pub(super) fn event(kind: &str, detail: &str) -> TrailEvent {
        let (kind, detail) = (kind.to_owned(), detail.to_owned());
        TrailEvent { at: String::new(), kind, by: None, organisation: None, detail, plans: Vec::new() }
    }

    /// In both languages, spaces that don't break as those that do.
    pub(super) fn assert_told(kind: &str, written: &str, en: &str, fr: &str) {
        let told = |locale| detail(locale, &event(kind, written)).replace(['\u{a0}', '\u{202f}'], " ");
        assert_eq!((told(Locale::En).as_str(), told(Locale::Fr).as_str()), (en, fr), "{kind}: {written}");
    }

    #[test]
    fn plans_are_told_by_their_names() {
        let name = |en: &str, fr: &str| PlanName { en: en.into(), fr: fr.into() };
        let plans = vec![name("Small", "Petite"), name("Large", "Grande")];
        let changed = TrailEvent { plans: plans.clone(), ..event("plan-changed", "small → large") };
        assert_eq!(detail(Locale::Fr, &changed), "Petite → Grande");
        let edited =
            TrailEvent { plans: vec![name("Small", "Petite")], ..event("plan-edited", "small: members 9 → 8") };
        assert_eq!(detail(Locale::Fr, &edited), "Petite – Personnes\u{a0}: 9 → 8");
        assert_eq!(detail(Locale::En, &event("plan-edited", "small: members 9 → 8")), "small: members 9 → 8");
        let setting = event("deployment-setting-changed", "plans.default: small → large");
        let told = detail(Locale::En, &TrailEvent { plans, ..setting });
        assert_eq!(told, "Plan of new organisations: Small → Large");
    }

    #[test]
    fn what_support_did_inside_says_so_and_what_cannot_be_read_stands_as_it_is() {
        assert_told("brand-preview-link", "via support", "by support", "par l’assistance");
        assert_told(
            "brand-published",
            "version 3 (via support)",
            "Version 3 (by support)",
            "Version 3 (par l’assistance)",
        );
        assert_told("brand-published", "by hand", "by hand", "by hand");
        assert_told("something-else", "core 7 → 8", "core 7 → 8", "core 7 → 8");
        assert_told("brand-scheduled", "tomorrow", "tomorrow", "tomorrow");
    }
}
