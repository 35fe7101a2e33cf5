use super::*;
use image::ImageFormat;
use std::io::Cursor;

fn of(slot: Slot, width: u32, height: u32) -> Prepared {
    let pixels = RgbaImage::from_fn(width, height, |x, _| Rgba([200, 30, 40, if x % 7 == 0 { 0 } else { 255 }]));
    let mut file = Cursor::new(Vec::new());
    pixels.write_to(&mut file, ImageFormat::Png).unwrap();
    prepared(slot, file.get_ref()).unwrap()
}

fn sizes(prepared: &Prepared) -> Vec<(MediaType, u32, u32)> {
    let size = |file: &File| image::load_from_memory(&file.bytes).map(|picture| picture.dimensions()).unwrap();
    prepared.files.iter().map(|file| (file.media_type, size(file).0, size(file).1)).collect()
}

#[test]
fn what_is_no_picture_is_refused() {
    let refused: [&[u8]; 7] = [
        b"a text",
        b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;",
        b"%PDF-1.7",
        b"<!doctype html><script>alert(1)</script>",
        b"PK\x03\x04",
        b"\x00",
        b"RIFF\x00\x00\x00\x00WAVE",
    ];
    for file in refused {
        for slot in Slot::ALL {
            let problem = prepared(*slot, file).unwrap_err();
            assert_eq!(problem, Problem::FileNotAPicture, "{} as {slot:?}", file.escape_ascii());
        }
    }
}

#[test]
fn nothing_and_too_much_are_told_apart() {
    let problem = |file: &[u8]| prepared(Slot::Logo, file).unwrap_err();
    assert_eq!(problem(b""), Problem::Required);
    assert_eq!(problem(&vec![0; MAX_BYTES + 1]), Problem::FileTooLarge { most_bytes: MAX_BYTES as u64 });
    assert_eq!(problem(&vec![0; MAX_BYTES]), Problem::FileNotAPicture);
}

#[test]
fn each_slot_has_the_sizes_in_which_it_is_shown() {
    use MediaType::{Jpeg, Png};
    assert_eq!(sizes(&of(Slot::Logo, 800, 400)), [(Png, 384, 192), (Png, 192, 96)]);
    assert_eq!(sizes(&of(Slot::LogoDark, 90, 60)), [(Png, 90, 60)]);
    assert_eq!(sizes(&of(Slot::SignInImage, 3000, 2000)), [(Jpeg, 1600, 1067), (Jpeg, 800, 534)]);
    let icons = [(Png, 16, 16), (Png, 32, 32), (Png, 180, 180), (Png, 192, 192), (Png, 512, 512), (Png, 512, 512)];
    assert_eq!(sizes(&of(Slot::Icon, 700, 350)), icons);
    assert_eq!(sizes(&of(Slot::Icon, 40, 40)), icons);
}

#[test]
fn an_icon_that_home_screens_cut_has_room_around_it_and_no_holes() {
    let icon = of(Slot::Icon, 512, 512);
    let Filling::Icon(Icon { maskable, sizes, .. }) = &icon.filling else { panic!("{icon:?}") };
    let pixels = |hash: &String| {
        let file = icon.files.iter().find(|file| file.hash == *hash).unwrap();
        image::load_from_memory(&file.bytes).unwrap()
    };
    let (round, apple) = (pixels(maskable), pixels(&sizes[&180]));
    assert!(round.to_rgba8().pixels().chain(apple.to_rgba8().pixels()).all(|pixel| pixel.0[3] == 255));
    assert_eq!((round.get_pixel(5, 5), round.get_pixel(500, 250)), (Rgba([255; 4]), Rgba([255; 4])));
}

#[test]
fn a_drawing_as_an_icon_is_there_as_itself_and_as_pixels() {
    let svg = include_bytes!("../../public/demo/gmah-paris.svg");
    let icon = prepared(Slot::Icon, svg).unwrap();
    let Filling::Icon(Icon { drawing, sizes, .. }) = &icon.filling else { panic!("{icon:?}") };
    assert!(drawing.is_some());
    assert_eq!(sizes.len(), Icon::SIZES.len());
    let empty = b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><text>a</text></svg>";
    assert_eq!(prepared(Slot::Icon, empty).unwrap_err(), Problem::FileNotAPicture, "nothing of it would show");
}

#[test]
fn a_drawn_logo_is_there_as_pixels_for_mails_as_long_as_none_of_it_is_letters() {
    let raster_of = |slot, svg: &[u8]| {
        let logo = prepared(slot, svg).unwrap();
        let Filling::Picture(_, picture) = &logo.filling else { panic!("{logo:?}") };
        let file = logo.files.iter().find(|file| Some(&file.hash) == picture.raster.as_ref());
        assert_eq!((file.is_some(), logo.files.len()), (picture.raster.is_some(), 1 + usize::from(file.is_some())));
        file.map(|file| image::load_from_memory_with_format(&file.bytes, image::ImageFormat::Png).unwrap())
    };
    let svg = include_bytes!("../../public/demo/gmah-paris.svg");
    for slot in [Slot::Logo, Slot::LogoDark] {
        let pixels = raster_of(slot, svg).unwrap();
        assert!(pixels.height() == 80 || pixels.width() == 480, "{:?}", pixels.dimensions());
        assert!(pixels.to_rgba8().pixels().any(|pixel| pixel.0[3] == 255));
    }
    assert!(raster_of(Slot::SignInImage, svg).is_none(), "no mail shows it");
    let letters =
        b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9z\"/><text>a</text></svg>";
    assert!(raster_of(Slot::Logo, letters).is_none(), "they would be missing");
}

#[test]
fn a_logo_says_its_colours() {
    let logo = prepared(Slot::Logo, include_bytes!("../../public/demo/gmah-paris.svg")).unwrap();
    let Filling::Picture(Slot::Logo, picture) = &logo.filling else { panic!("{logo:?}") };
    assert!(!picture.colors.is_empty() && picture.width > 0, "{picture:?}");
}
