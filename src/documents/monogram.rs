//! One letter as a shape, for the icon of who has no picture of their own.

use super::{
    fonts::{Face, Typeface, Weight},
    picture,
    text::line,
};
use crate::brand::Font;
use std::sync::Arc;

/// A path of SVG with the y axis upwards, and the box around its points: left, bottom, right, top.
pub(crate) struct Letter {
    pub(crate) path: String,
    pub(crate) bounds: [f32; 4],
}

/// `None` for what has no shape.
pub(crate) fn letter(sign: char, font: Font) -> Option<Letter> {
    let typeface = Typeface::of(font, Weight::Bold);
    typeface.face_for(sign)?;
    let line = line(sign.encode_utf8(&mut [0; 4]), &typeface);
    let [run] = &line.runs[..] else { return None };
    let face: &Arc<Face> = &run.face;
    picture::shape(face, run.glyphs.first()?.id)
}
