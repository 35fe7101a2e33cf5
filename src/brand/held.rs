//! Pictures that were chosen in the studio and aren't saved: they are kept, so that mails and documents can be previewed with
//! them, until the next change of the brand. Nobody is shown one who doesn't know its hash.

use super::{BrandTokens, Picture, Slot, is_asset_hash, pictures, store::BrandChange};
use crate::{
    context::TenantCtx,
    error::{Error, Result},
    fault::Problem,
    plans,
};
use std::{fmt, str::FromStr};

/// A logo that waits, as an address names it: its hash and, of a drawing, that of its pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    hash: String,
    raster: Option<String>,
}

/// Keeps a logo without putting it into any brand.
///
/// # Errors
/// `Invalid` at the field that the slot is called.
pub async fn hold(ctx: &TenantCtx, slot: Slot, upload: Vec<u8>) -> Result<Held> {
    plans::check_growth(&ctx.platform, &ctx.tenant)?;
    let prepared = pictures::prepare(slot, upload).await?;
    let mut change = BrandChange::begin(ctx).await?;
    pictures::make_room(&mut change).await?;
    let mut tokens = BrandTokens::default();
    pictures::put(&mut change, &mut tokens, prepared).await?;
    change.commit().await?;
    let picture = tokens.logo.or(tokens.logo_dark);
    let held = picture.map(|Picture { hash, raster, .. }| Held { hash, raster });
    held.ok_or_else(|| Error::field(slot.key(), Problem::NotAChoice))
}

impl Held {
    /// The brand with it in the slot of a logo.
    pub fn put_on(self, tokens: &mut BrandTokens, slot: Slot) {
        let Self { hash, raster } = self;
        let picture = Some(Picture { hash, raster, ..Picture::default() });
        match slot {
            Slot::Logo => tokens.logo = picture,
            Slot::LogoDark => tokens.logo_dark = picture,
            Slot::Icon | Slot::SignInImage => {}
        }
    }
}

impl fmt::Display for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hash)?;
        self.raster.iter().try_for_each(|raster| write!(f, "-{raster}"))
    }
}

impl FromStr for Held {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let (hash, raster) = text.split_once('-').map_or((text, None), |(hash, raster)| (hash, Some(raster)));
        if !is_asset_hash(hash) || !raster.is_none_or(is_asset_hash) {
            return Err(Problem::NotAChoice);
        }
        Ok(Self { hash: hash.to_owned(), raster: raster.map(str::to_owned) })
    }
}
