use super::{Frame, MAX_PIXELS, format_of, on, png, read, shrunk};
use crate::fault::Problem;
use image::{DynamicImage, GenericImageView, ImageFormat, Luma, Rgb, Rgba};
use std::io::Cursor;

const LOGO: Frame = Frame { width: 1152, height: 192 };

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, format).unwrap();
    file.into_inner()
}

fn flat(width: u32, height: u32) -> DynamicImage {
    image::RgbImage::from_pixel(width, height, Rgb([200, 30, 40])).into()
}

fn cleaned(file: &[u8]) -> Result<DynamicImage, Problem> {
    let png = png(&shrunk(&read(file, format_of(file).unwrap())?, LOGO))?;
    Ok(image::load_from_memory_with_format(&png, ImageFormat::Png).unwrap())
}

#[test]
fn every_format_becomes_a_small_png_of_the_same_ratio() {
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
        let small = cleaned(&encoded(&flat(800, 400), format)).unwrap();
        assert_eq!(small.dimensions(), (384, 192), "{format:?}");
        let Rgba([red, green, blue, alpha]) = small.get_pixel(190, 90);
        assert!(red.abs_diff(200) < 6 && green.abs_diff(30) < 6 && blue.abs_diff(40) < 6 && alpha == 255);
    }
}

#[test]
fn a_small_picture_keeps_its_size() {
    assert_eq!(cleaned(&encoded(&flat(40, 20), ImageFormat::Png)).unwrap().dimensions(), (40, 20));
}

#[test]
fn sizes_keep_their_ratio_at_the_edges() {
    assert_eq!(LOGO.fitting(192, 193), (191, 192));
    assert_eq!(LOGO.fitting(4096, 1), (1152, 1));
    assert_eq!(LOGO.fitting(1, 4096), (1, 192));
    assert_eq!(LOGO.fitting(2304, 384), (1152, 192));
}

#[test]
fn deep_and_grey_pictures_are_taken() {
    let grey = image::ImageBuffer::from_pixel(400, 400, Luma([0x8080_u16]));
    let small = cleaned(&encoded(&grey.into(), ImageFormat::Png)).unwrap();
    assert_eq!((small.dimensions(), small.get_pixel(9, 9)), ((192, 192), Rgba([128, 128, 128, 255])));
}

#[test]
fn what_cannot_be_seen_does_not_colour_the_edges() {
    let picture =
        image::RgbaImage::from_fn(
            400,
            400,
            |x, _| if x < 203 { Rgba([255, 255, 255, 255]) } else { Rgba([0, 0, 0, 0]) },
        );
    let small = cleaned(&encoded(&picture.into(), ImageFormat::Png)).unwrap();
    for (x, y, Rgba([red, _, _, alpha])) in small.pixels() {
        assert!(alpha < 16 || red > 240, "{red} with {alpha} at {x}, {y}");
    }
}

#[test]
fn a_photograph_that_lies_on_its_side_is_turned_and_what_it_knew_is_forgotten() {
    let jpeg = encoded(&flat(300, 100), ImageFormat::Jpeg);
    let exif = b"\xff\xe1\x00\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let turned = [&jpeg[..2], exif, &jpeg[2..]].concat();
    let png = png(&shrunk(&read(&turned, ImageFormat::Jpeg).unwrap(), LOGO)).unwrap();
    assert_eq!(image::load_from_memory(&png).unwrap().dimensions(), (64, 192));
    assert!(!png.windows(4).any(|word| word == b"Exif" || word == b"eXIf"));
}

#[test]
fn a_picture_above_the_limit_is_refused_before_it_is_decoded() {
    let too_large = Problem::PictureTooLarge { most_pixels: MAX_PIXELS };
    for (width, height) in [(4097, 1), (1, 4097)] {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            assert_eq!(cleaned(&encoded(&flat(width, height), format)).unwrap_err(), too_large, "{format:?}");
        }
    }
    assert_eq!(cleaned(&encoded(&flat(4096, 256), ImageFormat::Png)).unwrap().dimensions(), (1152, 72));
}

#[test]
fn a_file_that_ends_early_is_refused() {
    let channel = |value: u32| u8::try_from(value % 251).unwrap();
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
        let picture = image::RgbImage::from_fn(120, 90, |x, y| Rgb([channel(x * 2), channel(y * 2), channel(x * y)]));
        let file = encoded(&picture.into(), format);
        for kept in [13, file.len() / 3, file.len() / 2, file.len() - 40] {
            assert_eq!(cleaned(&file[..kept]).err(), Some(Problem::FileNotAPicture), "{format:?} cut at {kept}");
        }
    }
}

#[test]
fn what_can_be_seen_through_stands_on_a_ground() {
    let clear = image::RgbaImage::from_pixel(4, 4, Rgba([0, 0, 0, 0]));
    assert_eq!(on(&clear.into(), Rgba([9, 8, 7, 255])).get_pixel(1, 1), Rgba([9, 8, 7, 255]));
    assert_eq!(on(&flat(4, 4), Rgba([9, 8, 7, 255])).get_pixel(1, 1), Rgba([200, 30, 40, 255]));
}
