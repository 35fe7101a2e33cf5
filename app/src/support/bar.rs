//! The bar above every page of an operator who is inside. Nothing in it reacts.

use super::{api::LeaveSupport, words};
use crate::{
    site::{Inside, Site, use_site},
    ui::{Glyph, Plain, plain_icon},
};
use leptos::{prelude::*, server_fn::ServerFn};
use maud::{Markup, html};
use tenantry::locale::Locale;

/// Nothing for anybody else.
#[component]
pub fn SupportBar() -> impl IntoView {
    let (locale, house, inside) = use_site().with_value(|site| {
        (site.locale, Site::name(site), site.viewer.as_ref().and_then(|viewer| viewer.inside.clone()))
    });
    inside.map(|inside| view! { <Plain markup=bar(locale, &house, &inside) /> })
}

fn bar(locale: Locale, house: &str, inside: &Inside) -> Markup {
    let Inside { reason, until, may_write } = inside;
    let says = if *may_write { words::bar_write } else { words::bar_read };
    html! {
        section.support-bar.support-bar-writes[*may_write] aria-label=(words::bar(locale)) {
            (plain_icon(if *may_write { Glyph::Edit } else { Glyph::Eye }, ""))
            p.support-bar-text {
                strong { (says(locale, house, until)) }
                " "
                span { (words::bar_reason(locale, reason)) }
            }
            form method="post" action=(LeaveSupport::url()) {
                button.support-bar-leave type="submit" { (words::leave(locale)) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_stays_a_text() {
        let inside = Inside { reason: "<script>alert(1)</script>".into(), until: "14:30".into(), may_write: false };
        let html = bar(Locale::En, "<b>House</b>", &inside).into_string();
        assert!(!html.contains("<script") && !html.contains("<b>"), "{html}");
        assert!(html.contains("read only, until 14:30") && html.contains("action=\"/api/support/leave\""), "{html}");
        let writing = bar(Locale::Fr, "Maison", &Inside { may_write: true, ..inside }).into_string();
        assert!(writing.contains("support-bar-writes") && writing.contains("avec modification"), "{writing}");
    }
}
