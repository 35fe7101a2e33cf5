//! From words to pages: one column on A4, read from top to bottom, broken where a page is full.

mod blocks;
mod setter;

use super::{
    Document,
    logo::Logo,
    page::{Element, HEIGHT, Mark, Role, Sheet},
    text::{self, Line},
};
use crate::brand::BrandTokens;
use setter::{COLUMN, Kind, MARGIN, Setter, Style, height, rows_of};

const LOGO: (f32, f32) = (150.0, 44.0);

pub(super) fn laid_out(document: &Document, brand: &BrandTokens, logo: Option<Logo>) -> Sheet {
    let mut setter = Setter::new(brand, logo);
    setter.head(document);
    for block in &document.blocks {
        setter.block(block);
    }
    setter.foot(document);
    setter.number_pages();
    Sheet { document: document.clone(), logo: setter.logo, pages: setter.pages, structure: setter.structure }
}

impl Setter {
    /// Who hands it out, what it is.
    fn head(&mut self, document: &Document) {
        self.y = 44.0;
        let (mut left, mut below) = (MARGIN, 0.0_f32);
        if let Some(place) = self.logo.as_ref().map(|logo| logo.place(MARGIN, self.y, LOGO)) {
            let at = self.mark(Mark::Logo(place));
            self.structure.push(Element::of_marks(Role::Figure(document.house.clone()), vec![at]));
            left += place.width + 14.0;
            below = self.y + place.height;
        }
        let house = Style { kind: Kind::Heading, size: 15.0, leading: 19.0, color: self.ink.strong };
        let lines = self.broken(&document.house, house, MARGIN + COLUMN - left);
        let top = self.y + ((LOGO.1 - height(&lines, house)) / 2.0).max(0.0);
        let marks = self.put(lines, house, left, top);
        self.structure.push(Element::of_marks(Role::Paragraph, marks));
        self.y = self.y.max(below) + 40.0;
        let title = Style { kind: Kind::Heading, size: 25.0, leading: 31.0, color: self.ink.text };
        self.paragraph(&document.heading, title, Role::Heading);
        let quiet = self.quiet(11.0);
        self.paragraph(&document.reference, quiet, Role::Paragraph);
        self.y += 18.0;
    }

    /// The organisation's own lines, at the foot of the last page.
    fn foot(&mut self, document: &Document) {
        let small = Style { leading: 12.5, ..self.quiet(8.5) };
        let link = Style { color: self.ink.strong, ..small };
        let lines: Vec<Vec<Line>> = document.foot.iter().map(|text| self.broken(text, small, COLUMN)).collect();
        let links: Vec<(Vec<Line>, &str)> = document
            .links
            .iter()
            .map(|(name, url)| (self.broken(&format!("{name} · {url}"), link, COLUMN), url.as_str()))
            .collect();
        let count =
            lines.iter().map(Vec::len).sum::<usize>() + links.iter().map(|(lines, _)| lines.len()).sum::<usize>();
        if count == 0 {
            return;
        }
        let tall = rows_of(count) * small.leading + 10.0;
        let top = HEIGHT - 40.0 - tall;
        if self.y > top {
            self.next_page();
        }
        self.y = top;
        self.rule(0.6);
        self.y += 10.0;
        for lines in lines {
            self.foot_lines(lines, small, Role::Paragraph);
        }
        for (lines, url) in links {
            self.foot_lines(lines, link, Role::Link(url.to_owned()));
        }
    }

    fn foot_lines(&mut self, lines: Vec<Line>, style: Style, role: Role) {
        let after = self.y + height(&lines, style);
        let marks = self.put(lines, style, MARGIN, self.y);
        self.structure.push(Element::of_marks(role, marks));
        self.y = after;
    }

    /// Figures need no words. One page needs none.
    fn number_pages(&mut self) {
        let count = self.pages.len();
        if count == 1 {
            return;
        }
        let style = self.quiet(8.5);
        for page in 0..count {
            let line = text::line(&format!("{}/{count}", page + 1), &self.body);
            let (x, y) = (MARGIN + COLUMN - line.width * style.size, HEIGHT - 26.0);
            self.pages[page].push(Mark::Text { x, y, size: style.size, color: style.color, line });
        }
    }
}
