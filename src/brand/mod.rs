//! An organisation's brand: typed tokens, the palette that follows from them, and its logo.

pub mod contrast;
mod form;
pub mod oklch;
mod palette;
mod report;
mod types;

pub use palette::{Palette, Theme, ThemeColors};
pub use report::{ContrastReport, Pair, PairContrast};
pub use types::*;

#[cfg(feature = "server")]
mod assets;
#[cfg(feature = "server")]
mod cache;
#[cfg(feature = "server")]
mod logo;
#[cfg(feature = "server")]
mod raster;
#[cfg(feature = "server")]
mod store;
#[cfg(feature = "server")]
mod svg;

#[cfg(feature = "server")]
pub use assets::{Asset, asset, remove_logo, set_logo};
#[cfg(feature = "server")]
pub use cache::{Brand, BrandCache, TenantCache};
#[cfg(feature = "server")]
pub use store::{Saved, initial, save, tokens};
