//! Texts as glyphs: which ones, how wide they are, and where a line ends.

use super::fonts::{Face, Typeface};
use harfrust::{Direction, Feature, ShapeOptions, Tag, UnicodeBuffer};
use std::{iter, ops::Range, sync::Arc};
use unicode_bidi::{BidiInfo, Level};
use unicode_normalization::UnicodeNormalization;

/// Glyphs of one face, in the order in which they stand, left to right. Lengths are in ems.
#[derive(Clone)]
pub(super) struct Run {
    pub face: Arc<Face>,
    pub text: String,
    pub glyphs: Vec<Glyph>,
}

#[derive(Clone)]
pub(super) struct Glyph {
    pub id: u32,
    pub advance: f32,
    pub offset: (f32, f32),
    /// The letters of the run's text that it stands for.
    pub of: Range<usize>,
}

impl Run {
    /// In ems.
    pub(super) fn width(&self) -> f32 {
        self.glyphs.iter().map(|glyph| glyph.advance).sum()
    }
}

#[derive(Clone, Default)]
pub(super) struct Line {
    pub runs: Vec<Run>,
    /// In ems.
    pub width: f32,
}

/// Nothing that is set is longer; what people type is bounded far below.
const MOST_SIGNS: usize = 2_000;

/// One line, however wide.
pub(super) fn line(text: &str, typeface: &Typeface) -> Line {
    shaped(&clean(text, typeface), typeface)
}

/// Lines that are no wider than so many ems. A word that is wider than a line is broken.
pub(super) fn lines(text: &str, typeface: &Typeface, width: f32) -> Vec<Line> {
    text.lines().flat_map(|paragraph| broken(&clean(paragraph, typeface), typeface, width)).collect()
}

fn broken(text: &str, typeface: &Typeface, width: f32) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut current, mut current_line) = (String::new(), Line::default());
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let tried = if current.is_empty() { word.to_owned() } else { format!("{current} {word}") };
        let line = shaped(&tried, typeface);
        if line.width <= width {
            (current, current_line) = (tried, line);
            continue;
        }
        if !current.is_empty() {
            lines.push(std::mem::take(&mut current_line));
        }
        let (mut whole, rest) = pieces(word, typeface, width);
        lines.append(&mut whole);
        (current_line, current) = (shaped(&rest, typeface), rest);
    }
    if !current.is_empty() {
        lines.push(current_line);
    }
    lines
}

/// The full lines that a long word fills, and what is left of it.
fn pieces(word: &str, typeface: &Typeface, width: f32) -> (Vec<Line>, String) {
    let (mut lines, mut rest) = (Vec::new(), word.to_owned());
    while shaped(&rest, typeface).width > width {
        let cuts: Vec<usize> = rest.char_indices().map(|(at, _)| at).skip(1).collect();
        let fitting = cuts.partition_point(|at| shaped(&rest[..*at], typeface).width <= width);
        // One letter stands in every line, or this would never end.
        let Some(at) = cuts.get(fitting.saturating_sub(1)) else { break };
        let left = rest.split_off(*at);
        lines.push(shaped(&rest, typeface));
        rest = left;
    }
    (lines, rest)
}

/// As it can be set: composed, without what has no shape, and with a sign in place of what no font has.
fn clean(text: &str, typeface: &Typeface) -> String {
    text.nfc().filter_map(|sign| settable(sign, typeface)).take(MOST_SIGNS).collect()
}

fn settable(sign: char, typeface: &Typeface) -> Option<char> {
    match sign {
        // What isn't seen, or would turn around what follows.
        '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0000}'..='\u{e0fff}' => None,
        sign if sign.is_control() || matches!(sign, '\u{2028}' | '\u{2029}') => Some(' '),
        sign if is_private(sign) => stand_in(typeface),
        sign if typeface.face_for(sign).is_some() => Some(sign),
        '\u{202f}' | '\u{2007}' | '\u{2009}' => Some('\u{a0}'),
        sign if sign.is_whitespace() => Some(' '),
        _ => stand_in(typeface),
    }
}

fn is_private(sign: char) -> bool {
    matches!(sign, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}') || u32::from(sign) & 0xfffe == 0xfffe
}

fn stand_in(typeface: &Typeface) -> Option<char> {
    ['\u{fffd}', '□', '?'].into_iter().find(|sign| typeface.face_for(*sign).is_some())
}

fn shaped(text: &str, typeface: &Typeface) -> Line {
    let mut runs = Vec::new();
    for (text, is_backward) in in_order(text) {
        let parts = of_one_face(&text, typeface).into_iter();
        let shaped = parts.filter_map(|(text, face)| run(&text, face, is_backward));
        if is_backward { runs.extend(shaped.collect::<Vec<_>>().into_iter().rev()) } else { runs.extend(shaped) }
    }
    Line { width: runs.iter().map(Run::width).sum(), runs }
}

/// The stretches of one direction, as they stand from the left to the right; whether each runs backward. A line as a whole runs
/// as the languages of the product do.
fn in_order(text: &str) -> Vec<(String, bool)> {
    let bidi = BidiInfo::new(text, Some(Level::ltr()));
    let Some(paragraph) = bidi.paragraphs.first() else { return Vec::new() };
    let (levels, stretches) = bidi.visual_runs(paragraph, paragraph.range.clone());
    stretches.into_iter().map(|range| (text[range.clone()].to_owned(), levels[range.start].is_rtl())).collect()
}

fn of_one_face<'t>(text: &str, typeface: &'t Typeface) -> Vec<(String, &'t Arc<Face>)> {
    let mut parts: Vec<(String, &Arc<Face>)> = Vec::new();
    for sign in text.chars() {
        let Some(face) = typeface.face_for(sign) else { continue };
        match parts.last_mut() {
            Some((part, of)) if of.is(face) => part.push(sign),
            _ => parts.push((sign.to_string(), face)),
        }
    }
    parts
}

#[expect(clippy::cast_precision_loss, reason = "units of a font are small whole numbers")]
fn run(text: &str, face: &Arc<Face>, is_backward: bool) -> Option<Run> {
    let font = face.font()?;
    let shaper = face.shaper.shaper(&font).instance(Some(&face.instance)).build();
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    buffer.set_direction(if is_backward { Direction::RightToLeft } else { Direction::LeftToRight });
    // Digits of one width stand below each other. Letters that melt together are one glyph for two, which some readers copy badly.
    let features = [feature(*b"tnum", 1), feature(*b"liga", 0), feature(*b"clig", 0)];
    let set = shaper.shape(buffer, ShapeOptions::new().features(&features));
    let starts: Vec<usize> = set.glyph_infos().iter().map(|info| info.cluster as usize).collect();
    let in_ems = |units: i32| units as f32 / face.units_per_em;
    let glyphs = iter::zip(set.glyph_infos(), set.glyph_positions()).map(|(info, position)| Glyph {
        id: info.glyph_id,
        advance: in_ems(position.x_advance),
        offset: (in_ems(position.x_offset), in_ems(position.y_offset)),
        of: cluster(info.cluster as usize, &starts, text.len()),
    });
    Some(Run { face: face.clone(), text: text.to_owned(), glyphs: glyphs.collect() })
}

fn feature(tag: [u8; 4], value: u32) -> Feature {
    Feature::new(Tag::new(&tag), value, ..)
}

/// From where a cluster begins to where the next one does.
fn cluster(start: usize, starts: &[usize], end: usize) -> Range<usize> {
    start..starts.iter().copied().filter(|other| *other > start).min().unwrap_or(end)
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
