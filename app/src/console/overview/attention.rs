//! What needs attention, the gravest first: each with whom it is about, why, and where to go. Nothing in it reacts, so that it
//! is plain.

use super::{
    destinations::{action, address},
    words,
};
use crate::{
    console::{usage::words as words_of_usage, words as console},
    i18n::{Locale, format_day, format_instant},
    paths,
    plan::{amount, words as plan},
    site::use_locale,
    ui::{Glyph, Plain, plain_icon},
};
use leptos::prelude::*;
use maud::{Markup, html};
use tenantry::{
    money::format_integer,
    overview::{Attention, Concern, Concerned, Detail, Gravity},
};

#[component]
pub(super) fn AttentionList(attention: Vec<Attention>, is_counted: bool) -> impl IntoView {
    let markup = list(&attention, is_counted, use_locale());
    view! { <Plain markup /> }
}

fn list(attention: &[Attention], is_counted: bool, locale: Locale) -> Markup {
    html! {
        section.attention aria-labelledby="attention-title" {
            @if attention.is_empty() {
                div.attention-calm {
                    (plain_icon(Glyph::Success, ""))
                    div {
                        h2 #attention-title { (words::all_well(locale)) }
                        p { (words::all_well_text(locale, is_counted)) }
                    }
                }
            } @else {
                h2.card-title #attention-title { (words::attention(locale)) }
                ul.attention-list data-rows {
                    @for of in attention { (item(of, locale)) }
                }
            }
        }
    }
}

fn item(of: &Attention, locale: Locale) -> Markup {
    let gravity = of.concern.gravity();
    let (class, glyph) = look(gravity);
    let more = of.count - i64::try_from(of.named.len()).unwrap_or(0);
    html! {
        li class=(class) {
            (plain_icon(glyph, ""))
            div.attention-text {
                h3 {
                    span.visually-hidden { (words::gravity(locale, gravity)) ": " }
                    (words::concern(locale, of.concern, of.count))
                }
                (named(of, locale))
                @if more > 0 {
                    p.attention-more {
                        a href=(paths::console_attention(of.concern)) {
                            (words::and_more(locale, &format_integer(more, locale)))
                        }
                    }
                }
            }
            @if let Some((label, href)) = action(of, locale) {
                a.button.button-secondary.button-small href=(href) { (label) }
            }
        }
    }
}

/// Whom it is about.
pub(super) fn named(of: &Attention, locale: Locale) -> Markup {
    html! {
        ul.attention-named { @for named in &of.named { (who(of.concern, named, locale)) } }
    }
}

fn who(concern: Concern, named: &Concerned, locale: Locale) -> Markup {
    let (name, href) = address(concern, named, locale);
    html! {
        li {
            a href=(href) { (name) }
            @match &named.detail {
                // In the words of whatever failed, which are English.
                Detail::Reason(reason) => { " · " span.reason lang="en" { (reason) } }
                Detail::Job { kind, reason } => {
                    " · " span.attention-detail { (words_of_usage::job(locale, *kind)) } " · " span.reason lang="en" { (reason) }
                }
                detail => @if let Some(told) = told(concern, detail, locale) { " · " span.attention-detail { (told) } }
            }
            @if let Some(since) = &named.since { " · " span.attention-detail { (when(concern, since, locale)) } }
        }
    }
}

/// What is known of it, in our own words.
pub(in crate::console) fn told(concern: Concern, detail: &Detail, locale: Locale) -> Option<String> {
    let number = |count: &i64| format_integer(*count, locale);
    Some(match detail {
        Detail::None if matches!(concern, Concern::ServerUnreachable | Concern::DatabaseUnreachable) => {
            words::tried_again(locale).to_owned()
        }
        Detail::None | Detail::Reason(_) | Detail::Job { .. } => return None,
        Detail::At(at) => words::goes(locale, &format_day(at, locale)),
        Detail::Of { count, of } => {
            let words = match concern {
                Concern::ServerFull => words::filled,
                Concern::Slow | Concern::SiteSlow => words::slow_of,
                Concern::SiteFailing => words::errors_in_log,
                _ => words::errors_of,
            };
            words(locale, &number(count), &number(of))
        }
        Detail::Over { limit, until } => {
            let words = if concern == Concern::Restricted { words::nothing_since } else { words::nothing_from };
            words(locale, plan::limit(locale, *limit), &format_day(until, locale))
        }
        // As the meter of its plan says it.
        Detail::Near { limit, used, most } => {
            let amount = |number| amount(locale, *limit, number);
            words_of_usage::used_of(locale, plan::limit(locale, *limit), &amount(*used), &amount(*most))
        }
        Detail::Step(step) => words::stopped_at(locale, console::step(locale, *step)),
        Detail::Connections { used, of } => words::connections_used(locale, &number(used), &number(of)),
        Detail::Free(free) => words::free_on_disk(locale, &console::bytes(locale, *free)),
    })
}

/// What happened has a moment, and what lasts a day since which it does.
fn when(concern: Concern, since: &str, locale: Locale) -> String {
    match concern {
        Concern::MoveFailed
        | Concern::BackupFailed
        | Concern::ProvisioningFailed
        | Concern::MailFailed
        | Concern::JobFailed => format_instant(since, locale),
        // It is about minutes.
        Concern::MailsWait => words::since(locale, &format_instant(since, locale)),
        _ => words::since(locale, &format_day(since, locale)),
    }
}

