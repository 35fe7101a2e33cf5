//! What a drawing must not have: whatever runs, and whatever is fetched from elsewhere. It is refused and not left out in
//! silence, because whoever sends such a file should learn of it. What editors leave behind, such as elements of their own,
//! comments and descriptions, is no reason: cleaning (`svg.rs`) takes it away.

use super::expansion::Expansion;
use crate::fault::Problem;
use resvg::usvg::roxmltree::{Attribute, Document, Error, Node, ParsingOptions};

/// A logo of two million bytes has fewer; this bounds the memory.
const MOST_NODES: u32 = 200_000;

/// Every browser that shows the drawing draws so many elements, and so many layers.
const MOST_DRAWN: Expansion = Expansion { elements: 200_000, layers: 2_000 };

const SVG: &str = "http://www.w3.org/2000/svg";
const XHTML: &str = "http://www.w3.org/1999/xhtml";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Elements that run, or that hold what does, in lower case.
const RUNNING: [&str; 9] =
    ["script", "handler", "listener", "foreignobject", "iframe", "embed", "object", "audio", "video"];

/// Schemes of addresses that run.
const RUNNING_SCHEMES: [&str; 2] = ["javascript:", "vbscript:"];

/// Pictures inside the drawing itself are no reference to elsewhere; cleaning decides about them.
const PICTURES_INSIDE: [&str; 5] =
    ["data:image/png", "data:image/jpeg", "data:image/jpg", "data:image/gif", "data:image/webp"];

/// CSS that old programs run.
const RUNNING_STYLES: [&str; 2] = ["expression(", "-moz-binding"];

/// CSS that fetches without `url(`.
const FETCHING_STYLES: [&str; 3] = ["@import", "image-set(", "src("];

/// # Errors
/// `DrawingRuns`, `DrawingReachesOut`, `DrawingTooRich`, or `FileNotAPicture` for what is no well-formed drawing.
pub(super) fn screen(svg: &str) -> Result<(), Problem> {
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(svg, options).map_err(|error| match error {
        Error::NodesLimitReached => Problem::DrawingTooRich,
        _ => Problem::FileNotAPicture,
    })?;
    if !document.root_element().has_tag_name((SVG, "svg")) {
        return Err(Problem::FileNotAPicture);
    }
    document.descendants().try_for_each(screen_node)?;
    if Expansion::of(&document).is_within(MOST_DRAWN) { Ok(()) } else { Err(Problem::DrawingTooRich) }
}

fn screen_node(node: Node<'_, '_>) -> Result<(), Problem> {
    if node.pi().is_some_and(|instruction| instruction.target.eq_ignore_ascii_case("xml-stylesheet")) {
        return Err(Problem::DrawingReachesOut);
    }
    // An element of an editor's own means nothing to a browser.
    if !node.is_element() || !matches!(node.tag_name().namespace(), None | Some("" | SVG | XHTML)) {
        return Ok(());
    }
    let name = node.tag_name().name().to_ascii_lowercase();
    if node.tag_name().namespace() == Some(XHTML) || RUNNING.contains(&name.as_str()) {
        return Err(Problem::DrawingRuns);
    }
    if name == "style" {
        let texts = node.descendants().filter(Node::is_text).filter_map(|text| text.text());
        screen_style(&texts.collect::<String>())?;
    }
    node.attributes().try_for_each(|attribute| screen_attribute(&attribute))
}

fn screen_attribute(attribute: &Attribute<'_, '_>) -> Result<(), Problem> {
    if !matches!(attribute.namespace(), None | Some(XLINK | XML)) {
        return Ok(());
    }
    let name = attribute.name().to_ascii_lowercase();
    let value = without_spaces(attribute.value());
    // An animation sets what it names.
    let sets = |what: &str| name == "attributename" && value.starts_with(what);
    let sets_what_runs = ["on", "href", "xlink:href"].into_iter().any(sets);
    let is_handler = attribute.namespace().is_none() && name.starts_with("on");
    if is_handler || sets_what_runs || RUNNING_SCHEMES.iter().any(|scheme| value.contains(scheme)) {
        return Err(Problem::DrawingRuns);
    }
    match name.as_str() {
        "href" | "src" | "base" => screen_reference(&value),
        _ => screen_style(attribute.value()),
    }
}

/// An address as it is written in the file, without spaces and in lower case.
fn screen_reference(address: &str) -> Result<(), Problem> {
    let is_inside = address.is_empty() || address.starts_with('#');
    if is_inside || PICTURES_INSIDE.iter().any(|kind| address.starts_with(kind)) {
        Ok(())
    } else if address.starts_with("data:") {
        Err(Problem::DrawingRuns)
    } else {
        Err(Problem::DrawingReachesOut)
    }
}

/// A style sheet, or an attribute that may hold a value of one.
fn screen_style(css: &str) -> Result<(), Problem> {
    let css = without_spaces(&unescaped(css));
    if RUNNING_SCHEMES.iter().chain(&RUNNING_STYLES).any(|word| css.contains(word)) {
        return Err(Problem::DrawingRuns);
    }
    let fetches = FETCHING_STYLES.iter().any(|word| css.contains(word));
    let is_inside = |address: &str| {
        let address = address.trim_start_matches(['"', '\'']);
        address.starts_with(['#', ')']) || address.starts_with("data:")
    };
    if fetches || !css.split("url(").skip(1).all(is_inside) { Err(Problem::DrawingReachesOut) } else { Ok(()) }
}

/// Browsers pass over spaces and control characters inside an address.
fn without_spaces(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>().to_ascii_lowercase()
}

/// CSS may write each letter as its number: `u\72l(` is `url(`.
fn unescaped(css: &str) -> String {
    let mut plain = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, escape)) = rest.split_once('\\') {
        plain.push_str(before);
        let digits = escape.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
        let letter = u32::from_str_radix(&escape[..digits], 16).ok().and_then(char::from_u32);
        plain.extend(letter);
        rest = escape[digits..].strip_prefix([' ', '\n', '\t']).filter(|_| digits > 0).unwrap_or(&escape[digits..]);
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
#[path = "screening_tests.rs"]
mod tests;
