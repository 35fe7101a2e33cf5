//! The organisation's logo on paper: a drawing stays a drawing where it is of plain shapes, all else becomes pixels.

use super::page::Rect;
use crate::brand::{Asset, Color, drawing};
use image::RgbaImage;
use resvg::{
    tiny_skia::{Path, PathSegment, Transform},
    usvg::{BlendMode, Fill, Group, Node, Paint, Tree},
};

pub(super) struct Logo {
    /// Of its own, in whatever unit: what counts is how they relate.
    width: f32,
    height: f32,
    pub content: Content,
}

pub(super) enum Content {
    Shapes(Vec<Shape>),
    Pixels(RgbaImage),
}

/// A filled shape in the logo's own unit.
pub(super) struct Shape {
    pub path: Path,
    pub color: Color,
    pub opacity: f32,
    pub even_odd: bool,
}

/// More shapes than a logo has are faster as pixels.
const MOST_SHAPES: usize = 400;
/// Pixels for a point: fine enough for a printer at 300 dots an inch.
const FINE: f32 = 4.2;

impl Logo {
    /// `None` when it can't be read: the document then has the organisation's name alone.
    pub(super) fn of(asset: &Asset) -> Option<Self> {
        if asset.media_type == "image/svg+xml" {
            Self::of_drawing(&asset.bytes)
        } else {
            Self::of_picture(&asset.bytes)
        }
    }

    fn of_picture(bytes: &[u8]) -> Option<Self> {
        let pixels = image::load_from_memory(bytes).ok()?.to_rgba8();
        Some(Self { width: length(pixels.width()), height: length(pixels.height()), content: Content::Pixels(pixels) })
    }

    fn of_drawing(svg: &[u8]) -> Option<Self> {
        let tree = drawing::tree(svg).ok()?;
        let (width, height) = (tree.size().width(), tree.size().height());
        let content = match shapes(&tree) {
            Some(shapes) => Content::Shapes(shapes),
            None => Content::Pixels(drawing::pixels(&tree, 192.0 * FINE / width.max(height)).ok()?),
        };
        Some(Self { width, height, content })
    }

    /// As large as fits, from an upper left corner.
    pub(super) fn place(&self, x: f32, y: f32, (width, height): (f32, f32)) -> Rect {
        let scale = (width / self.width).min(height / self.height);
        Rect { x, y, width: self.width * scale, height: self.height * scale }
    }

    /// From its own unit to points.
    pub(super) fn scale_to(&self, place: Rect) -> f32 {
        place.width / self.width
    }
}

/// `None` when there is anything but plain shapes in plain colours.
fn shapes(tree: &Tree) -> Option<Vec<Shape>> {
    let mut shapes = Vec::new();
    collect(tree.root(), &mut shapes)?;
    (shapes.len() <= MOST_SHAPES).then_some(shapes)
}

fn collect(group: &Group, shapes: &mut Vec<Shape>) -> Option<()> {
    let is_plain = group.clip_path().is_none()
        && group.mask().is_none()
        && group.filters().is_empty()
        && group.blend_mode() == BlendMode::Normal
        && group.opacity().get() >= 1.0;
    if !is_plain {
        return None;
    }
    for node in group.children() {
        match node {
            Node::Group(group) => collect(group, shapes)?,
            Node::Path(path) if !path.is_visible() => {}
            Node::Path(path) => {
                if let Some(fill) = path.fill() {
                    shapes.push(filled(path.data(), fill, path.abs_transform())?);
                }
                if let Some(stroke) = path.stroke() {
                    // A line is the shape that it covers.
                    let outline = path.data().stroke(&stroke.to_tiny_skia(), 4.0)?;
                    let Paint::Color(color) = stroke.paint() else { return None };
                    let outline = outline.transform(path.abs_transform())?;
                    let (color, opacity) = (Color::new(color.red, color.green, color.blue), stroke.opacity().get());
                    shapes.push(Shape { path: outline, color, opacity, even_odd: false });
                }
            }
            Node::Image(_) | Node::Text(_) => return None,
        }
    }
    Some(())
}

fn filled(path: &Path, fill: &Fill, transform: Transform) -> Option<Shape> {
    let Paint::Color(color) = fill.paint() else { return None };
    Some(Shape {
        path: path.clone().transform(transform)?,
        color: Color::new(color.red, color.green, color.blue),
        opacity: fill.opacity().get(),
        even_odd: fill.rule() == resvg::usvg::FillRule::EvenOdd,
    })
}

/// Each segment of a shape.
pub(super) fn segments(shape: &Shape) -> impl Iterator<Item = PathSegment> {
    shape.path.segments()
}

#[expect(clippy::cast_precision_loss, reason = "pictures are at most some thousand pixels wide")]
fn length(pixels: u32) -> f32 {
    pixels as f32
}
