//! The first page as a picture, SVG with letters as shapes: for where a PDF can't be shown. It loads nothing.

use super::{
    fonts::Face,
    logo::{self, Content, Logo},
    monogram::Letter,
    page::{HEIGHT, Mark, Rect, Sheet, WIDTH},
    text::{Line, Run},
};
use crate::brand::Color;
use base64::{Engine, engine::general_purpose::STANDARD};
use image::{ExtendedColorType, ImageEncoder, RgbaImage, codecs::png::PngEncoder};
use resvg::tiny_skia::PathSegment;
use skrifa::{
    GlyphId, MetadataProvider,
    instance::{LocationRef, Size},
    outline::{DrawSettings, OutlinePen},
};
use std::{
    collections::HashMap,
    fmt::{Display, Write},
};

pub(super) fn drawn(sheet: &Sheet) -> String {
    let mut canvas = Canvas::default();
    for mark in sheet.pages.first().into_iter().flatten() {
        canvas.mark(mark, sheet.logo.as_ref());
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\"><defs>{}</defs>\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#ffffff\"/>{}</svg>",
        canvas.shapes, canvas.marks
    )
}

/// Writing into a `String` never fails, which is why its results are dropped here.
#[derive(Default)]
struct Canvas {
    /// Each glyph once, in units of its font.
    shapes: String,
    known: HashMap<(usize, u32), usize>,
    faces: Vec<std::sync::Arc<Face>>,
    marks: String,
}

impl Canvas {
    fn mark(&mut self, mark: &Mark, logo: Option<&Logo>) {
        match mark {
            Mark::Text { x, y, size, color, line } => self.line(*x, *y, *size, *color, line),
            Mark::Area { place, radius, color } => {
                let Rect { x, y, width, height } = place;
                self.write(format_args!(
                    "<rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" height=\"{height:.2}\" rx=\"{radius:.2}\" fill=\"{color}\"/>"
                ));
            }
            Mark::Logo(place) => {
                if let Some(logo) = logo {
                    self.logo(logo, *place);
                }
            }
        }
    }

    fn line(&mut self, x: f32, y: f32, size: f32, color: Color, line: &Line) {
        self.write(format_args!("<g fill=\"{color}\">"));
        let mut x = x;
        for run in &line.runs {
            for glyph in &run.glyphs {
                if let Some(id) = self.glyph(run, glyph.id) {
                    let (left, up) = (x + glyph.offset.0 * size, y - glyph.offset.1 * size);
                    let scale = size / run.face.units_per_em;
                    self.write(format_args!(
                        "<use href=\"#g{id}\" transform=\"translate({left:.2} {up:.2}) scale({scale:.5} -{scale:.5})\"/>"
                    ));
                }
                x += glyph.advance * size;
            }
        }
        self.write("</g>");
    }

    /// The shape of a glyph; what isn't seen has none.
    fn glyph(&mut self, run: &Run, id: u32) -> Option<usize> {
        let face = self.faces.iter().position(|face| face.is(&run.face)).unwrap_or_else(|| {
            self.faces.push(run.face.clone());
            self.faces.len() - 1
        });
        if let Some(known) = self.known.get(&(face, id)) {
            return Some(*known);
        }
        let path = shape(&run.face, id)?.path;
        let name = self.known.len();
        let _ = write!(self.shapes, "<path id=\"g{name}\" d=\"{path}\"/>");
        self.known.insert((face, id), name);
        Some(name)
    }

    fn logo(&mut self, logo: &Logo, place: Rect) {
        let Rect { x, y, width, height } = place;
        match &logo.content {
            Content::Pixels(pixels) => {
                let data = png(pixels).map(|bytes| STANDARD.encode(bytes)).unwrap_or_default();
                self.write(format_args!(
                    "<image x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" height=\"{height:.2}\" href=\"data:image/png;base64,{data}\"/>"
                ));
            }
            Content::Shapes(shapes) => {
                let scale = logo.scale_to(place);
                self.write(format_args!("<g transform=\"translate({x:.2} {y:.2}) scale({scale:.5})\">"));
                for shape in shapes {
                    let rule = if shape.even_odd { "evenodd" } else { "nonzero" };
                    let (color, opacity) = (shape.color, shape.opacity);
                    let path = path_of(shape);
                    self.write(format_args!(
                        "<path fill=\"{color}\" fill-opacity=\"{opacity}\" fill-rule=\"{rule}\" d=\"{path}\"/>"
                    ));
                }
                self.write("</g>");
            }
        }
    }

    fn write(&mut self, text: impl Display) {
        let _ = write!(self.marks, "{text}");
    }
}

/// A glyph in units of its font; `None` for what isn't seen.
pub(super) fn shape(face: &Face, id: u32) -> Option<Letter> {
    let font = face.font()?;
    let glyph = font.outline_glyphs().get(GlyphId::new(id))?;
    let mut pen = Pen::default();
    let location = LocationRef::new(face.instance.coords());
    glyph.draw(DrawSettings::unhinted(Size::unscaled(), location), &mut pen).ok()?;
    Some(Letter { path: pen.path, bounds: pen.bounds? })
}

#[derive(Default)]
struct Pen {
    path: String,
    bounds: Option<[f32; 4]>,
}

impl Pen {
    fn reach(&mut self, points: &[(f32, f32)]) {
        for (x, y) in points {
            let [left, bottom, right, top] = self.bounds.unwrap_or([*x, *y, *x, *y]);
            self.bounds = Some([left.min(*x), bottom.min(*y), right.max(*x), top.max(*y)]);
        }
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.reach(&[(x, y)]);
        let _ = write!(self.path, "M{x:.0} {y:.0}");
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.reach(&[(x, y)]);
        let _ = write!(self.path, "L{x:.0} {y:.0}");
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.reach(&[(cx, cy), (x, y)]);
        let _ = write!(self.path, "Q{cx:.0} {cy:.0} {x:.0} {y:.0}");
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.reach(&[(ax, ay), (bx, by), (x, y)]);
        let _ = write!(self.path, "C{ax:.0} {ay:.0} {bx:.0} {by:.0} {x:.0} {y:.0}");
    }

    fn close(&mut self) {
        self.path.push('Z');
    }
}

fn path_of(shape: &logo::Shape) -> String {
    let mut path = String::new();
    for segment in logo::segments(shape) {
        let _ = match segment {
            PathSegment::MoveTo(to) => write!(path, "M{} {}", to.x, to.y),
            PathSegment::LineTo(to) => write!(path, "L{} {}", to.x, to.y),
            PathSegment::QuadTo(by, to) => write!(path, "Q{} {} {} {}", by.x, by.y, to.x, to.y),
            PathSegment::CubicTo(one, two, to) => {
                write!(path, "C{} {} {} {} {} {}", one.x, one.y, two.x, two.y, to.x, to.y)
            }
            PathSegment::Close => write!(path, "Z"),
        };
    }
    path
}

fn png(pixels: &RgbaImage) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new(&mut bytes);
    encoder.write_image(pixels.as_raw(), pixels.width(), pixels.height(), ExtendedColorType::Rgba8).ok()?;
    Some(bytes)
}
