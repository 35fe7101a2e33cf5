//! How an organisation does now, check by check, each with what speaks for it.

use super::{api::ReadOrganisationHealth, words};
use crate::{
    i18n::{Locale, format_instant},
    load::{Loading, load},
    site::use_locale,
    ui::{Badge, Card, Glyph, Icon, Tone},
    usage,
};
use leptos::prelude::*;
use tenantry::{
    money::format_integer,
    overview::{Check, DatabaseState, OrganisationHealth, Verdict},
};

#[derive(Clone, Copy)]
pub(in crate::console) struct HealthCard(Loading<OrganisationHealth>);

impl HealthCard {
    pub(in crate::console) fn of(slug: Memo<String>) -> Self {
        Self(Loading::of(move || ReadOrganisationHealth { slug: slug.get() }))
    }

    pub(in crate::console) fn view(self) -> impl IntoView {
        load(self.0, |health| view! { <Checks health /> })
    }
}

const CHECKS: [Check; 5] = [Check::Database, Check::Errors, Check::Latency, Check::Version, Check::Activity];

#[component]
fn Checks(health: OrganisationHealth) -> impl IntoView {
    let locale = use_locale();
    let overall = health.overall();
    let badge = move || view! { <Badge tone=tone(overall) label=words::verdict(locale, overall) /> };
    let checks = CHECKS.map(|check| {
        let verdict = health.verdict(check);
        view! {
            <li class=class(verdict)>
                <Icon glyph=glyph(verdict) />
                <div>
                    <strong>{words::check(locale, check)}</strong>
                    <span class="visually-hidden">{format!(": {}", words::verdict(locale, verdict))}</span>
                    <p class="check-reason">{reason(&health, check, locale)}</p>
                </div>
            </li>
        }
    });
    view! {
        <Card title=words::health(locale) action=badge>
            <ul class="checks">{checks.collect_view()}</ul>
        </Card>
    }
}

fn reason(health: &OrganisationHealth, check: Check, locale: Locale) -> String {
    let number = |count: i64| format_integer(count, locale);
    let recent = &health.recent;
    match check {
        Check::Database => match health.database {
            DatabaseState::Answers { micros } => words::answers(locale, &usage::words::time(locale, micros)),
            DatabaseState::Unreachable => words::unreachable(locale).to_owned(),
            DatabaseState::Shut => words::shut(locale).to_owned(),
        },
        Check::Errors | Check::Latency if recent.requests == 0 => words::no_requests(locale).to_owned(),
        Check::Errors => words::errors_of(locale, &number(recent.server_errors), &number(recent.requests)),
        Check::Latency => words::within(locale, &usage::words::time(locale, recent.p95_micros.unwrap_or_default())),
        Check::Version => match (&health.quarantine, health.version) {
            (Some(_), _) => words::quarantined(locale).to_owned(),
            (None, None) => words::never_read(locale).to_owned(),
            (None, Some(version)) if health.is_behind => {
                words::behind(locale, &number(version), &number(health.newest_version))
            }
            (None, Some(version)) => words::newest(locale, &number(version)),
        },
        Check::Activity => health
            .last_active_at
            .as_deref()
            .map_or_else(|| words::never_active(locale).to_owned(), |at| format_instant(at, locale)),
    }
}

fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Unknown => Tone::Neutral,
        Verdict::Well => Tone::Success,
        Verdict::Watch => Tone::Warning,
        Verdict::Bad => Tone::Danger,
    }
}

fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Unknown => "check",
        Verdict::Well => "check check-well",
        Verdict::Watch => "check check-watch",
        Verdict::Bad => "check check-bad",
    }
}

fn glyph(verdict: Verdict) -> Glyph {
    match verdict {
        Verdict::Unknown => Glyph::Info,
        Verdict::Well => Glyph::Success,
        Verdict::Watch => Glyph::Warning,
        Verdict::Bad => Glyph::Alert,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenantry::metrics::Counts;

    #[test]
    fn each_check_says_what_speaks_for_it() {
        let health = OrganisationHealth {
            database: DatabaseState::Answers { micros: 420 },
            recent: Counts { requests: 1_200, server_errors: 3, p95_micros: Some(56_000), ..Counts::default() },
            last_active_at: None,
            version: Some(3),
            newest_version: 4,
            is_behind: true,
            quarantine: None,
        };
        let said = |check| reason(&health, check, Locale::En);
        assert_eq!(said(Check::Database), "Answers within 0.42\u{a0}ms");
        assert_eq!(said(Check::Errors), "3 of 1,200 requests");
        assert_eq!(said(Check::Latency), "95 of 100 within 56\u{a0}ms");
        assert_eq!(said(Check::Version), "Version 3 of 4: the next upgrade brings the rest");
        assert_eq!(said(Check::Activity), "Nobody has worked here yet");
        let quiet = OrganisationHealth { recent: Counts::default(), quarantine: Some("x".into()), ..health };
        assert_eq!(reason(&quiet, Check::Errors, Locale::Fr), "Personne n’est venu");
        assert!(reason(&quiet, Check::Version, Locale::Fr).starts_with("En quarantaine"));
    }
}
