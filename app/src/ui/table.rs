use leptos::prelude::*;

use super::{Glyph, Icon};

/// The head of a column. It sorts when it has a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    label: String,
    link: Option<(String, Sorting)>,
    at_end: bool,
}

/// How the list is sorted by a column now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sorting {
    #[default]
    None,
    Ascending,
    Descending,
}

impl Column {
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), link: None, at_end: false }
    }

    /// `href` leads to the list sorted by this column.
    #[must_use]
    pub fn sorted_by(self, href: impl Into<String>, sorting: Sorting) -> Self {
        Self { link: Some((href.into(), sorting)), ..self }
    }

    /// A column of amounts stands at the right.
    #[must_use]
    pub fn at_end(self) -> Self {
        Self { at_end: true, ..self }
    }
}

/// A table of rows (`<tr>` with `<Cell>`s as children). Under 640 px each row becomes a card, and the head a line of the columns that sort.
#[component]
pub fn Table(#[prop(into)] caption: String, columns: Vec<Column>, children: Children) -> impl IntoView {
    view! {
        <TableFrame caption columns>
            <tbody>{children()}</tbody>
        </TableFrame>
    }
}

/// A table's frame and head; its body is the children.
#[component]
pub(super) fn TableFrame(caption: String, columns: Vec<Column>, children: Children) -> impl IntoView {
    view! {
        <div class="table-frame">
            <table class="table">
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>{columns.into_iter().map(head).collect_view()}</tr>
                </thead>
                {children()}
            </table>
        </div>
    }
}

/// What a cell holds decides how it stands: the title leads the row and the card, amounts stand at the right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellKind {
    #[default]
    Text,
    Title,
    Amount,
    NoWrap,
    AtEnd,
}

/// A cell. `label` repeats its column's name for the card on a phone.
#[component]
pub fn Cell(#[prop(into)] label: String, #[prop(optional)] kind: CellKind, children: Children) -> impl IntoView {
    let class = match kind {
        CellKind::Text => None,
        CellKind::Title => Some("cell-title"),
        CellKind::Amount => Some("cell-amount"),
        CellKind::NoWrap => Some("cell-nowrap"),
        CellKind::AtEnd => Some("cell-end"),
    };
    view! {
        <td class=class data-label=label>
            {children()}
        </td>
    }
}

fn head(column: Column) -> impl IntoView {
    let Column { label, link, at_end } = column;
    let sorting = link.as_ref().map_or(Sorting::None, |(_, sorting)| *sorting);
    let content = match link {
        Some((href, _)) => sort_link(href, label, sorting).into_any(),
        None => label.into_any(),
    };
    view! {
        <th scope="col" class=at_end.then_some("cell-end") aria-sort=aria_sort(sorting)>
            {content}
        </th>
    }
}

fn sort_link(href: String, label: String, sorting: Sorting) -> impl IntoView {
    let glyph = match sorting {
        Sorting::None => Glyph::SortBoth,
        Sorting::Ascending => Glyph::SortUp,
        Sorting::Descending => Glyph::SortDown,
    };
    view! {
        <a class="sort-link" href=href>
            {label}
            <Icon glyph=glyph />
        </a>
    }
}

fn aria_sort(sorting: Sorting) -> Option<&'static str> {
    match sorting {
        Sorting::None => None,
        Sorting::Ascending => Some("ascending"),
        Sorting::Descending => Some("descending"),
    }
}
