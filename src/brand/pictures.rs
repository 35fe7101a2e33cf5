//! From an uploaded file to a picture of the brand that can be shown to everybody. Nothing is stored as it came: pictures are
//! decoded and encoded again in the sizes in which they are used, drawings are written again from what is allowed in them.

use super::{
    Asset, BrandTokens, Color, Filling, Icon, PICTURE_MAX_BYTES as MAX_BYTES, Picture, Slot, drawing, extract,
    raster::{self, Frame},
    store::BrandChange,
    svg,
};
use crate::{
    db::{ToSqlx, sqlx},
    error::{Error, Result},
    fault::Problem,
};
use image::{DynamicImage, GenericImageView, Rgba, RgbaImage, imageops};
use sha2::{Digest, Sha256};
use sqlx::types::Json;
use std::collections::{BTreeMap, HashSet};
use tokio::sync::Semaphore;

/// With more files than this in wait the earlier ones go.
const MOST_WAITING: usize = 24;

/// Decoding takes up to 200 MB and a second of a processor each.
static DECODERS: Semaphore = Semaphore::const_new(2);

/// Logos are shown at most 96 px high; screens have up to two dots for one.
const LOGO: Frame = Frame { width: 1152, height: 192 };

/// Where drawings aren't shown, in mails, logos are at most 240 by 40; screens have up to two dots for one.
const RASTER: (u16, u16) = (480, 80);

/// The picture beside the sign-in form, at most half a large screen.
const SIGN_IN: Frame = Frame { width: 1600, height: 2000 };

/// The largest icon.
const ICON: u32 = 512;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MediaType {
    Png,
    Jpeg,
    Svg,
}

impl MediaType {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Svg => "image/svg+xml",
        }
    }

    pub(super) fn from_name(name: &str) -> Option<Self> {
        [Self::Png, Self::Jpeg, Self::Svg].into_iter().find(|media_type| media_type.name() == name)
    }
}

/// A file as it is served, and its name.
#[derive(Debug)]
pub(super) struct File {
    media_type: MediaType,
    bytes: Vec<u8>,
    /// SHA-256 of the bytes in hexadecimal.
    hash: String,
}

impl File {
    fn new(media_type: MediaType, bytes: Vec<u8>) -> Self {
        Self { media_type, hash: format!("{:x}", Sha256::digest(&bytes)), bytes }
    }
}

/// What goes into a slot, and the files that belong to it.
#[derive(Debug)]
pub(super) struct Prepared {
    filling: Filling,
    files: Vec<File>,
}

/// # Errors
/// `Invalid` at the field that the slot is called.
pub(super) async fn prepare(slot: Slot, upload: Vec<u8>) -> Result<Prepared> {
    let prepared = draw(move || prepared(slot, &upload)).await?;
    prepared.map_err(|problem| Error::field(slot.key(), problem))
}

/// Drawing takes a decoder's place as well.
pub(super) async fn draw<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let _permit = DECODERS.acquire().await.map_err(Error::internal)?;
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)
}

/// Stores the files and puts them into the brand.
pub(super) async fn put(change: &mut BrandChange<'_>, tokens: &mut BrandTokens, prepared: Prepared) -> Result<()> {
    stored(change, prepared).await?.put_on(tokens);
    Ok(())
}

/// Stores the files; in which brand they go is still to be said.
pub(super) async fn stored(change: &mut BrandChange<'_>, prepared: Prepared) -> Result<Filling> {
    let now = change.platform.clock.now();
    change.has_files = true;
    for file in &prepared.files {
        sql!(
            &mut change.tx,
            execute "insert into brand_asset (hash, media_type, bytes, created_at) values ($1, $2, $3, $4) on conflict (hash) do nothing",
            &file.hash,
            file.media_type.name(),
            &file.bytes,
            now.to_sqlx()
        )?;
    }
    Ok(prepared.filling)
}

