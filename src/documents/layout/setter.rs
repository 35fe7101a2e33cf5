//! What sets lines and grounds onto pages, and knows where the next one begins.

use super::super::{
    fonts::{Typeface, Weight},
    ink::Ink,
    logo::Logo,
    page::{At, Element, HEIGHT, Mark, Rect, Role, WIDTH},
    text::{self, Line},
};
use crate::brand::{BrandTokens, Color};

pub(super) const MARGIN: f32 = 56.0;
pub(super) const COLUMN: f32 = WIDTH - 2.0 * MARGIN;
/// The brand's bar at the upper edge.
const BAR: f32 = 8.0;
/// Where a page is full.
const BOTTOM: f32 = HEIGHT - 72.0;

#[derive(Clone, Copy)]
pub(super) enum Kind {
    Heading,
    Bold,
    Body,
}

#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) kind: Kind,
    pub(super) size: f32,
    pub(super) leading: f32,
    pub(super) color: Color,
}

pub(super) struct Setter {
    pub(super) ink: Ink,
    heading: Typeface,
    bold: Typeface,
    pub(super) body: Typeface,
    /// Of what has a ground.
    pub(super) radius: f32,
    pub(super) logo: Option<Logo>,
    pub(super) pages: Vec<Vec<Mark>>,
    pub(super) structure: Vec<Element>,
    /// Where the next line begins.
    pub(super) y: f32,
}

impl Setter {
    pub(super) fn new(brand: &BrandTokens, logo: Option<Logo>) -> Self {
        let mut setter = Self {
            ink: Ink::of(brand),
            heading: Typeface::of(brand.heading_font, Weight::Bold),
            bold: Typeface::of(brand.body_font, Weight::Bold),
            body: Typeface::of(brand.body_font, Weight::Regular),
            radius: f32::from(brand.radius.min(BrandTokens::MAX_RADIUS)) * 0.75,
            logo,
            pages: Vec::new(),
            structure: Vec::new(),
            y: 0.0,
        };
        setter.next_page();
        setter
    }

    pub(super) fn paragraph(&mut self, text: &str, style: Style, role: Role) {
        let mut marks = Vec::new();
        for line in self.broken(text, style, COLUMN) {
            self.room(style.leading);
            marks.extend(self.put(vec![line], style, MARGIN, self.y));
            self.y += style.leading;
        }
        self.structure.push(Element::of_marks(role, marks));
    }

    pub(super) fn quiet(&self, size: f32) -> Style {
        Style { kind: Kind::Body, size, leading: 16.0, color: self.ink.quiet }
    }

    pub(super) fn typeface(&self, kind: Kind) -> &Typeface {
        match kind {
            Kind::Heading => &self.heading,
            Kind::Bold => &self.bold,
            Kind::Body => &self.body,
        }
    }

    pub(super) fn broken(&self, text: &str, style: Style, width: f32) -> Vec<Line> {
        text::lines(text, self.typeface(style.kind), width / style.size)
    }

    /// Lines below each other, on the page that is being set.
    pub(super) fn put(&mut self, lines: Vec<Line>, style: Style, x: f32, mut y: f32) -> Vec<At> {
        let mut marks = Vec::with_capacity(lines.len());
        for line in lines {
            let baseline = y + (style.leading - style.size) / 2.0 + style.size * 0.82;
            marks.push(self.mark(Mark::Text { x, y: baseline, size: style.size, color: style.color, line }));
            y += style.leading;
        }
        marks
    }

    pub(super) fn rule(&mut self, thick: f32) {
        self.area(Rect { x: MARGIN, y: self.y - thick / 2.0, width: COLUMN, height: thick }, 0.0, self.ink.line);
    }

    pub(super) fn area(&mut self, place: Rect, radius: f32, color: Color) {
        self.mark(Mark::Area { place, radius, color });
    }

    pub(super) fn mark(&mut self, mark: Mark) -> At {
        let page = self.pages.len() - 1;
        self.pages[page].push(mark);
        At { page, mark: self.pages[page].len() - 1 }
    }

    pub(super) fn room(&mut self, tall: f32) {
        if self.y + tall > BOTTOM {
            self.next_page();
        }
    }

    pub(super) fn next_page(&mut self) {
        self.pages.push(Vec::new());
        self.area(Rect { x: 0.0, y: 0.0, width: WIDTH, height: BAR }, 0.0, self.ink.brand);
        self.y = MARGIN;
    }
}

pub(super) fn height(lines: &[Line], style: Style) -> f32 {
    rows_of(lines.len()) * style.leading
}

#[expect(clippy::cast_precision_loss, reason = "a page has few lines")]
pub(super) fn rows_of(count: usize) -> f32 {
    count as f32
}
