//! A drawing as pixels: for icons, which home screens want as pixels, and for the colours of a logo. What is drawn was
//! cleaned before; it has no letters here, for no font is loaded.

use super::expansion::Expansion;
use crate::fault::Problem;
use image::{DynamicImage, RgbaImage};
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree, roxmltree::Document},
};

/// An icon or a logo is drawn with far less; this bounds the work.
const MOST_BYTES: usize = 512 * 1024;
const MOST_DRAWN: Expansion = Expansion { elements: 5_000, layers: 64 };

/// Effects cost more than they show at the size of an icon; a marker is drawn at each point of a path.
const COSTLY: [&str; 4] = ["<filter", "<mask", "<pattern", "<marker"];

/// The drawing in a square of so many pixels, in its middle and as large as fits.
pub(super) fn square(svg: &[u8], side: u32) -> Result<DynamicImage, Problem> {
    let tree = tree(svg)?;
    let size = tree.size();
    let side_f = f32::from(u16::try_from(side).map_err(|_| Problem::FileNotAPicture)?);
    let scale = (side_f / size.width()).min(side_f / size.height());
    let (left, top) = ((side_f - size.width() * scale) / 2.0, (side_f - size.height() * scale) / 2.0);
    let mut pixels = Pixmap::new(side, side).ok_or(Problem::FileNotAPicture)?;
    resvg::render(&tree, Transform::from_scale(scale, scale).post_translate(left, top), &mut pixels.as_mut());
    let picture = RgbaImage::from_raw(side, side, straight(&pixels)).ok_or(Problem::FileNotAPicture)?;
    Ok(picture.into())
}

/// The drawing as large as fits into so many pixels each way.
///
/// # Errors
/// Also when it has letters: they would be missing.
pub(super) fn within(svg: &[u8], width: u16, height: u16) -> Result<DynamicImage, Problem> {
    if has_letters(svg) {
        return Err(Problem::FileNotAPicture);
    }
    let tree = tree(svg)?;
    let size = tree.size();
    let scale = (f32::from(width) / size.width()).min(f32::from(height) / size.height());
    pixels(&tree, scale).map(Into::into)
}

/// They are drawn by nobody: no font is loaded.
pub(super) fn has_letters(svg: &[u8]) -> bool {
    svg.windows(5).any(|at| at == b"<text")
}

/// The whole drawing as pixels, so many for each of its own.
pub(crate) fn pixels(tree: &Tree, scale: f32) -> Result<RgbaImage, Problem> {
    let size = tree.size().to_int_size().scale_by(scale).ok_or(Problem::FileNotAPicture)?;
    let mut pixels = Pixmap::new(size.width(), size.height()).ok_or(Problem::FileNotAPicture)?;
    resvg::render(tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    RgbaImage::from_raw(size.width(), size.height(), straight(&pixels)).ok_or(Problem::FileNotAPicture)
}

/// Red, green, blue and opacity, of which none is multiplied by the last.
fn straight(pixels: &Pixmap) -> Vec<u8> {
    let bytes = pixels.pixels().iter().flat_map(|pixel| {
        let color = pixel.demultiply();
        [color.red(), color.green(), color.blue(), color.alpha()]
    });
    bytes.collect()
}

/// Pixels of its own, rounded; 0 where it can't be read.
pub(super) fn size(svg: &[u8]) -> (u32, u32) {
    tree(svg).map_or((0, 0), |tree| {
        let size = tree.size().to_int_size();
        (size.width(), size.height())
    })
}

/// As it is drawn.
pub(crate) fn tree(svg: &[u8]) -> Result<Tree, Problem> {
    let text = std::str::from_utf8(svg).map_err(|_| Problem::FileNotAPicture)?;
    if text.len() > MOST_BYTES || COSTLY.iter().any(|tag| text.contains(tag)) {
        return Err(Problem::DrawingTooRich);
    }
    let document = Document::parse(text).map_err(|_| Problem::FileNotAPicture)?;
    if !Expansion::of(&document).is_within(MOST_DRAWN) {
        return Err(Problem::DrawingTooRich);
    }
    Tree::from_xmltree(&document, &Options::default()).map_err(|_| Problem::FileNotAPicture)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::GenericImageView;

    fn svg(size: &str, body: &str) -> Vec<u8> {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size}\">{body}</svg>").into_bytes()
    }

    #[test]
    fn a_wide_drawing_stands_in_the_middle_of_its_square() {
        let drawn = square(&svg("20 10", "<rect width=\"20\" height=\"10\" fill=\"#c81e28\"/>"), 40).unwrap();
        assert_eq!(drawn.dimensions(), (40, 40));
        assert_eq!(drawn.get_pixel(20, 20).0, [200, 30, 40, 255]);
        assert_eq!((drawn.get_pixel(20, 5).0[3], drawn.get_pixel(20, 35).0[3]), (0, 0));
        assert_eq!(size(&svg("20 10", "<rect/>")), (20, 10));
    }

    #[test]
    fn a_drawing_that_costs_too_much_is_refused() {
        let rects = "<rect/>".repeat(5_000);
        let layers = format!("{}{}", "<g opacity=\".9\">".repeat(65), "</g>".repeat(65));
        let shown = format!("<g id=\"a\">{}</g>{}", "<rect/>".repeat(100), "<use href=\"#a\"/>".repeat(50));
        let doubled: Vec<String> =
            (0..29).map(|n| format!("<g id=\"g{}\"><use href=\"#g{n}\"/><use href=\"#g{n}\"/></g>", n + 1)).collect();
        let doubled = doubled.concat();
        let doubled = format!("<g id=\"g0\"><rect width=\"1\" height=\"1\"/></g>{doubled}<use href=\"#g29\"/>");
        for body in [
            rects.as_str(),
            "<filter id=\"f\"/><rect/>",
            "<pattern id=\"p\"/>",
            "<marker id=\"m\"/>",
            &layers,
            &shown,
            // A billion rectangles in thirty lines.
            &doubled,
        ] {
            assert_eq!(square(&svg("9 9", body), 16).err(), Some(Problem::DrawingTooRich), "{}", &body[..20]);
        }
    }
}
