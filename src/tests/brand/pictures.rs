//! Files to upload, made by the tests themselves.

use image::{
    DynamicImage, ImageFormat, Rgb, RgbImage,
    codecs::png::{CompressionType, FilterType, PngEncoder},
};
use std::io::Cursor;

pub fn picture(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
    let channel = |value: u32| u8::try_from(value % 251).unwrap();
    let pixels = RgbImage::from_fn(width, height, |x, y| Rgb([channel(x * 2), channel(y * 2), channel(x * y)]));
    let mut file = Cursor::new(Vec::new());
    DynamicImage::from(pixels).write_to(&mut file, format).unwrap();
    file.into_inner()
}

pub fn png() -> Vec<u8> {
    picture(ImageFormat::Png, 120, 60)
}

pub fn jpeg() -> Vec<u8> {
    picture(ImageFormat::Jpeg, 120, 60)
}

pub fn webp() -> Vec<u8> {
    picture(ImageFormat::WebP, 120, 60)
}

/// Points of eight colours without any order: small as they are, and large once they are a photograph.
pub fn noise(width: u32, height: u32) -> Vec<u8> {
    let mut state = 1_u32;
    let pixels = RgbImage::from_fn(width, height, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Rgb([31, 30, 29].map(|bit| if state >> bit & 1 == 1 { 255 } else { 0 }))
    });
    let mut file = Cursor::new(Vec::new());
    let encoder = PngEncoder::new_with_quality(&mut file, CompressionType::Best, FilterType::NoFilter);
    pixels.write_with_encoder(encoder).unwrap();
    file.into_inner()
}

/// A drawing with something inside.
pub fn svg(body: &str) -> Vec<u8> {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 9 9\">\
         <rect width=\"9\" height=\"9\"/>{body}</svg>"
    )
    .into_bytes()
}

/// A PNG whose header promises a size, with the right checksum and next to nothing behind it.
pub fn png_header(width: u32, height: u32) -> Vec<u8> {
    let header = [b"IHDR".as_slice(), &width.to_be_bytes(), &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    let data = [b"IDAT".as_slice(), &[0x78, 0x9c, 0x63, 0x00, 0x00, 0x00, 0x01, 0x00, 0x01]].concat();
    let end = b"IEND".to_vec();
    let chunks = [header, data, end].map(|chunk| chunk_of(&chunk));
    [b"\x89PNG\r\n\x1a\n".as_slice(), &chunks.concat()].concat()
}

/// A chunk of PNG: its length, its type with its data, its checksum.
pub fn chunk_of(typed: &[u8]) -> Vec<u8> {
    let length = u32::try_from(typed.len() - 4).unwrap();
    [&length.to_be_bytes(), typed, &crc(typed).to_be_bytes()].concat()
}

/// The checksum of PNG: CRC-32 of ISO 3309.
fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
    };
    !bytes.iter().fold(!0, step)
}
