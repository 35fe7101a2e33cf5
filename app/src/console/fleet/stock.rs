//! The databases that are made ahead, by place.

use super::words;
use crate::{
    i18n::Locale,
    site::use_locale,
    ui::{Column, EmptyState, Glyph, PlainTable, plain_progress},
};
use leptos::prelude::*;
use maud::{Markup, html};
use tenantry::{money::format_integer, stock::Standing};

#[component]
pub(super) fn StockTable(stock: Vec<Standing>) -> impl IntoView {
    let locale = use_locale();
    if stock.is_empty() {
        return view! { <EmptyState glyph=Glyph::Database text=words::no_stock(locale) /> }.into_any();
    }
    let rows = stock.iter().map(|of| row(of, locale)).collect();
    let columns = vec![
        Column::new(words::place(locale)),
        Column::new(words::ready(locale)),
        Column::new(words::being_made(locale)),
        Column::new(words::claims(locale)),
        Column::new(words::misses(locale)),
    ];
    view! { <PlainTable caption=words::stock(locale) columns rows /> }.into_any()
}

fn row(of: &Standing, locale: Locale) -> Markup {
    let place = crate::console::words::place(locale, of.placement.key(), of.server.as_deref());
    let number = |number| format_integer(number, locale);
    html! {
        tr {
            td.cell-title { (place) }
            td data-label=(words::ready(locale)) {
                span.version-share {
                    (plain_progress(words::ready(locale), of.ready, of.wanted))
                    (number(of.ready)) " / " (number(of.wanted))
                }
            }
            td data-label=(words::being_made(locale)) { (number(of.making)) }
            td data-label=(words::claims(locale)) { (number(of.claims)) }
            td data-label=(words::misses(locale)) { (number(of.misses)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenantry::servers::Placement;

    #[test]
    fn a_row_names_the_place_and_tells_how_many_of_how_many_are_ready() {
        let of = Standing {
            placement: Placement::PostgresServer,
            server: Some("east".into()),
            ready: 3,
            making: 1,
            wanted: 8,
            claims: 1_200,
            misses: 4,
        };
        let html = row(&of, Locale::En).into_string();
        assert!(html.contains(" · east") && html.contains("3 / 8"), "{html}");
        assert!(html.contains(r#"max="8" value="3""#) && html.contains("1,200"), "{html}");
    }
}
