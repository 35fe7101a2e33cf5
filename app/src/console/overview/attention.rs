//! What needs attention, the gravest first: each with whom it is about, why, and where to go. Nothing in it reacts, so that it
//! is plain.

use super::words;
use crate::{
    console::usage::words as words_of_jobs,
    i18n::{Locale, format_day},
    paths,
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
pub(super) fn AttentionList(attention: Vec<Attention>) -> impl IntoView {
    let markup = list(&attention, use_locale());
    view! { <Plain markup /> }
}

fn list(attention: &[Attention], locale: Locale) -> Markup {
    html! {
        section.attention aria-labelledby="attention-title" {
            @if attention.is_empty() {
                div.attention-calm {
                    (plain_icon(Glyph::Success, ""))
                    div {
                        h2 #attention-title { (words::all_well(locale)) }
                        p { (words::all_well_text(locale)) }
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
    let (class, glyph, gravity) = look(of.concern.gravity(), locale);
    let more = of.count - i64::try_from(of.named.len()).unwrap_or(0);
    html! {
        li class=(class) {
            (plain_icon(glyph, ""))
            div.attention-text {
                h3 { span.visually-hidden { (gravity) ": " } (words::concern(locale, of.concern, of.count)) }
                ul.attention-named {
                    @for named in &of.named { (who(of.concern, named, locale)) }
                    @if more > 0 { li { (words::and_more(locale, &format_integer(more, locale))) } }
                }
            }
            @if let Some((label, href)) = action(of, locale) {
                a.button.button-secondary.button-small href=(href) { (label) }
            }
        }
    }
}

fn who(concern: Concern, named: &Concerned, locale: Locale) -> Markup {
    let (name, href) = address(concern, named, locale);
    let number = |count: i64| format_integer(count, locale);
    html! {
        li {
            a href=(href) { (name) }
            @match &named.detail {
                Detail::None => {}
                // In the words of whatever failed, which are English.
                Detail::Reason(reason) => { " " span.reason lang="en" { (reason) } }
                Detail::Job { kind, reason } => {
                    " " span.attention-detail { (words_of_jobs::job(locale, *kind)) } " " span.reason lang="en" { (reason) }
                }
                Detail::At(at) => { " " span.attention-detail { (words::goes(locale, &format_day(at, locale))) } }
                Detail::Of { count, of } => {
                    " " span.attention-detail {
                        @if concern == Concern::ServerFull { (words::filled(locale, &number(*count), &number(*of))) }
                        @else { (words::errors_of(locale, &number(*count), &number(*of))) }
                    }
                }
            }
        }
    }
}

/// Its name and its page.
fn address(concern: Concern, named: &Concerned, locale: Locale) -> (String, String) {
    let Concerned { key, name, .. } = named;
    match concern {
        Concern::ServerUnreachable | Concern::ServerFull if key.is_empty() => {
            (words::own_server(locale).to_owned(), paths::CONSOLE_FLEET.to_owned())
        }
        Concern::ServerUnreachable | Concern::ServerFull => (name.clone(), paths::console_server(key)),
        Concern::UpgradeHalted => (words::run(locale).to_owned(), format!("{}/{key}", paths::CONSOLE_UPGRADES)),
        Concern::ProvisioningFailed => (name.clone(), format!("/provisioning/{key}")),
        Concern::MoveFailed => (name.clone(), paths::console_move(key)),
        Concern::DomainFailing => (name.clone(), paths::console_domains(key)),
        Concern::CertificateFailed if key.is_empty() => (name.clone(), certificates()),
        Concern::DatabaseUnreachable
        | Concern::CertificateFailed
        | Concern::Failing
        | Concern::MailFailed
        | Concern::JobFailed
        | Concern::DeletionFailed
        | Concern::Quarantined
        | Concern::Drifted
        | Concern::DeletionSoon => (name.clone(), paths::console_organisation(key)),
    }
}

/// Where something is done about it, beside the pages of those who are named.
fn action(of: &Attention, locale: Locale) -> Option<(&'static str, String)> {
    let list = |query: &str| paths::console_list(query);
    Some(match of.concern {
        Concern::ServerUnreachable => (words::to_servers(locale), paths::CONSOLE_SERVERS.to_owned()),
        Concern::DatabaseUnreachable => (words::to_fleet(locale), paths::CONSOLE_FLEET.to_owned()),
        Concern::UpgradeHalted => {
            (words::to_run(locale), format!("{}/{}", paths::CONSOLE_UPGRADES, of.named.first()?.key))
        }
        Concern::DeletionFailed | Concern::DeletionSoon => (words::to_deleted(locale), list("health=deleted")),
        Concern::Quarantined => (words::to_quarantined(locale), list("health=quarantined")),
        Concern::Drifted => (words::to_drift(locale), paths::CONSOLE_DRIFT.to_owned()),
        Concern::ProvisioningFailed => (words::to_new(locale), paths::CONSOLE_NEW.to_owned()),
        Concern::CertificateFailed => (words::to_certificates(locale), certificates()),
        Concern::ServerFull => (words::to_new_server(locale), paths::CONSOLE_NEW_SERVER.to_owned()),
        Concern::JobFailed if of.count == 1 => {
            (words::to_organisation(locale), paths::console_organisation(&of.named.first()?.key))
        }
        // Their own pages say what there is to do.
        Concern::Failing | Concern::MoveFailed | Concern::MailFailed | Concern::JobFailed | Concern::DomainFailing => {
            return None;
        }
    })
}

fn certificates() -> String {
    format!("{}#certificates", paths::CONSOLE_FLEET)
}

fn look(gravity: Gravity, locale: Locale) -> (&'static str, Glyph, &'static str) {
    match gravity {
        Gravity::Grave => ("attention-item attention-grave", Glyph::Alert, words::grave(locale)),
        Gravity::Watch => ("attention-item attention-watch", Glyph::Warning, words::watch(locale)),
        Gravity::Note => ("attention-item", Glyph::Info, words::note(locale)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenantry::jobs::JobKind;

    fn named(key: &str, detail: Detail) -> Concerned {
        Concerned { key: key.into(), name: format!("Name of {key}"), detail }
    }

    #[test]
    fn a_good_day_says_so() {
        let html = list(&[], Locale::En).into_string();
        assert!(html.contains("Everyone is well") && !html.contains("<li"), "{html}");
    }

    #[test]
    fn each_concern_names_whom_why_and_where_to_go() {
        let of = |concern, count, named| Attention { concern, count, named };
        let html = list(
            &[
                of(Concern::Failing, 1, vec![named("paris", Detail::Of { count: 12, of: 40 })]),
                of(Concern::Quarantined, 7, vec![named("lyon", Detail::Reason("no such <column>".into()))]),
                of(Concern::ServerFull, 1, vec![named("eu-1", Detail::Of { count: 9, of: 10 })]),
                of(Concern::ServerUnreachable, 1, vec![named("", Detail::None)]),
                of(
                    Concern::JobFailed,
                    1,
                    vec![named("nice", Detail::Job { kind: JobKind::Domain, reason: "no <answer>".into() })],
                ),
                of(Concern::DeletionSoon, 1, vec![named("metz", Detail::At("2026-03-20T00:00:00Z".into()))]),
            ],
            Locale::En,
        )
        .into_string();
        for text in [
            "An organisation has many errors",
            "12 errors in 40 requests",
            "href=\"/organisations/paris\"",
            "7 organisations are in quarantine",
            "no such &lt;column&gt;",
            "and 6 more",
            "href=\"/organisations?health=quarantined\"",
            "9 of 10 places taken",
            "href=\"/servers/eu-1\"",
            "own PostgreSQL server",
            "Looking at its domains",
            "no &lt;answer&gt;",
            "href=\"/organisations/nice\"",
            "goes on 20 Mar 2026",
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
