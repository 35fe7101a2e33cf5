//! Drawings: written again from an allowlist of elements and attributes (svg-hush), then freed of every reference that leaves the
//! file. Whoever serves them adds a policy that allows nothing; this is the first of the two walls.

use crate::fault::Problem;
use std::io::{self, Write};

/// Cleaning indents; what grows beyond this is no logo.
const MAX_CLEANED: usize = 4 * 1024 * 1024;

/// Elements that draw. A file without any shows nothing.
const DRAWING: [&str; 9] = ["path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "use"];

/// CSS functions that fetch without being called `url`.
const FETCHING: [&str; 2] = ["image-set(", "src("];

pub(super) fn clean(file: &[u8]) -> Result<Vec<u8>, Problem> {
    let text = readable(file).ok_or(Problem::FileNotAPicture)?;
    let filtered = filter(text).ok_or(Problem::FileNotAPicture)?;
    let cleaned = without_references(&with_namespace(&filtered));
    if is_drawing(&cleaned) { Ok(cleaned.into_bytes()) } else { Err(Problem::FileNotAPicture) }
}

/// UTF-8 text that begins as XML does. Entities are refused: a few lines of them make gigabytes.
fn readable(file: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(file).ok()?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    (text.starts_with('<') && !text.contains('\0') && !text.contains("<!ENTITY")).then_some(text)
}

/// `None` when it is not well-formed, or when nothing allowed is in it.
fn filter(text: &str) -> Option<String> {
    let mut cleaned = Bounded(Vec::new());
    svg_hush::Filter::new().filter(text.as_bytes(), &mut cleaned).ok()?;
    String::from_utf8(cleaned.0).ok()
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

/// Takes so many bytes and no more.
struct Bounded(Vec<u8>);

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > MAX_CLEANED {
            return Err(io::Error::other("the drawing is too large"));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
#[path = "svg_tests.rs"]
mod tests;
