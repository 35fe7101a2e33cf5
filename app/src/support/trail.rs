//! What support saw, line by line.

use super::{api::ReadSupportTrail, words};
use crate::{
    bundle::Bundled,
    endpoints,
    i18n::{Locale, format_instant, words as common},
    lists::pager,
    load::{Loading, load},
    navigation::tenant_page_name,
    paths,
    site::{use_locale, use_site},
    ui::{Column, EmptyState, Fact, Facts, Glyph, Icon, PageHead, PlainTable, plain_badge},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use maud::{Markup, html};
use tenantry::support::{SupportRequest, SupportTrail, SupportVisit};

pub struct TrailPage {
    trail: Loading<SupportTrail>,
}

impl Bundled for TrailPage {
    fn data() -> Self {
        let query = use_query_map();
        let asked = Memo::new(move |_| {
            let of = |name| query.with(|query| query.get(name).unwrap_or_default());
            (of("request"), of("after"))
        });
        let trail = Loading::of(move || {
            let (request, after) = asked.get();
            ReadSupportTrail { request, after }
        });
        Self { trail }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        view! {
            <Title text=words::trail(locale) />
            {load(self.trail, |trail| view! { <Trail trail /> })}
        }
        .into_any()
    }
}

#[component]
fn Trail(trail: SupportTrail) -> impl IntoView {
    let locale = use_locale();
    let SupportTrail { request, visits, next } = trail;
    let Some(request) = request else {
        return view! {
            <PageHead title=words::trail(locale) lead=words::trail_lead(locale) />
            <EmptyState glyph=Glyph::Shield text=words::nothing_asked(locale) />
        }
        .into_any();
    };
    let id = request.id.to_string();
    let own = paths::with_query(paths::SUPPORT_TRAIL, &[("request", &id)]);
    let older =
        next.map(|after| paths::with_query(paths::SUPPORT_TRAIL, &[("request", &id), ("after", &after.to_string())]));
    let is_later = use_query_map().with_untracked(|query| query.get_str("after").is_some());
    let rows: Vec<Markup> = visits.iter().map(|visit| row(visit, locale)).collect();
    let columns =
        vec![Column::new(words::time(locale)), Column::new(words::page(locale)), Column::new(words::what(locale))];
    let lines = if rows.is_empty() {
        view! { <EmptyState glyph=Glyph::Eye text=words::nothing_seen(locale) /> }.into_any()
    } else {
        view! {
            <div>
                <PlainTable caption=words::trail(locale) columns rows />
                {pager(is_later.then_some(own), older)}
            </div>
        }
        .into_any()
    };
    view! {
        <PageHead title=words::trail(locale) lead=words::trail_lead(locale)>
            {export_link(&id)}
        </PageHead>
        <div class="stack stack-loose">
            {facts(locale, request)}
            {lines}
        </div>
    }
    .into_any()
}

/// The browser follows it by itself: a file is no page of the router's. Support takes none away.
fn export_link(id: &str) -> Option<impl IntoView + use<>> {
    let locale = use_locale();
    let href = paths::with_query(endpoints::SUPPORT_EXPORT.path, &[("request", id)]);
    let is_own = use_site().with_value(|site| site.viewer.as_ref().is_none_or(|viewer| viewer.inside.is_none()));
    is_own.then(|| {
        view! {
            <a class="button button-quiet" href=href rel="external" title=common::export_hint(locale)>
                <Icon glyph=Glyph::Download />
                {common::export(locale)}
            </a>
        }
    })
}

fn facts(locale: Locale, request: SupportRequest) -> impl IntoView {
    let end = request.ended_at.or(request.ends_at).map(|at| format_instant(&at, locale));
    view! {
        <div class="narrow">
            <Facts>
                <Fact name=words::by(locale)>{request.operator}</Fact>
                <Fact name=words::reason(locale)>{request.reason}</Fact>
                <Fact name=words::what(locale)>{words::access(locale, request.may_write)}</Fact>
                {end.map(|end| view! { <Fact name=words::ends_at(locale)>{end}</Fact> })}
            </Facts>
        </div>
    }
}

fn row(visit: &SupportVisit, locale: Locale) -> Markup {
    let (tone, label) = words::visit(locale, visit);
    html! {
        tr {
            td.cell-nowrap data-label=(words::time(locale)) { (format_instant(&visit.at, locale)) }
            td.cell-title { (page_name(locale, &visit.path)) span.cell-sub.support-path { (visit.path) } }
            td data-label=(words::what(locale)) {
                div.support-what {
                    (plain_badge(tone, label))
                    @if !visit.calls.is_empty() { span.cell-sub.support-path { (visit.calls.join(", ")) } }
                }
            }
        }
    }
}

/// As the page calls itself.
pub(super) fn page_name(locale: Locale, path: &str) -> String {
    let path = path.split('?').next().unwrap_or(path);
    tenant_page_name(locale, path).unwrap_or_else(|| words::without_page(locale).to_owned())
}
