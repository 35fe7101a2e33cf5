//! Parts in which nothing reacts, as text: they are one string for the server to write and one node for the browser to take
//! over, where a view is an object for every element and attribute. maud escapes whatever is put in. Long lists are made
//! of them, and what stands around every page.

use super::{Column, Glyph, Icon, Tone, avatar, avatar::initials, badge, icon, progress, table::TableFrame};
use leptos::{html as elements, prelude::*};
use maud::{Markup, PreEscaped, Render, html};

/// Plain content: links and forms in it work, and nothing in it changes by itself. The element that holds it has no box of its
/// own.
#[component]
pub fn Plain(markup: Markup) -> impl IntoView {
    view! { <div class="plain" inner_html=markup.into_string()></div> }
}

/// A table whose rows are plain.
#[component]
pub fn PlainTable(#[prop(into)] caption: String, columns: Vec<Column>, rows: Vec<Markup>) -> impl IntoView {
    let rows: String = rows.into_iter().map(Markup::into_string).collect();
    view! {
        <TableFrame caption columns>
            <tbody inner_html=rows></tbody>
        </TableFrame>
    }
}

/// A select of many entries, which are plain.
#[component]
pub fn PlainSelect(
    control: NodeRef<elements::Select>,
    #[prop(into)] name: String,
    id: String,
    options: Markup,
    invalid: Signal<bool>,
    described_by: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <div class="select">
            <select
                node_ref=control
                class="input"
                id=id
                name=name
                autofocus=invalid.get_untracked()
                aria-invalid=move || invalid.get().then_some("true")
                aria-describedby=move || described_by.get()
                inner_html=options.into_string()
            ></select>
            <Icon glyph=Glyph::ChevronDown />
        </div>
    }
}

/// A text that marks code by backticks, as the settings' documentation does.
pub fn plain_coded(text: &str) -> Markup {
    html! {
        @for (at, part) in text.split('`').enumerate() {
            @if at % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

/// [`Icon`](super::Icon) in a plain part. No path has a sign to escape, and a page has dozens of them.
pub fn plain_icon(glyph: Glyph, class: &'static str) -> Markup {
    html! { svg class=(icon::classes(class)) viewBox="0 0 24 24" aria-hidden="true" { path d=(PreEscaped(glyph.path())) {} } }
}

/// [`Avatar`](super::Avatar) with the initials of a name in a plain part.
pub fn plain_avatar(name: &str, square: bool) -> Markup {
    html! { span class=(avatar::class(false, square)) aria-hidden="true" { (initials(name)) } }
}

/// A native details element that opens a panel. Once hydrated, a click outside and Escape close it
/// ([`close_menus`](super::close_menus)).
#[derive(Clone, Copy)]
pub struct PlainMenu<'m> {
    /// `menu`, and what else it is.
    pub class: &'m str,
    /// Menus of one group close each other.
    pub group: Option<&'m str>,
    pub summary_class: &'m str,
    pub summary: &'m Markup,
    /// The summary's name, which it doesn't show.
    pub label: &'m str,
    pub panel: &'m Markup,
}

impl Render for PlainMenu<'_> {
    fn render(&self) -> Markup {
        let Self { class, group, summary_class, summary, label, panel } = self;
        html! {
            details class=(class) name=[group] {
                summary class=(summary_class) { (summary) span.visually-hidden { (label) } }
                div.menu-panel { (panel) }
            }
        }
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
        assert_eq!(plain_coded("a `<b>` c").into_string(), "a <code>&lt;b&gt;</code> c");
        let menu = PlainMenu {
            class: "menu",
            group: None,
            summary_class: "icon-button",
            summary: &plain_avatar("< &", false),
            label: evil,
            panel: &html! { (evil) },
        };
        let menu = menu.render().into_string();
        assert_eq!((menu.matches(escaped).count(), menu.contains("<script")), (2, false), "{menu}");
        assert!(menu.contains(">&lt;&amp;</span>"), "{menu}");
    }
}
