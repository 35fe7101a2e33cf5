//! An announcement as it looks. Nothing in it reacts: it is in the page's first bytes and stays as it is.

use super::{api::DismissAnnouncement, words};
use crate::{
    form::PAGE,
    i18n::Locale,
    layout::path_and_query,
    site::{use_locale, use_site},
    ui::{Glyph, Plain, plain_icon},
};
use leptos::{prelude::*, server_fn::ServerFn};
use maud::{Markup, html};
use tenantry::announcements::{AnnouncementTone, Shown};

/// All that are shown here now; nothing when there are none.
#[component]
pub(crate) fn Announcements() -> impl IntoView {
    let (locale, shown) = use_site().with_value(|site| (site.locale, site.announcements.clone()));
    (!shown.is_empty()).then(|| {
        let page = path_and_query();
        let markup = html! {
            section.announcements aria-label=(words::announcements(locale)) {
                @for one in &shown { (banner(one, Some(&page), locale)) }
            }
        };
        view! { <Plain markup /> }
    })
}

/// One as it will look, in its own language; its button does nothing.
#[component]
pub(crate) fn AnnouncementBanner(shown: Shown, locale: Locale) -> impl IntoView {
    let is_foreign = locale != use_locale();
    let markup = html! {
        div lang=[is_foreign.then(|| locale.tag())] { (banner(&shown, None, locale)) }
    };
    view! { <Plain markup /> }
}

fn banner(shown: &Shown, page: Option<&str>, locale: Locale) -> Markup {
    let (class, glyph) = look(shown.tone);
    html! {
        div class=(class) {
            (plain_icon(glyph, ""))
            div.banner-body {
                strong { (words::tone(locale, shown.tone)) }
                p {
                    (shown.text)
                    @if let Some(link) = &shown.link {
                        " " a href=(link) rel="noopener noreferrer" { (words::more(locale)) }
                    }
                }
            }
            @if shown.is_dismissible {
                @match page {
                    Some(page) => {
                        form method="post" action=(DismissAnnouncement::url()) {
                            input type="hidden" name=(PAGE) value=(page);
                            input type="hidden" name="announcement" value=(shown.id);
                            (close(locale, true))
                        }
                    }
                    None => { (close(locale, false)) }
                }
            }
        }
    }
}

fn close(locale: Locale, works: bool) -> Markup {
    html! {
        button.icon-button type=(if works { "submit" } else { "button" }) aria-label=(words::dismiss(locale))
            disabled[!works] { (plain_icon(Glyph::Close, "")) }
    }
}

fn look(tone: AnnouncementTone) -> (&'static str, Glyph) {
    match tone {
        AnnouncementTone::Info => ("banner announcement", Glyph::Info),
        AnnouncementTone::Warning => ("banner banner-warning announcement", Glyph::Warning),
        AnnouncementTone::Maintenance => ("banner banner-maintenance announcement", Glyph::Clock),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stays_a_text() {
        let shown = Shown {
            id: "01953b0a-0000-7000-8000-000000000001".parse().unwrap(),
            tone: AnnouncementTone::Warning,
            text: "<script>alert(1)</script>".into(),
            link: Some("https://example.org/?a=\"b".into()),
            is_dismissible: true,
        };
        let html = banner(&shown, Some("/loans?q=<b>"), Locale::En).into_string();
        assert!(!html.contains("<script") && !html.contains("<b>") && html.contains("&quot;b"), "{html}");
        assert!(html.contains("Please note") && html.contains("action=\"/api/announcements/dismiss\""), "{html}");
        assert!(
            !banner(&Shown { is_dismissible: false, ..shown }, Some("/"), Locale::En).into_string().contains("<form")
        );
    }
}
