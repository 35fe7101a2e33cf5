//! The product's own page, cut where it differs from organisation to organisation and from request to request. What a
//! person would write by hand as a template is taken from a sample, so that it stays the same page.

use crate::{Outcome, deployment::House};
use std::{cmp::Reverse, sync::Arc};
use tenantry::platform::Platform;

/// What goes into a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    Nonce,
    Brand,
    Organisation,
    Name,
    Email,
    /// The table's rows.
    Rows,
    /// The same rows as data for the browser's code.
    Data,
    /// The cursor of the next page.
    Next,
}

pub(crate) struct Template {
    pieces: Vec<Piece>,
    length: usize,
}

enum Piece {
    Text(String),
    Gap(Gap),
}

impl Template {
    pub(crate) async fn cut(page: &str, platform: &Arc<Platform>, house: &House) -> Outcome<Self> {
        let brand = platform.brands.get_or_copy(platform, &house.tenant).await;
        let nonce = between(page, "nonce=\"", "\"").ok_or("the page has no nonce")?;
        let mut known = vec![
            (Gap::Nonce, nonce.to_owned()),
            (Gap::Brand, brand.css.clone()),
            (Gap::Organisation, house.tenant.name.clone()),
            (Gap::Name, house.actor.name.clone()),
            (Gap::Email, house.actor.email.clone()),
        ];
        let listed = [
            (Gap::Rows, between(page, "<tbody>", "</tbody>")),
            (Gap::Data, between(page, r#"="+"#, r#"";"#)),
            (Gap::Next, between(page, "/loans?after=", "\"")),
        ];
        known.extend(listed.into_iter().filter_map(|(gap, text)| Some((gap, text?.to_owned()))));
        Ok(Self::with_gaps(page, known))
    }

    /// `fill` writes what belongs into each gap.
    pub(crate) fn fill(&self, mut fill: impl FnMut(Gap, &mut String)) -> String {
        let mut page = String::with_capacity(self.length + self.length / 8);
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => page.push_str(text),
                Piece::Gap(gap) => fill(*gap, &mut page),
            }
        }
        page
    }

    /// The longest first: a short text may stand in a long one.
    fn with_gaps(page: &str, mut known: Vec<(Gap, String)>) -> Self {
        known.sort_by_key(|(_, text)| Reverse(text.len()));
        let mut pieces = vec![Piece::Text(page.to_owned())];
        for (gap, text) in known {
            pieces = pieces.into_iter().flat_map(|piece| piece.without(&text, gap)).collect();
        }
        Self { pieces, length: page.len() }
    }
}

impl Piece {
    fn without(self, sought: &str, gap: Gap) -> Vec<Self> {
        let Self::Text(text) = self else { return vec![self] };
        let mut pieces = Vec::new();
        for (place, part) in text.split(sought).enumerate() {
            if place > 0 {
                pieces.push(Self::Gap(gap));
            }
            pieces.push(Self::Text(part.to_owned()));
        }
        pieces
    }
}

fn between<'p>(page: &'p str, start: &str, end: &str) -> Option<&'p str> {
    let (_, rest) = page.split_once(start)?;
    rest.split_once(end).map(|(text, _)| text)
}
