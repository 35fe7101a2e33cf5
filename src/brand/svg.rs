//! Drawings: what is hostile in them is refused (`screening.rs`). The rest is written again from an allowlist of elements and
//! attributes (svg-hush), then freed of every reference that leaves the file, whatever the first wall didn't know. Whoever
//! serves them adds a policy that allows nothing, the third.

use super::{PICTURE_MAX_BYTES, screening};
use crate::fault::Problem;
use std::io::{self, Write};

/// Elements that draw. A file without any shows nothing.
const DRAWING: [&str; 9] = ["path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "use"];

/// CSS functions that fetch without being called `url`.
const FETCHING: [&str; 2] = ["image-set(", "src("];

pub(super) fn clean(file: &[u8]) -> Result<Vec<u8>, Problem> {
    let text = readable(file).ok_or(Problem::FileNotAPicture)?;
    screening::screen(text)?;
    written_again(text)
}

fn written_again(text: &str) -> Result<Vec<u8>, Problem> {
    let filtered = filter(text)?;
    let cleaned = without_references(&with_namespace(&filtered));
    if is_drawing(&cleaned) { Ok(cleaned.into_bytes()) } else { Err(Problem::FileNotAPicture) }
}

/// UTF-8 text that begins as XML does. Entities are refused: a few lines of them make gigabytes.
fn readable(file: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(file).ok()?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    (text.starts_with('<') && !text.contains('\0') && !text.contains("<!ENTITY")).then_some(text)
}

/// What isn't well-formed, or has nothing allowed in it, is no picture.
fn filter(text: &str) -> Result<String, Problem> {
    let mut cleaned = Bounded::default();
    let outcome = svg_hush::Filter::new().filter(text.as_bytes(), &mut cleaned);
    if cleaned.is_over {
        return Err(Problem::FileTooLarge { most_bytes: PICTURE_MAX_BYTES as u64 });
    }
    outcome.ok().and_then(|()| String::from_utf8(cleaned.bytes).ok()).ok_or(Problem::FileNotAPicture)
}

const NAMESPACE: &str = "xmlns=\"http://www.w3.org/2000/svg\"";

/// A file that writes `svg:path` for `path` loses the prefix, and with it the only mention of what it is.
fn with_namespace(svg: &str) -> String {
    if svg.contains("xmlns=\"") { svg.to_owned() } else { svg.replacen("<svg", &format!("<svg {NAMESPACE}"), 1) }
}

/// Only references into the file itself stay. The text was just written by an XML writer: in attributes and text `"` and
/// `<` are escaped where they would end them, so that a plain search finds exactly the attributes.
fn without_references(svg: &str) -> String {
    without_foreign_urls(&without_foreign_hrefs(svg))
}

fn without_foreign_hrefs(svg: &str) -> String {
    let mut kept = String::with_capacity(svg.len());
    let mut rest = svg;
    while let Some((before, value)) = rest.split_once(" href=\"") {
        let (target, after) = value.split_once('"').unwrap_or((value, ""));
        kept.push_str(before);
        if target.starts_with('#') {
            kept.push_str(" href=\"");
            kept.push_str(target);
            kept.push('"');
        }
        rest = after;
    }
    kept.push_str(rest);
    kept
}

/// `url(…)` of anything but a fragment becomes `url(#)`, which is nothing.
fn without_foreign_urls(svg: &str) -> String {
    let lower = svg.to_ascii_lowercase();
    let mut kept = String::with_capacity(svg.len());
    let mut at = 0;
    while let Some(found) = lower[at..].find("url(") {
        let value = at + found + "url(".len();
        kept.push_str(&svg[at..value]);
        at = value;
        if !svg[at..].starts_with('#') {
            kept.push('#');
            at += svg[at..].find([')', '"', '<', '}', ';']).unwrap_or(0);
        }
    }
    kept.push_str(&svg[at..]);
    kept
}

/// Its root is an `svg`, nothing in it is anything but SVG, and something is drawn.
fn is_drawing(svg: &str) -> bool {
    let lower = svg.to_ascii_lowercase();
    let root = svg.split('<').find(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()));
    let is_svg = root.is_some_and(|tag| is_tag(tag, "svg") && tag.contains(NAMESPACE));
    let only_svg = svg.matches("xmlns=\"").count() == svg.matches(NAMESPACE).count();
    let draws = svg.split('<').any(|tag| DRAWING.iter().any(|name| is_tag(tag, name)));
    is_svg && only_svg && draws && !FETCHING.iter().any(|function| lower.contains(function))
}

fn is_tag(text: &str, name: &str) -> bool {
    text.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', '>', '/', '\n']))
}

/// Cleaning indents. What it has written must not be larger than a file may be: an exported brand is imported again.
#[derive(Default)]
struct Bounded {
    bytes: Vec<u8>,
    is_over: bool,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.is_over |= self.bytes.len() + bytes.len() > PICTURE_MAX_BYTES;
        if self.is_over {
            return Err(io::Error::other("the drawing is too large"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
#[path = "svg_tests.rs"]
mod tests;
