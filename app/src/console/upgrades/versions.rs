//! Each set of tables, and how many organisations have it in which version.

use super::words;
use crate::{
    i18n::Locale,
    site::use_locale,
    ui::{Column, PlainTable, plain_progress},
};
use leptos::prelude::*;
use maud::{Markup, html};
use tenantry::{money::format_integer, upgrades::VersionCount};

#[component]
pub(in crate::console) fn VersionTable(versions: Vec<VersionCount>) -> impl IntoView {
    let locale = use_locale();
    let rows = versions.chunk_by(|one, other| one.set == other.set).map(|set| row(set, locale)).collect();
    let columns = vec![
        Column::new(words::set(locale)),
        Column::new(words::newest(locale)),
        Column::new(words::at_newest(locale)),
        Column::new(words::at_older(locale)),
    ];
    view! { <PlainTable caption=words::versions(locale) columns rows /> }
}

fn row(set: &[VersionCount], locale: Locale) -> Markup {
    let Some(first) = set.first() else { return Markup::default() };
    let total: i64 = set.iter().map(|of| of.organisations).sum();
    let here: i64 = set.iter().filter(|of| of.version == Some(of.head)).map(|of| of.organisations).sum();
    let older: Vec<String> =
        set.iter().filter(|of| of.version != Some(of.head)).map(|of| counted(of, locale)).collect();
    let of_all = format!("{} / {}", format_integer(here, locale), format_integer(total, locale));
    html! {
        tr {
            td.cell-title { (words::set_name(locale, &first.set)) }
            td.cell-nowrap data-label=(words::newest(locale)) { (words::version(locale, first.head)) }
            td data-label=(words::at_newest(locale)) {
                span.version-share { (plain_progress(words::at_newest(locale), here, total)) (of_all) }
            }
            td data-label=(words::at_older(locale)) { (if older.is_empty() { "–".to_owned() } else { older.join(", ") }) }
        }
    }
}

/// `version 3: 12`.
fn counted(of: &VersionCount, locale: Locale) -> String {
    let version =
        of.version.map_or_else(|| words::unknown_version(locale).to_owned(), |number| words::version(locale, number));
    let colon = if locale == Locale::Fr { "\u{a0}:" } else { ":" };
    format!("{version}{colon} {}", format_integer(of.organisations, locale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_counts_those_at_the_newest_version_and_names_the_others() {
        let of = |version, organisations| VersionCount { set: "core".into(), version, head: 3, organisations };
        let html = row(&[of(Some(3), 40), of(Some(2), 8), of(None, 2)], Locale::En).into_string();
        assert!(html.contains(r#"max="50" value="40""#) && html.contains("40 / 50"), "{html}");
        assert!(html.contains("version 2: 8, unknown: 2"), "{html}");
        let html = row(&[of(Some(3), 50)], Locale::En).into_string();
        assert!(html.contains("<td data-label=\"At older ones\">–</td>"), "{html}");
    }
}
