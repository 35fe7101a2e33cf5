//! Requests that are over: a list for the organisation and for the console.

use super::words;
use crate::{
    i18n::{Locale, format_instant, words as common},
    paths,
    site::use_locale,
    ui::{Column, PlainTable, plain_badge},
};
use leptos::prelude::*;
use maud::{Markup, html};
use tenantry::support::SupportRequest;

/// Nothing when there are none. The organisation's own people have a way to each trail.
#[component]
pub(crate) fn Past(past: Vec<SupportRequest>, has_trail: bool) -> impl IntoView {
    let locale = use_locale();
    let columns = vec![
        Column::new(words::by(locale)),
        Column::new(common::status(locale)),
        Column::new(words::what(locale)),
        Column::new(words::asked_at(locale)),
        Column::new(words::decided_by(locale)),
        Column::new(words::pages_seen(locale)).at_end(),
    ];
    (!past.is_empty()).then(|| {
        let rows = past.iter().map(|request| row(request, has_trail, locale)).collect();
        view! {
            <section class="stack stack-tight">
                <h2 class="card-title">{words::past_title(locale)}</h2>
                <PlainTable caption=words::past_title(locale) columns rows />
            </section>
        }
    })
}

fn row(of: &SupportRequest, has_trail: bool, locale: Locale) -> Markup {
    let (tone, label) = words::state(locale, of);
    let trail = paths::with_query(paths::SUPPORT_TRAIL, &[("request", &of.id.to_string())]);
    let access = if of.starts_at.is_some() { of.may_write } else { of.wants_write };
    html! {
        tr {
            td.cell-title { (of.operator) span.cell-sub { (of.reason) } }
            td data-label=(common::status(locale)) {
                (plain_badge(tone, label))
                @if let Some(by) = &of.ended_by { span.cell-sub { (words::ended_by(locale)) " " (by) } }
            }
            td data-label=(words::what(locale)) { (words::access(locale, access)) }
            td.cell-nowrap data-label=(words::asked_at(locale)) { (format_instant(&of.asked_at, locale)) }
            td data-label=(words::decided_by(locale)) { (of.decided_by.as_deref().unwrap_or("–")) }
            td.cell-amount data-label=(words::pages_seen(locale)) {
                @if has_trail && of.visits > 0 {
                    a href=(trail) aria-label={ (words::all_pages(locale)) ": " (of.visits) } { (of.visits) }
                } @else { (of.visits) }
            }
        }
    }
}
