//! Drawing the marks: letters, grounds, the logo.

use super::super::{
    fonts::Face,
    logo::{self, Content, Logo, Shape},
    page::{Mark, Rect},
    text::Run,
};
use crate::brand::Color;
use krilla::{
    color::rgb,
    geom::{Path, PathBuilder, Point, Rect as PdfRect, Size, Transform},
    image::Image,
    num::NormalizedF32,
    paint::{Fill, FillRule},
    surface::Surface,
    text::{Font, GlyphId, KrillaGlyph},
};
use resvg::tiny_skia::PathSegment;
use std::sync::Arc;

pub(super) fn draw(surface: &mut Surface, mark: &Mark, logo: Option<&Logo>, fonts: &[(Arc<Face>, Font)]) {
    match mark {
        Mark::Text { x, y, size, color, line } => {
            surface.set_fill(Some(fill(*color, 1.0, false)));
            let mut x = *x;
            for run in &line.runs {
                if let Some((_, font)) = fonts.iter().find(|(face, _)| face.is(&run.face)) {
                    surface.draw_glyphs(Point::from_xy(x, *y), &glyphs(run), font.clone(), &run.text, *size, false);
                }
                x += run.width() * size;
            }
        }
        Mark::Area { place, radius, color } => {
            surface.set_fill(Some(fill(*color, 1.0, false)));
            if let Some(path) = rounded(*place, *radius) {
                surface.draw_path(&path);
            }
        }
        Mark::Logo(place) => {
            let Some(logo) = logo else { return };
            surface.push_transform(&Transform::from_translate(place.x, place.y));
            draw_logo(surface, logo, *place);
            surface.pop();
        }
    }
}

fn draw_logo(surface: &mut Surface, logo: &Logo, place: Rect) {
    match &logo.content {
        Content::Pixels(pixels) => {
            let image = Image::from_rgba8(pixels.as_raw().clone(), pixels.width(), pixels.height());
            if let Some(size) = Size::from_wh(place.width, place.height) {
                surface.draw_image(image, size);
            }
        }
        Content::Shapes(shapes) => {
            let scale = logo.scale_to(place);
            surface.push_transform(&Transform::from_scale(scale, scale));
            for shape in shapes {
                surface.set_fill(Some(fill(shape.color, shape.opacity, shape.even_odd)));
                if let Some(path) = path_of(shape) {
                    surface.draw_path(&path);
                }
            }
            surface.pop();
        }
    }
}

fn glyphs(run: &Run) -> Vec<KrillaGlyph> {
    let glyphs = run.glyphs.iter().map(|glyph| {
        let (dx, dy) = glyph.offset;
        KrillaGlyph::new(GlyphId::new(glyph.id), glyph.advance, dx, dy, 0.0, glyph.of.clone(), None)
    });
    glyphs.collect()
}

fn fill(color: Color, opacity: f32, even_odd: bool) -> Fill {
    Fill {
        paint: rgb::Color::new(color.red, color.green, color.blue).into(),
        opacity: NormalizedF32::new(opacity).unwrap_or(NormalizedF32::ONE),
        rule: if even_odd { FillRule::EvenOdd } else { FillRule::NonZero },
    }
}

fn path_of(shape: &Shape) -> Option<Path> {
    let mut path = PathBuilder::new();
    for segment in logo::segments(shape) {
        match segment {
            PathSegment::MoveTo(to) => path.move_to(to.x, to.y),
            PathSegment::LineTo(to) => path.line_to(to.x, to.y),
            PathSegment::QuadTo(by, to) => path.quad_to(by.x, by.y, to.x, to.y),
            PathSegment::CubicTo(one, two, to) => path.cubic_to(one.x, one.y, two.x, two.y, to.x, to.y),
            PathSegment::Close => path.close(),
        }
    }
    path.finish()
}

fn rounded(place: Rect, radius: f32) -> Option<Path> {
    let Rect { x, y, width, height } = place;
    let mut path = PathBuilder::new();
    if radius <= 0.0 {
        path.push_rect(PdfRect::from_xywh(x, y, width, height)?);
        return path.finish();
    }
    // A quarter of a circle as a curve.
    let (r, c) = (radius, radius * 0.447_7);
    let (right, bottom) = (x + width, y + height);
    path.move_to(x + r, y);
    path.line_to(right - r, y);
    path.cubic_to(right - c, y, right, y + c, right, y + r);
    path.line_to(right, bottom - r);
    path.cubic_to(right, bottom - c, right - c, bottom, right - r, bottom);
    path.line_to(x + r, bottom);
    path.cubic_to(x + c, bottom, x, bottom - c, x, bottom - r);
    path.line_to(x, y + r);
    path.cubic_to(x, y + c, x + c, y, x + r, y);
    path.close();
    path.finish()
}
