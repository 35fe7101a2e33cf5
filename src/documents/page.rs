//! Pages as they are laid out: marks at their places, and what they mean. Lengths are in points, from the upper left corner.

use super::{Document, logo::Logo, text::Line};
use crate::brand::Color;

/// A4.
pub(super) const WIDTH: f32 = 595.28;
pub(super) const HEIGHT: f32 = 841.89;

/// A document that is laid out.
pub(super) struct Sheet {
    pub document: Document,
    pub logo: Option<Logo>,
    pub pages: Vec<Vec<Mark>>,
    /// In the order in which it is read.
    pub structure: Vec<Element>,
}

pub(super) enum Mark {
    /// From the left end of its baseline.
    Text {
        x: f32,
        y: f32,
        size: f32,
        color: Color,
        line: Line,
    },
    Area {
        place: Rect,
        radius: f32,
        color: Color,
    },
    Logo(Rect),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rect {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

/// What a part of the document is, for who has it read out.
pub(super) struct Element {
    pub role: Role,
    pub children: Vec<Child>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Heading,
    Paragraph,
    /// A picture, and what it shows.
    Figure(String),
    Table,
    Row,
    RowHead,
    Cell,
    /// An address that the place leads to.
    Link(String),
}

pub(super) enum Child {
    Element(Element),
    Mark(At),
}

/// A mark, by its page and its place there. What nothing names is decoration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct At {
    pub page: usize,
    pub mark: usize,
}

impl Element {
    pub(super) fn of(role: Role, children: Vec<Child>) -> Self {
        Self { role, children }
    }

    pub(super) fn of_marks(role: Role, marks: Vec<At>) -> Self {
        Self { role, children: marks.into_iter().map(Child::Mark).collect() }
    }
}
