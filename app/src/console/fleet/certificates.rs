//! The certificates that this deployment orders by itself, those first that need somebody.

use super::words;
use crate::{
    i18n::{Locale, format_day},
    paths,
    site::use_locale,
    ui::{Column, EmptyState, Glyph, PlainTable, Tone, plain_badge},
};
use leptos::prelude::*;
use maud::{Markup, html};
use tenantry::tls::{CertificateState, CertificateSummary};

/// Behind a proxy there are none.
#[component]
pub(super) fn Certificates(certificates: Vec<CertificateSummary>) -> impl IntoView {
    let locale = use_locale();
    let shown = if certificates.is_empty() {
        view! { <EmptyState glyph=Glyph::Shield text=words::no_certificates(locale) /> }.into_any()
    } else {
        let rows = certificates.iter().map(|of| row(of, locale)).collect();
        let columns = vec![
            Column::new(words::host(locale)),
            Column::new(words::certificate(locale)),
            Column::new(words::valid_until(locale)),
        ];
        view! { <PlainTable caption=words::certificates(locale) columns rows /> }.into_any()
    };
    view! {
        <section class="stack stack-tight" id="certificates">
            <h2 class="card-title">{words::certificates(locale)}</h2>
            {shown}
        </section>
    }
}

fn row(of: &CertificateSummary, locale: Locale) -> Markup {
    let until = of.valid_until.as_deref().map_or_else(|| "–".to_owned(), |until| format_day(until, locale));
    let (tone, label) = look(of.state, locale);
    html! {
        tr {
            td.cell-title {
                @match &of.organisation {
                    Some(slug) => a href=(paths::console_organisation(slug)) { (of.host) },
                    None => (of.host),
                }
            }
            td data-label=(words::certificate(locale)) {
                (plain_badge(tone, label))
                // In the words of whatever failed, which are English.
                @if let Some(error) = &of.error { span.cell-sub lang="en" { (error) } }
            }
            td data-label=(words::valid_until(locale)) { (until) }
        }
    }
}

fn look(state: CertificateState, locale: Locale) -> (Tone, &'static str) {
    match state {
        CertificateState::Waiting => (Tone::Info, words::ordered(locale)),
        CertificateState::Valid => (Tone::Success, words::valid(locale)),
        CertificateState::Failing => (Tone::Warning, words::renewal_fails(locale)),
        CertificateState::Missing => (Tone::Danger, words::missing(locale)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_until_when_and_why_not() {
        let valid = CertificateSummary {
            host: "paris.example".into(),
            organisation: Some("paris".into()),
            state: CertificateState::Valid,
            valid_until: Some("2026-06-01T00:00:00Z".into()),
            due_at: "2026-05-01T00:00:00Z".into(),
            failures: 0,
            error: None,
        };
        let html = row(&valid, Locale::En).into_string();
        assert!(html.contains("href=\"/organisations/paris\"") && html.contains("1 Jun 2026"), "{html}");
        let missing = CertificateSummary {
            organisation: None,
            state: CertificateState::Missing,
            valid_until: None,
            error: Some("no <name>".into()),
            ..valid
        };
        let html = row(&missing, Locale::Fr).into_string();
        assert!(html.contains("no &lt;name&gt;") && html.contains("Aucun") && !html.contains("href"), "{html}");
    }
}
