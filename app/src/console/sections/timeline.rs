//! What changed about one organisation, the newest first.

use super::{
    api::{Of, ReadTimeline},
    tabs::{Section, SectionTabs},
    words,
};
use crate::{
    bundle::Bundled,
    console::{events, operators::words as operators},
    i18n::{Locale, format_instant},
    lists::pager,
    load::{Loading, load},
    paths,
    site::use_locale,
    ui::{EmptyState, Glyph, PageHead, Plain, plain_icon},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use maud::{Markup, html};
use tenantry::{operators::TrailEvent, tenants::Page};

pub struct TimelinePage {
    timeline: Loading<Of<Page<TrailEvent>>>,
}

impl Bundled for TimelinePage {
    fn data() -> Self {
        let (slug, address) = (paths::use_param("slug"), use_query_map());
        let after = Memo::new(move |_| address.with(|address| address.get("after").unwrap_or_default()));
        Self { timeline: Loading::of(move || ReadTimeline { slug: slug.get(), after: after.get() }) }
    }

    fn view(self) -> AnyView {
        let page = load(self.timeline, |timeline| view! { <Timeline timeline /> });
        view! {
            <Title text=words::timeline(use_locale()) />
            {page}
        }
        .into_any()
    }
}

#[component]
fn Timeline(timeline: Of<Page<TrailEvent>>) -> impl IntoView {
    let locale = use_locale();
    let Of { slug, name, what } = timeline;
    let is_later = use_query_map().with_untracked(|query| query.get_str("after").is_some());
    let here = paths::console_timeline(&slug);
    let older = what.next.map(|after| paths::with_query(&here, &[("after", &after)]));
    let newer = is_later.then_some(here);
    let content = if what.rows.is_empty() {
        view! { <EmptyState glyph=Glyph::History text=words::nothing_changed(locale) /> }.into_any()
    } else {
        let markup = html! { ol.timeline data-rows { @for event in &what.rows { (item(event, locale)) } } };
        view! { <Plain markup /> }.into_any()
    };
    view! {
        <Title text=name.clone() />
        <div>
            <PageHead title=name lead=words::timeline_lead(locale) />
            <SectionTabs slug current=Section::Timeline />
            <div>{content} {pager(newer, older)}</div>
        </div>
    }
}

fn item(event: &TrailEvent, locale: Locale) -> Markup {
    let TrailEvent { at, kind, by, .. } = event;
    let detail = events::detail(locale, event);
    html! {
        li {
            (plain_icon(glyph(kind), ""))
            div {
                p { strong { (events::kind(locale, kind)) } }
                @if !detail.is_empty() { p.event-detail { (detail) } }
                p.text-muted {
                    (format_instant(at, locale))
                    @if let Some(person) = by {
                        " · " (events::doer(locale, person))
                        @if !person.email.is_empty() { " (" (person.email) ")" }
                    }
                    @else if kind.starts_with("operator") { " · " (operators::nobody(locale)) }
                }
            }
        }
    }
}

fn glyph(kind: &str) -> Glyph {
    match kind.split('-').next().unwrap_or_default() {
        "member" | "role" | "owner" | "invitation" => Glyph::Members,
        "settings" | "module" => Glyph::Settings,
        "brand" => Glyph::Palette,
        "note" => Glyph::Edit,
        "sessions" => Glyph::SignOut,
        "support" => Glyph::Shield,
        _ => match kind {
            "tenant-suspended" | "tenant-maintenance" => Glyph::Pause,
            "tenant-resumed" | "tenant-restored" => Glyph::Play,
            "tenant-deleted" | "tenant-erased" => Glyph::Trash,
            "tenant-locked" | "tenant-unlocked" => Glyph::Lock,
            "tenant-exported" => Glyph::Download,
            _ => Glyph::History,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenantry::operators::Person;

    #[test]
    fn an_event_says_what_when_and_who() {
        let event = TrailEvent {
            at: "2026-03-15T12:00:00Z".into(),
            kind: "tenant-suspended".into(),
            by: Some(Person { name: "Sam".into(), email: "sam@example.org".into() }),
            organisation: None,
            detail: "paris: <unpaid>".into(),
            plans: Vec::new(),
        };
        let html = item(&event, Locale::En).into_string();
        assert!(html.contains("Suspended") && html.contains("15 Mar 2026, 12:00 UTC"), "{html}");
        assert!(html.contains("Sam (sam@example.org)") && html.contains("&lt;unpaid&gt;"), "{html}");
        let unknown = TrailEvent { kind: "something-else".into(), by: None, ..event };
        assert!(item(&unknown, Locale::Fr).into_string().contains("something-else"));
    }
}
