//! What owners are told at the top of their pages.

use super::words;
use crate::{
    i18n::Locale,
    paths,
    site::use_site,
    ui::{Glyph, Plain, plain_icon},
};
use leptos::prelude::*;
use maud::{Markup, html};
use tenantry::support::SupportNotice;

/// All that are open now; nothing when there are none.
#[component]
pub(crate) fn SupportNotices() -> impl IntoView {
    let (locale, notices) = use_site().with_value(|site| (site.locale, site.support.clone()));
    (!notices.is_empty()).then(|| {
        let markup = html! {
            section.announcements aria-label=(words::notices(locale)) {
                @for notice in &notices { (banner(locale, notice)) }
            }
        };
        view! { <Plain markup /> }
    })
}

fn banner(locale: Locale, notice: &SupportNotice) -> Markup {
    let SupportNotice { operator, reason, until } = notice;
    let (title, href, label) = match until {
        Some(until) => {
            (words::notice_inside(locale, operator, until), paths::SUPPORT_TRAIL, words::notice_look(locale))
        }
        None => (words::notice_asks(locale, operator), paths::SETTINGS_SUPPORT, words::notice_decide(locale)),
    };
    html! {
        div.banner.banner-warning.announcement {
            (plain_icon(Glyph::Shield, ""))
            div.banner-body {
                strong { (title) }
                p { (reason) " " a href=(href) { (label) } }
            }
        }
    }
}
