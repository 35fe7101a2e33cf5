//! Pictures of pixels: decoded under limits, turned upright, made small, encoded again. Whatever else was in the file, such as
//! places or names, doesn't come along.

use super::ends;
use crate::fault::Problem;
use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, Rgba, RgbaImage,
    codecs::jpeg::JpegEncoder,
    imageops::{self, FilterType},
};
use std::io::Cursor;

/// The largest picture that is decoded, each way.
const MAX_PIXELS: u32 = 4096;
const MAX_MEMORY: u64 = 128 * 1024 * 1024;

pub(super) fn format_of(file: &[u8]) -> Option<ImageFormat> {
    if file.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some(ImageFormat::Png)
    } else if file.starts_with(b"\xff\xd8\xff") {
        Some(ImageFormat::Jpeg)
    } else if file.starts_with(b"RIFF") && file.get(8..12) == Some(b"WEBP") {
        Some(ImageFormat::WebP)
    } else {
        None
    }
}

/// The picture, upright, with nothing else of the file. One that arrived by half is refused: the decoder would fill what is
/// missing with grey.
pub(super) fn read(file: &[u8], format: ImageFormat) -> Result<DynamicImage, Problem> {
    ends::check(file, format)?;
    decode(file, format).map_err(problem_of)
}

fn decode(file: &[u8], format: ImageFormat) -> Result<DynamicImage, ImageError> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_PIXELS);
    limits.max_image_height = Some(MAX_PIXELS);
    limits.max_alloc = Some(MAX_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder()?;
    limits.reserve(decoder.total_bytes())?;
    decoder.set_limits(limits)?;
    let orientation = decoder.orientation()?;
    let mut picture = DynamicImage::from_decoder(decoder)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn problem_of(error: ImageError) -> Problem {
    match error {
        ImageError::Limits(_) => Problem::PictureTooLarge { most_pixels: MAX_PIXELS },
        _ => Problem::FileNotAPicture,
    }
}

/// A box that a picture is made to fit; a smaller one stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) width: u32,
    pub(super) height: u32,
}

impl Frame {
    pub(super) const fn half(self) -> Self {
        Self { width: self.width / 2, height: self.height / 2 }
    }

    pub(super) fn holds(self, picture: &DynamicImage) -> bool {
        picture.width() <= self.width && picture.height() <= self.height
    }

    /// The largest size of the same ratio that is allowed; at least a pixel each way.
    fn fitting(self, width: u32, height: u32) -> (u32, u32) {
        let Self { width: most_width, height: most_height } = self;
        if u64::from(width) * u64::from(most_height) <= u64::from(height) * u64::from(most_width) {
            (scaled(width, most_height, height), most_height)
        } else {
            (most_width, scaled(height, most_width, width))
        }
    }
}

pub(super) fn shrunk(picture: &DynamicImage, frame: Frame) -> DynamicImage {
    if frame.holds(picture) {
        return picture.clone();
    }
    let (width, height) = frame.fitting(picture.width(), picture.height());
    resized(picture, width, height)
}

pub(super) fn resized(picture: &DynamicImage, width: u32, height: u32) -> DynamicImage {
    if !picture.color().has_alpha() {
        return picture.resize_exact(width, height, FilterType::CatmullRom);
    }
    let mut pixels = picture.to_rgba8();
    premultiply(&mut pixels);
    let mut small = DynamicImage::from(pixels).resize_exact(width, height, FilterType::CatmullRom).into_rgba8();
    unmultiply(&mut small);
    small.into()
}

fn scaled(length: u32, to: u32, from: u32) -> u32 {
    let scaled = (u64::from(length) * u64::from(to) + u64::from(from) / 2) / u64::from(from);
    u32::try_from(scaled).unwrap_or(to).max(1)
}

/// What can't be seen must not colour what can: without this the edges of a logo get a fringe.
fn premultiply(pixels: &mut RgbaImage) {
    pixels.pixels_mut().for_each(|pixel| change_colour(pixel, |channel, alpha| (channel * alpha + 127) / 255));
}

fn unmultiply(pixels: &mut RgbaImage) {
    pixels
        .pixels_mut()
        .for_each(|pixel| change_colour(pixel, |channel, alpha| (channel * 255 + alpha / 2) / alpha.max(1)));
}

fn change_colour(pixel: &mut Rgba<u8>, change: impl Fn(u16, u16) -> u16) {
    let [red, green, blue, alpha] = pixel.0;
    let [red, green, blue] =
        [red, green, blue].map(|channel| u8::try_from(change(channel.into(), alpha.into())).unwrap_or(u8::MAX));
    pixel.0 = [red, green, blue, alpha];
}

/// With eight bits a channel.
pub(super) fn png(picture: &DynamicImage) -> Result<Vec<u8>, Problem> {
    let plain: DynamicImage =
        if picture.color().has_alpha() { picture.to_rgba8().into() } else { picture.to_rgb8().into() };
    let mut png = Cursor::new(Vec::new());
    plain.write_to(&mut png, ImageFormat::Png).map_err(problem_of)?;
    Ok(png.into_inner())
}

/// A photograph; what can be seen through it stands on white.
pub(super) fn jpeg(picture: &DynamicImage) -> Result<Vec<u8>, Problem> {
    let mut file = Cursor::new(Vec::new());
    let encoder = JpegEncoder::new_with_quality(&mut file, 82);
    on(picture, Rgba([255; 4])).to_rgb8().write_with_encoder(encoder).map_err(problem_of)?;
    Ok(file.into_inner())
}

/// The picture on a colour that can't be seen through.
pub(super) fn on(picture: &DynamicImage, ground: Rgba<u8>) -> DynamicImage {
    if !picture.color().has_alpha() {
        return picture.clone();
    }
    let mut canvas = RgbaImage::from_pixel(picture.width(), picture.height(), ground);
    imageops::overlay(&mut canvas, &picture.to_rgba8(), 0, 0);
    canvas.into()
}

#[cfg(test)]
#[path = "raster_tests.rs"]
mod tests;
