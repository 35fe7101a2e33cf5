//! Where the picture of a file ends. A file that goes on behind it is two in one: another program that looks at it from its end
//! sees something else. It is refused, so that nobody takes it for a picture here or passes it on as one.

use crate::fault::Problem;
use image::ImageFormat;

/// What programs fill up with.
const PADDING: [u8; 3] = [0, b'\r', b'\n'];

/// # Errors
/// `FileGoesOn`, or `FileNotAPicture` where the end is missing.
pub(super) fn check(file: &[u8], format: ImageFormat) -> Result<(), Problem> {
    let end = match format {
        ImageFormat::Png => end_of_png(file),
        ImageFormat::Jpeg => end_of_jpegs(file),
        ImageFormat::WebP => end_of_webp(file),
        _ => None,
    };
    let behind = &file[end.ok_or(Problem::FileNotAPicture)?..];
    if behind.iter().all(|byte| PADDING.contains(byte)) { Ok(()) } else { Err(Problem::FileGoesOn) }
}

/// Behind its chunk `IEND` (<https://www.w3.org/TR/png-3/#5Chunk-layout>).
fn end_of_png(file: &[u8]) -> Option<usize> {
    let mut at = 8;
    loop {
        let data = usize::try_from(u32::from_be_bytes(file.get(at..at + 4)?.try_into().ok()?)).ok()?;
        let kind = file.get(at + 4..at + 8)?;
        at = at.checked_add(data)?.checked_add(12).filter(|end| *end <= file.len())?;
        if kind == b"IEND" {
            return Some(at);
        }
    }
}

/// Telephones put further pictures behind the first, such as one of the light in it (the multi-picture format): each is as
/// whole as the first.
fn end_of_jpegs(file: &[u8]) -> Option<usize> {
    let mut end = end_of_jpeg(file)?;
    loop {
        let padding = file[end..].iter().take_while(|byte| PADDING.contains(byte)).count();
        match end_of_jpeg(&file[end + padding..]) {
            Some(more) => end += padding + more,
            None => return Some(end),
        }
    }
}

/// Behind its marker of the end, which can't stand in the picture's own data (ITU-T T.81, B.1.1).
fn end_of_jpeg(file: &[u8]) -> Option<usize> {
    let mut at = file.starts_with(b"\xff\xd8").then_some(2)?;
    loop {
        let marker = *file.get(at..)?.strip_prefix(b"\xff")?.first()?;
        match marker {
            0xff => at += 1,
            0xd9 => return Some(at + 2),
            0x01 | 0xd0..=0xd7 => at += 2,
            _ => {
                let length = u16::from_be_bytes(file.get(at + 2..at + 4)?.try_into().ok()?);
                at += 2 + usize::from(length);
                if marker == 0xda {
                    at += scan(file.get(at..)?)?;
                }
            }
        }
    }
}

/// The length of a scan's data: up to a marker that isn't one of its own.
fn scan(data: &[u8]) -> Option<usize> {
    data.windows(2).position(|pair| pair[0] == 0xff && !matches!(pair[1], 0 | 0xd0..=0xd7))
}

/// As its header says (<https://developers.google.com/speed/webp/docs/riff_container>).
fn end_of_webp(file: &[u8]) -> Option<usize> {
    let size = usize::try_from(u32::from_le_bytes(file.get(4..8)?.try_into().ok()?)).ok()?;
    size.checked_add(8).filter(|end| *end <= file.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::RgbImage;
    use std::io::Cursor;

    const FORMATS: [ImageFormat; 3] = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP];

    fn picture(format: ImageFormat) -> Vec<u8> {
        let pixels =
            RgbImage::from_fn(40, 30, |x, y| image::Rgb([7 * x, 5 * y, x * y].map(|n| u8::try_from(n % 256).unwrap())));
        let mut file = Cursor::new(Vec::new());
        pixels.write_to(&mut file, format).unwrap();
        file.into_inner()
    }

    #[test]
    fn a_whole_picture_passes_padded_or_not() {
        for format in FORMATS {
            assert_eq!(check(&picture(format), format), Ok(()), "{format:?}");
            assert_eq!(check(&[picture(format), vec![0; 9]].concat(), format), Ok(()), "{format:?}");
        }
    }

    #[test]
    fn something_behind_it_is_refused() {
        for format in FORMATS {
            for behind in [b"<script>alert(1)</script>".as_slice(), b"PK\x03\x04", b"\0\0x", b"\xff\xd8\xff\xe0"] {
                assert_eq!(check(&[&picture(format), behind].concat(), format), Err(Problem::FileGoesOn), "{format:?}");
            }
        }
    }

    #[test]
    fn what_ends_early_is_no_picture() {
        for format in FORMATS {
            let file = picture(format);
            for kept in 12..file.len() {
                assert_eq!(check(&file[..kept], format), Err(Problem::FileNotAPicture), "{format:?} cut at {kept}");
            }
        }
    }

    #[test]
    fn telephones_put_further_pictures_behind_the_first() {
        let one = picture(ImageFormat::Jpeg);
        assert_eq!(check(&[one.clone(), vec![0, 0], one.clone()].concat(), ImageFormat::Jpeg), Ok(()));
        let hidden = [one.clone(), one, b"<script>".to_vec()].concat();
        assert_eq!(check(&hidden, ImageFormat::Jpeg), Err(Problem::FileGoesOn));
    }
}