fn look(gravity: Gravity) -> (&'static str, Glyph) {
    match gravity {
        Gravity::Grave => ("attention-item attention-grave", Glyph::Alert),
        Gravity::Watch => ("attention-item attention-watch", Glyph::Warning),
        Gravity::Note => ("attention-item", Glyph::Info),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenantry::{jobs::JobKind, plans::Limit, provisioning::Step};

    fn named(key: &str, detail: Detail) -> Concerned {
        Concerned { key: key.into(), name: format!("Name of {key}"), detail, since: None }
    }

    #[test]
    fn a_good_day_says_so() {
        let html = list(&[], true, Locale::En).into_string();
        assert!(html.contains("Everyone is well") && !html.contains("<li"), "{html}");
        let looked_at = "servers, databases, errors, upgrades, deletions, plans, tables, waiting times, moves, backups, \
                         new organisations, mails, work in the background, own domains, certificates, room for data.";
        assert!(html.contains(looked_at), "{html}");
        let uncounted = list(&[], false, Locale::Fr).into_string();
        assert!(uncounted.contains("serveurs, bases, mises à niveau") && !uncounted.contains("erreurs"), "{uncounted}");
        assert!(!uncounted.contains("temps d’attente"), "{uncounted}");
    }

    #[test]
    fn each_concern_names_whom_why_and_where_to_go() {
        let of = |concern, count, named| Attention { concern, count, named };
        let html = list(
            &[
                of(Concern::Failing, 1, vec![named("paris", Detail::Of { count: 12, of: 40 })]),
                of(Concern::SiteFailing, 1, vec![named("public", Detail::Of { count: 5, of: 90 })]),
                of(Concern::SiteSlow, 1, vec![named("console", Detail::Of { count: 12, of: 90 })]),
                of(
                    Concern::Quarantined,
                    7,
                    vec![Concerned {
                        since: Some("2026-03-02T00:00:00Z".into()),
                        ..named("lyon", Detail::Reason("no such <column>".into()))
                    }],
                ),
                of(Concern::Slow, 1, vec![named("brest", Detail::Of { count: 30, of: 100 })]),
                of(
                    Concern::OverPlan,
                    1,
                    vec![named("dijon", Detail::Over { limit: Limit::Members, until: "2026-04-01T00:00:00Z".into() })],
                ),
                of(Concern::ProvisioningFailed, 1, vec![named("7", Detail::Step(Step::Database))]),
                of(Concern::ServerFull, 1, vec![named("eu-1", Detail::Of { count: 9, of: 10 })]),
                of(Concern::ServerUnreachable, 1, vec![named("", Detail::None)]),
                of(
                    Concern::JobFailed,
                    1,
                    vec![named("nice", Detail::Job { kind: JobKind::Domain, reason: "no <answer>".into() })],
                ),
                of(
                    Concern::MailsWait,
                    1,
                    vec![Concerned {
                        since: Some("2026-03-15T12:00:00Z".into()),
                        ..named("", Detail::Reason("refused".into()))
                    }],
                ),
                of(
                    Concern::NearLimit,
                    7,
                    vec![named("vichy", Detail::Near { limit: Limit::Storage, used: 9_500_000, most: 10_000_000 })],
                ),
                of(Concern::DeletionSoon, 1, vec![named("metz", Detail::At("2026-03-20T00:00:00Z".into()))]),
            ],
            true,
            Locale::En,
        )
        .into_string();
        for text in [
            "An organisation has many errors",
            "12 errors in 40 requests",
            "The public site or the console has many errors",
            "The public site</a>",
            "5 errors in 90 requests; the causes are in the server’s log",
            "href=\"/#usage\"",
            "The console</a>",
            "12 of 90 requests took longer than a second",
            "href=\"/organisations/paris\"",
            "7 organisations are in quarantine",
            "no such &lt;column&gt;",
            "since 2 Mar 2026",
            "and 6 more",
            "href=\"/attention/quarantined\"",
            "href=\"/organisations?health=quarantined\"",
            "30 of 100 requests took longer than a second",
            "People and open invitations: from 1 Apr 2026 on nothing can be added",
            "href=\"/organisations/dijon/plan\"",
            "stopped at this step",
            "it is tried again by itself",
            "9 of 10 places taken",
            "href=\"/servers/eu-1\"",
            "own PostgreSQL server",
            "Looking at its domains",
            "no &lt;answer&gt;",
            "href=\"/organisations/nice\"",
            "The console’s own mails</a>",
            "since 15 Mar 2026, 12:00 UTC",
            "href=\"/settings#mails\"",
            "goes on 20 Mar 2026",
            "7 organisations have nearly as much as their plan allows",
            "Database and files: 9.50\u{a0}MB of 10.00\u{a0}MB",
            "href=\"/organisations?health=near-limit\"",
        ] {
            assert!(html.contains(text), "{text} in {html}");
        }
    }

    #[test]
    fn every_concern_has_its_words_in_both_languages() {
        for concern in Concern::ALL {
            let of = Attention { concern, count: 2, named: vec![named("x", Detail::None)] };
            let (en, fr) = (item(&of, Locale::En).into_string(), item(&of, Locale::Fr).into_string());
            assert_ne!(en, fr, "{concern:?}");
        }
    }
}
