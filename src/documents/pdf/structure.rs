//! What the marks mean: tags for who has the document read out, and the addresses of its links.

use super::{
    super::page::{At, Child, Element, Role, Sheet},
    about::plain,
};
use krilla::tagging::{TableHeaderScope, Tag, TagKind};
use std::{collections::HashMap, num::NonZeroU16};

/// Where each mark of a link leads.
pub(super) fn addresses(structure: &[Element]) -> HashMap<At, String> {
    let links = structure.iter().filter_map(|element| match &element.role {
        Role::Link(url) => Some((url, &element.children)),
        _ => None,
    });
    let marks = links.flat_map(|(url, children)| {
        children.iter().filter_map(move |child| match child {
            Child::Mark(at) => Some((*at, url.clone())),
            Child::Element(_) => None,
        })
    });
    marks.collect()
}

pub(super) fn tag(role: &Role, sheet: &Sheet) -> TagKind {
    match role {
        Role::Heading => Tag::Hn(NonZeroU16::MIN, Some(plain(&sheet.document.heading))).into(),
        Role::Paragraph => Tag::P.into(),
        Role::Figure(shows) => Tag::Figure(Some(plain(shows))).into(),
        Role::Table => Tag::Table.into(),
        Role::Row => Tag::TR.into(),
        Role::RowHead => Tag::TH(TableHeaderScope::Row).into(),
        Role::Cell => Tag::TD.into(),
        Role::Link(_) => Tag::Link.into(),
    }
}

/// What the structure names.
pub(super) fn meant(structure: &[Element]) -> Vec<At> {
    let children = structure.iter().flat_map(|element| &element.children);
    let marks = children.flat_map(|child| match child {
        Child::Mark(at) => vec![*at],
        Child::Element(element) => meant(std::slice::from_ref(element)),
    });
    marks.collect()
}
