//! The fonts of documents: those of the pages. They are shipped as the web has them, compressed and in parts, and are
//! unpacked when the first document needs them.

use crate::brand::Font;
use harfrust::{FontRef, ShaperData, ShaperInstance};
use skrifa::{MetadataProvider, charmap::Charmap};
use std::{
    error::Error,
    sync::{Arc, LazyLock, Mutex},
};

macro_rules! shipped {
    ($($name:ident = $file:literal;)+) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        enum Part { $($name),+ }

        impl Part {
            #[cfg(test)]
            const ALL: &[Self] = &[$(Self::$name),+];

            fn packed(self) -> &'static [u8] {
                match self { $(Self::$name => include_bytes!($file)),+ }
            }
        }
    };
}

shipped! {
    Inter = "../../public/fonts/inter-latin.woff2";
    InterExtended = "../../public/fonts/inter-latin-ext.woff2";
    InterGreek = "fonts/inter-greek.woff2";
    InterCyrillic = "fonts/inter-cyrillic.woff2";
    Hebrew = "fonts/noto-sans-hebrew.woff2";
    SourceSerif = "../../public/fonts/source-serif-4-latin.woff2";
    SourceSerifExtended = "../../public/fonts/source-serif-4-latin-ext.woff2";
    Fraunces = "../../public/fonts/fraunces-latin.woff2";
    FrauncesExtended = "../../public/fonts/fraunces-latin-ext.woff2";
    Bricolage = "../../public/fonts/bricolage-grotesque-latin.woff2";
    BricolageExtended = "../../public/fonts/bricolage-grotesque-latin-ext.woff2";
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Weight {
    Regular,
    Bold,
}

impl Weight {
    pub(super) fn value(self) -> f32 {
        match self {
            Self::Regular => 400.0,
            Self::Bold => 600.0,
        }
    }
}

/// One part of a font in one weight.
pub(super) struct Face {
    /// As OpenType has it.
    pub data: Arc<Vec<u8>>,
    pub weight: Weight,
    pub shaper: ShaperData,
    pub instance: ShaperInstance,
    pub units_per_em: f32,
    part: Part,
}

impl Face {
    pub(super) fn font(&self) -> Option<FontRef<'_>> {
        FontRef::new(&self.data).ok()
    }

    pub(super) fn is(&self, other: &Self) -> bool {
        (self.part, self.weight) == (other.part, other.weight)
    }

    fn unpacked(part: Part, weight: Weight) -> Option<Self> {
        let data = Arc::new(wuff::decompress_woff2_with_custom_brotli(part.packed(), &mut brotli).ok()?);
        let font = FontRef::new(&data).ok()?;
        let instance = ShaperInstance::from_variations(&font, [("wght", weight.value())]);
        let units_per_em = f32::from(
            font.metrics(skrifa::instance::Size::unscaled(), skrifa::instance::LocationRef::default()).units_per_em,
        );
        Some(Self { shaper: ShaperData::new(&font), instance, units_per_em, weight, part, data: data.clone() })
    }
}

fn brotli(packed: &[u8], size: usize) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut unpacked = vec![0; size];
    let (mut left, mut read, mut room, mut written, mut total) = (packed.len(), 0, size, 0, 0);
    let mut state = brotli_decompressor::BrotliState::new(
        brotli_decompressor::StandardAlloc::default(),
        brotli_decompressor::StandardAlloc::default(),
        brotli_decompressor::StandardAlloc::default(),
    );
    let result = brotli_decompressor::BrotliDecompressStream(
        &mut left,
        &mut read,
        packed,
        &mut room,
        &mut written,
        &mut unpacked,
        &mut total,
        &mut state,
    );
    let is_whole = matches!(result, brotli_decompressor::BrotliResult::ResultSuccess) && written == size;
    if is_whole { Ok(unpacked) } else { Err("a font is not packed as it should be".into()) }
}

type Unpacked = Vec<(Part, Weight, Arc<Face>)>;

static UNPACKED: LazyLock<Mutex<Unpacked>> = LazyLock::new(Mutex::default);

fn face(part: Part, weight: Weight) -> Option<Arc<Face>> {
    let mut unpacked = UNPACKED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some((.., face)) = unpacked.iter().find(|of| (of.0, of.1) == (part, weight)) {
        return Some(face.clone());
    }
    let face = Arc::new(Face::unpacked(part, weight)?);
    unpacked.push((part, weight, face.clone()));
    Some(face)
}

/// A font with all that stands in for it where it has no glyph.
pub(super) struct Typeface {
    faces: Vec<Arc<Face>>,
}

impl Typeface {
    pub(super) fn of(font: Font, weight: Weight) -> Self {
        let own: &[Part] = match font {
            Font::Inter => &[],
            Font::SourceSerif => &[Part::SourceSerif, Part::SourceSerifExtended],
            Font::Fraunces => &[Part::Fraunces, Part::FrauncesExtended],
            Font::BricolageGrotesque => &[Part::Bricolage, Part::BricolageExtended],
        };
        let others = [Part::Inter, Part::InterExtended, Part::InterGreek, Part::InterCyrillic, Part::Hebrew];
        Self { faces: own.iter().copied().chain(others).filter_map(|part| face(part, weight)).collect() }
    }

    /// The first that has a glyph for it.
    pub(super) fn face_for(&self, sign: char) -> Option<&Arc<Face>> {
        self.faces.iter().find(|face| charmap(face).is_some_and(|map| map.map(sign).is_some()))
    }

    #[cfg(test)]
    fn first(&self) -> Option<&Arc<Face>> {
        self.faces.first()
    }
}

fn charmap(face: &Face) -> Option<Charmap<'_>> {
    Some(face.font()?.charmap())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_font_is_unpacked_and_has_its_letters() {
        for part in Part::ALL {
            assert!(face(*part, Weight::Regular).is_some() && face(*part, Weight::Bold).is_some(), "{part:?}");
        }
        for font in Font::ALL {
            let typeface = Typeface::of(*font, Weight::Regular);
            for sign in "AZaz09 .,;:!?«»’“”–—éèêëàâùûüîïôœæçÉÈÀÇŒÆñßłőşČḥ€$£₪αΩжЯאת\u{a0}".chars()
            {
                assert!(typeface.face_for(sign).is_some(), "{sign:?} in {font:?}");
            }
            let of_french = "éèêëàâùûüîïôœæçÉÈÀÇŒÆ«»’€".chars().map(|sign| typeface.face_for(sign).unwrap().part);
            assert!(of_french.clone().all(|part| Some(part) == typeface.first().map(|face| face.part)), "{font:?}");
        }
    }
}
