//! The kinds of blocks between a document's head and its foot.

use super::{
    super::{
        Block,
        page::{At, Child, Element, Rect, Role},
        text,
    },
    setter::{COLUMN, Kind, MARGIN, Setter, Style, height},
};
use crate::brand::Color;

/// The names of facts stand in a column of their own.
const NAMES: f32 = 148.0;
/// Inside what has a ground.
const PADDING: f32 = 18.0;

impl Setter {
    pub(super) fn block(&mut self, block: &Block) {
        match block {
            Block::Notice(text) => self.notice(text),
            Block::Figure { label, figure, words } => self.figure(label, figure, words),
            Block::Facts(facts) => self.facts(facts),
            Block::Sums { title, rows } => self.sums(title, rows),
        }
        self.y += 22.0;
    }

    /// Between two lines, so that it isn't told by a colour alone.
    fn notice(&mut self, text: &str) {
        let style = Style { kind: Kind::Bold, size: 11.0, leading: 16.0, color: self.ink.text };
        let lines = self.broken(text, style, COLUMN - 2.0 * PADDING);
        let tall = height(&lines, style) + PADDING;
        self.room(tall);
        let top = self.y;
        self.area(Rect { x: MARGIN, y: top, width: 4.0, height: tall }, 0.0, self.ink.text);
        self.area(
            Rect { x: MARGIN + 4.0, y: top, width: COLUMN - 4.0, height: tall },
            0.0,
            Color::new(0xf1, 0xf2, 0xf4),
        );
        let marks = self.put(lines, style, MARGIN + PADDING, top + PADDING / 2.0);
        self.structure.push(Element::of_marks(Role::Paragraph, marks));
        self.y = top + tall;
    }

    fn figure(&mut self, label: &str, figure: &str, words: &str) {
        let within = COLUMN - 2.0 * PADDING;
        let styles = [
            self.quiet(10.5),
            Style { kind: Kind::Heading, size: 29.0, leading: 37.0, color: self.ink.strong },
            Style { kind: Kind::Body, size: 11.0, leading: 16.0, color: self.ink.text },
        ];
        let parts: Vec<_> = [label, figure, words]
            .into_iter()
            .zip(styles)
            .map(|(text, style)| (self.broken(text, style, within), style))
            .collect();
        let tall = parts.iter().map(|(lines, style)| height(lines, *style)).sum::<f32>() + 2.0 * PADDING;
        self.room(tall);
        let (top, radius) = (self.y, self.radius);
        self.area(Rect { x: MARGIN, y: top, width: COLUMN, height: tall }, radius, self.ink.soft);
        let mut y = top + PADDING;
        for (lines, style) in parts {
            let after = y + height(&lines, style);
            let marks = self.put(lines, style, MARGIN + PADDING, y);
            self.structure.push(Element::of_marks(Role::Paragraph, marks));
            y = after;
        }
        self.y = top + tall;
    }

    fn facts(&mut self, facts: &[(String, String)]) {
        let (name, value) =
            (self.quiet(10.5), Style { kind: Kind::Body, size: 11.0, leading: 16.0, color: self.ink.text });
        let mut rows = Vec::new();
        for (name_text, value_text) in facts {
            let names = self.broken(name_text, name, NAMES - 12.0);
            let values = self.broken(value_text, value, COLUMN - NAMES);
            let tall = height(&names, name).max(height(&values, value)) + 12.0;
            self.room(tall);
            let top = self.y + 6.0;
            let names = self.put(names, name, MARGIN, top);
            let values = self.put(values, value, MARGIN + NAMES, top);
            rows.push(row(names, values));
            self.y += tall;
            self.rule(0.6);
        }
        self.structure.push(Element::of(Role::Table, rows));
    }

    fn sums(&mut self, title: &str, sums: &[(String, String)]) {
        let (plain, last) = (
            Style { kind: Kind::Body, size: 11.0, leading: 16.0, color: self.ink.text },
            Style { kind: Kind::Bold, size: 11.5, leading: 16.0, color: self.ink.text },
        );
        self.room(64.0);
        self.paragraph(
            title,
            Style { kind: Kind::Bold, size: 12.0, leading: 18.0, color: self.ink.strong },
            Role::Paragraph,
        );
        self.y += 4.0;
        let mut rows = Vec::new();
        for (at, (name, amount)) in sums.iter().enumerate() {
            let style = if at + 1 == sums.len() { last } else { plain };
            let amount = text::line(amount, self.typeface(style.kind));
            let wide = amount.width * style.size;
            let names = self.broken(name, style, COLUMN - wide - 20.0);
            let tall = height(&names, style) + 10.0;
            self.room(tall);
            let top = self.y + 5.0;
            let names = self.put(names, style, MARGIN, top);
            let amounts = self.put(vec![amount], style, MARGIN + COLUMN - wide, top);
            rows.push(row(names, amounts));
            self.y += tall;
            self.rule(if at + 2 == sums.len() { 1.2 } else { 0.6 });
        }
        self.structure.push(Element::of(Role::Table, rows));
    }
}

fn row(head: Vec<At>, cell: Vec<At>) -> Child {
    let cells = [(Role::RowHead, head), (Role::Cell, cell)];
    let cells = cells.into_iter().map(|(role, marks)| Child::Element(Element::of_marks(role, marks)));
    Child::Element(Element::of(Role::Row, cells.collect()))
}
