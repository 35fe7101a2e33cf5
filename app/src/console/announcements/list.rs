//! All announcements.

use super::{api::ListAnnouncements, words};
use crate::{
    announcements::words as shown,
    bundle::Bundled,
    i18n::{Locale, format_instant, words as common},
    lists::pager,
    load::{Loading, load},
    paths,
    site::{use_locale, use_may},
    ui::{ButtonKind, Column, EmptyState, Glyph, LinkButton, PageHead, PlainTable, plain_badge},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use maud::{Markup, html};
use tenantry::{access::Permission, announcements::Announcement, tenants::Page};

pub struct AnnouncementsPage {
    page: Loading<Page<Announcement>>,
}

impl Bundled for AnnouncementsPage {
    fn data() -> Self {
        let address = use_query_map();
        let after = Memo::new(move |_| address.with(|address| address.get("after").unwrap_or_default()));
        Self { page: Loading::of(move || ListAnnouncements { after: after.get() }) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        view! {
            <Title text=words::title(locale) />
            <PageHead title=words::title(locale) lead=words::lead(locale)>
                {new_button()}
            </PageHead>
            {load(self.page, |page| view! { <Listed page /> })}
        }
        .into_any()
    }
}

fn new_button() -> impl IntoView {
    use_may(Permission::AnnouncementsManage).then(|| {
        view! {
            <LinkButton href=paths::CONSOLE_NEW_ANNOUNCEMENT kind=ButtonKind::Primary icon=Glyph::Plus>
                {words::new(use_locale())}
            </LinkButton>
        }
    })
}

#[component]
fn Listed(page: Page<Announcement>) -> impl IntoView {
    let locale = use_locale();
    if page.rows.is_empty() {
        return view! {
            <EmptyState glyph=Glyph::Info title=words::none_title(locale) text=words::none(locale)>
                {new_button()}
            </EmptyState>
        }
        .into_any();
    }
    let is_later = use_query_map().with_untracked(|query| query.get_str("after").is_some());
    let older = page.next.map(|after| paths::with_query(paths::CONSOLE_ANNOUNCEMENTS, &[("after", &after)]));
    let columns = vec![
        Column::new(words::announcement(locale)),
        Column::new(common::status(locale)),
        Column::new(words::whose(locale)),
        Column::new(words::from(locale)),
        Column::new(words::until(locale)),
    ];
    let rows = page.rows.iter().map(|announcement| row(announcement, locale)).collect();
    view! {
        <div>
            <PlainTable caption=words::title(locale) columns rows />
            {pager(is_later.then(|| paths::CONSOLE_ANNOUNCEMENTS.to_owned()), older)}
        </div>
    }
    .into_any()
}

fn row(of: &Announcement, locale: Locale) -> Markup {
    let text = if locale == Locale::Fr { &of.text_fr } else { &of.text_en };
    let (tone, label) = words::state(locale, of.state);
    let until = of.ends_at.as_deref().map_or_else(|| words::no_end(locale).to_owned(), |at| format_instant(at, locale));
    html! {
        tr {
            td.cell-title {
                a href=(paths::console_announcement(of.id)) { (text) }
                span.cell-sub { (shown::tone(locale, of.tone)) }
            }
            td data-label=(common::status(locale)) { (plain_badge(tone, label)) }
            td data-label=(words::whose(locale)) { (words::scope_of(locale, of)) }
            td.cell-nowrap data-label=(words::from(locale)) { (format_instant(&of.starts_at, locale)) }
            td.cell-nowrap data-label=(words::until(locale)) { (until) }
        }
    }
}