/// Whether all of its files are there.
pub(super) async fn is_there(change: &mut BrandChange<'_>, filling: &Filling) -> Result<bool> {
    let mut tokens = BrandTokens::default();
    filling.clone().put_on(&mut tokens);
    for hash in tokens.hashes() {
        let text = "select count(*) from brand_asset where hash = $1";
        if sql!(&mut change.tx, scalar i64, text, hash)? == 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Files wait for the brand that they go into; with too many of them the earlier ones go.
pub(super) async fn make_room(change: &mut BrandChange<'_>) -> Result<()> {
    if unused(change).await?.len() >= MOST_WAITING { delete_unused(change).await } else { Ok(()) }
}

/// Removes the files that no brand has: neither the one that is seen, nor one that is worked on, planned or of the history.
pub(super) async fn delete_unused(change: &mut BrandChange<'_>) -> Result<()> {
    for hash in unused(change).await? {
        sql!(&mut change.tx, execute "delete from brand_asset where hash = $1", hash)?;
    }
    Ok(())
}

pub(super) async fn unused(change: &mut BrandChange<'_>) -> Result<Vec<String>> {
    let stored: HashSet<String> =
        sql!(&mut change.tx, scalar_all String, "select hash from brand_asset")?.into_iter().collect();
    if stored.is_empty() {
        return Ok(Vec::new());
    }
    let text = if change.tables.has_studio {
        "select tokens from brand_draft union all select tokens from brand_schedule
         union all select tokens from brand_version"
    } else {
        "select tokens from brand"
    };
    let brands = sql!(&mut change.tx, scalar_all Json<BrandTokens>, text)?;
    let brands = brands.iter().map(|Json(tokens)| tokens).chain([&change.published]);
    let used: HashSet<&str> = brands.flat_map(BrandTokens::hashes).collect();
    Ok(stored.iter().filter(|hash| !used.contains(hash.as_str())).cloned().collect())
}

/// What the file is is told by its first bytes alone: its name and its declared type are the sender's to choose.
fn prepared(slot: Slot, upload: &[u8]) -> Result<Prepared, Problem> {
    if upload.is_empty() {
        return Err(Problem::Required);
    }
    if upload.len() > MAX_BYTES {
        return Err(Problem::FileTooLarge { most_bytes: MAX_BYTES as u64 });
    }
    match (raster::format_of(upload), slot) {
        (Some(format), Slot::Icon) => icon(squared(&raster::read(upload, format)?), None),
        (Some(format), _) => picture(slot, &raster::read(upload, format)?),
        (None, Slot::Icon) => {
            let svg = svg::clean(upload)?;
            icon(drawing::square(&svg, ICON)?, Some(File::new(MediaType::Svg, svg)))
        }
        (None, _) => Ok(drawn(slot, svg::clean(upload)?)),
    }
}

fn drawn(slot: Slot, svg: Vec<u8>) -> Prepared {
    let (width, height) = drawing::size(&svg);
    let pixels = drawing::square(&svg, 128).ok();
    let colors = pixels.as_ref().map(extract::colors).unwrap_or_default();
    let shades = pixels.filter(|_| !drawing::has_letters(&svg)).map(|pixels| extract::shades(&pixels.to_rgba8()));
    let raster = matches!(slot, Slot::Logo | Slot::LogoDark).then(|| rastered(&svg)).flatten();
    let file = File::new(MediaType::Svg, svg);
    let picture = Picture {
        hash: file.hash.clone(),
        half: None,
        raster: raster.as_ref().map(|raster| raster.hash.clone()),
        width,
        height,
        colors,
        shades: shades.unwrap_or_default(),
    };
    Prepared { filling: Filling::Picture(slot, picture), files: [file].into_iter().chain(raster).collect() }
}

/// A drawing that costs too much or that has letters stays a drawing alone.
fn rastered(svg: &[u8]) -> Option<File> {
    let pixels = drawing::within(svg, RASTER.0, RASTER.1).ok()?;
    Some(File::new(MediaType::Png, raster::png(&pixels).ok()?))
}

/// Whether a stored picture can hardly be seen on a colour. One that was uploaded before its shades were noted is looked at.
pub(crate) fn vanishes(picture: &Picture, file: &Asset, below: Color) -> bool {
    if !picture.shades.is_empty() {
        return picture.vanishes_on(below);
    }
    let pixels = match MediaType::from_name(file.media_type) {
        Some(MediaType::Svg) if drawing::has_letters(&file.bytes) => None,
        Some(MediaType::Svg) => drawing::square(&file.bytes, 128).ok(),
        _ => image::load_from_memory(&file.bytes).ok(),
    };
    let shades = pixels.map(|pixels| extract::shades(&pixels.to_rgba8())).unwrap_or_default();
    Picture { shades, ..Picture::default() }.vanishes_on(below)
}

fn picture(slot: Slot, pixels: &DynamicImage) -> Result<Prepared, Problem> {
    let is_photograph = slot == Slot::SignInImage;
    let frame = if is_photograph { SIGN_IN } else { LOGO };
    let large = raster::shrunk(pixels, frame);
    let encoded = |picture: &DynamicImage| {
        if is_photograph {
            raster::jpeg(picture).map(|bytes| File::new(MediaType::Jpeg, bytes))
        } else {
            raster::png(picture).map(|bytes| File::new(MediaType::Png, bytes))
        }
    };
    let mut files = vec![encoded(&large)?];
    if !frame.half().holds(&large) {
        files.push(encoded(&raster::shrunk(&large, frame.half()))?);
    }
    let picture = Picture {
        hash: files[0].hash.clone(),
        half: files.get(1).map(|file| file.hash.clone()),
        raster: None,
        width: large.width(),
        height: large.height(),
        colors: extract::colors(&large),
        shades: extract::shades(&large.to_rgba8()),
    };
    Ok(Prepared { filling: Filling::Picture(slot, picture), files })
}

fn icon(square: DynamicImage, drawing: Option<File>) -> Result<Prepared, Problem> {
    if square.to_rgba8().pixels().all(|pixel| pixel.0[3] == 0) {
        return Err(Problem::FileNotAPicture);
    }
    let mut files: Vec<File> = Vec::new();
    let mut keep = |picture: &DynamicImage| -> Result<String, Problem> {
        let file = File::new(MediaType::Png, raster::png(picture)?);
        let hash = file.hash.clone();
        files.push(file);
        Ok(hash)
    };
    let mut sizes = BTreeMap::new();
    for side in Icon::SIZES {
        let sized = raster::resized(&square, side.into(), side.into());
        // Phones of one kind paint black behind what can be seen through.
        let sized = if side == 180 { on_ground(&sized, u32::from(side), 100) } else { sized };
        sizes.insert(side, keep(&sized)?);
    }
    let maskable = keep(&on_ground(&square, ICON, 76))?;
    let icon = Icon { drawing: drawing.as_ref().map(|file| file.hash.clone()), sizes, maskable };
    files.extend(drawing);
    Ok(Prepared { filling: Filling::Icon(icon), files })
}

/// In a square that can't be seen through, so many hundredths of it wide. Its ground is that of the picture's corner, or white.
fn on_ground(square: &DynamicImage, side: u32, hundredths: u32) -> DynamicImage {
    let corner = square.get_pixel(0, 0);
    let ground = if corner.0[3] == 255 { corner } else { Rgba([255; 4]) };
    let inner = side * hundredths / 100;
    let small = raster::resized(square, inner, inner).to_rgba8();
    let mut canvas = RgbaImage::from_pixel(side, side, ground);
    let margin = i64::from((side - inner) / 2);
    imageops::overlay(&mut canvas, &small, margin, margin);
    DynamicImage::from(canvas).to_rgb8().into()
}

/// In the middle of a square that can be seen through, no larger than the largest icon.
fn squared(picture: &DynamicImage) -> DynamicImage {
    let small = raster::shrunk(picture, Frame { width: ICON, height: ICON });
    let (width, height) = small.dimensions();
    if width == height {
        return small;
    }
    let side = width.max(height);
    let mut canvas = RgbaImage::new(side, side);
    imageops::overlay(&mut canvas, &small.to_rgba8(), i64::from((side - width) / 2), i64::from((side - height) / 2));
    canvas.into()
}

#[cfg(test)]
#[path = "pictures_tests.rs"]
mod tests;
