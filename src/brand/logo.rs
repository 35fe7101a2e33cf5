//! From an uploaded file to a logo that can be shown to everybody. Nothing is stored as it came: pictures are decoded and
//! encoded again, drawings are written again from what is allowed in them.

use super::{LOGO_MAX_BYTES as MAX_BYTES, raster, svg};
use crate::{
    error::{Error, Result},
    fault::Problem,
};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

/// Decoding takes up to 200 MB and a second of a processor each.
static DECODERS: Semaphore = Semaphore::const_new(2);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MediaType {
    Png,
    Svg,
}

impl MediaType {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Svg => "image/svg+xml",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        [Self::Png, Self::Svg].into_iter().find(|media_type| media_type.name() == name)
    }
}

#[derive(Debug)]
pub(super) struct Logo {
    pub(super) media_type: MediaType,
    pub(super) bytes: Vec<u8>,
    /// SHA-256 of the bytes in hexadecimal.
    pub(super) hash: String,
}

/// # Errors
/// `Invalid` at the field `logo`.
pub(super) async fn prepare(upload: Vec<u8>) -> Result<Logo> {
    let _permit = DECODERS.acquire().await.map_err(Error::internal)?;
    let cleaned = tokio::task::spawn_blocking(move || clean(&upload)).await.map_err(Error::internal)?;
    let (media_type, bytes) = cleaned.map_err(|problem| Error::field("logo", problem))?;
    Ok(Logo { media_type, hash: format!("{:x}", Sha256::digest(&bytes)), bytes })
}

/// What the file is told by its first bytes alone: its name and its declared type are the sender's to choose.
pub(super) fn clean(upload: &[u8]) -> Result<(MediaType, Vec<u8>), Problem> {
    if upload.is_empty() {
        return Err(Problem::Required);
    }
    if upload.len() > MAX_BYTES {
        return Err(Problem::FileTooLarge { most_bytes: MAX_BYTES as u64 });
    }
    match raster::format_of(upload) {
        Some(format) => Ok((MediaType::Png, raster::clean(upload, format)?)),
        None => Ok((MediaType::Svg, svg::clean(upload)?)),
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_BYTES, Problem, clean};

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
            assert_eq!(clean(file).unwrap_err(), Problem::FileNotAPicture, "{}", file.escape_ascii());
        }
    }

    #[test]
    fn nothing_and_too_much_are_told_apart() {
        assert_eq!(clean(b"").unwrap_err(), Problem::Required);
        let most_bytes = MAX_BYTES as u64;
        assert_eq!(clean(&vec![0; MAX_BYTES + 1]).unwrap_err(), Problem::FileTooLarge { most_bytes });
        assert_eq!(clean(&vec![0; MAX_BYTES]).unwrap_err(), Problem::FileNotAPicture);
    }
}
