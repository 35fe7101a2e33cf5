//! Rows in which nothing reacts, as text: a long list is then one string for the server to write and one node for the
//! browser to take over, where a view is an object for every element and attribute. maud escapes whatever is put in.

use super::Column;
use super::{Tone, badge, progress, table::TableFrame};
use leptos::prelude::*;
use maud::{Markup, html};

/// A table whose rows are plain: links in them work, and nothing in them changes by itself.
#[component]
pub fn PlainTable(#[prop(into)] caption: String, columns: Vec<Column>, rows: Vec<Markup>) -> impl IntoView {
    let rows: String = rows.into_iter().map(Markup::into_string).collect();
    view! {
        <TableFrame caption columns>
            <tbody inner_html=rows></tbody>
        </TableFrame>
    }
}

/// [`Badge`](super::Badge) in a plain row.
pub fn plain_badge(tone: Tone, label: &str) -> Markup {
    html! { span class=(badge::class(tone)) { (label) } }
}

/// [`Progress`](super::Progress) in a plain row.
pub fn plain_progress(label: &str, done: i64, whole: i64) -> Markup {
    let (done, whole) = progress::within(done, whole);
    html! { progress.progress aria-label=(label) max=(whole) value=(done) {} }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_cannot_leave_its_place() {
        let evil = "\"><script>alert(1)</script>&";
        let escaped = "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;";
        assert_eq!(plain_badge(Tone::Neutral, evil).into_string(), format!("<span class=\"badge\">{escaped}</span>"));
        let bar = plain_progress(evil, 1, 2).into_string();
        assert!(bar.contains(&format!("aria-label=\"{escaped}\"")), "{bar}");
    }
}
