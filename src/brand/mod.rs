//! An organisation's brand: typed tokens, the palette that follows from them, its pictures, and the studio in which it is
//! worked on before everybody sees it.

mod choices;
mod compare;
pub mod contrast;
mod filling;
mod form;
mod gallery;
mod letter;
mod look;
pub mod oklch;
mod pairs;
mod palette;
mod report;
mod scene;
mod shades;
mod texts;
mod tokens;
mod types;
mod views;

pub use choices::*;
pub use compare::{BrandDifference, BrandField, BrandValue, compare};
pub use filling::Filling;
pub use form::BrandForm;
pub use gallery::StartingBrand;
pub use letter::monogram_letter;
pub use look::{Image, Look};
pub use pairs::Pair;
pub use palette::{Palette, ThemeColors};
pub use report::{ContrastReport, PairContrast};
pub use shades::VanishingLogo;
pub use texts::{HttpsUrl, LegalLink, LocalTexts, Texts};
pub use tokens::{BrandTokens, Icon, Picture};
pub use types::*;
pub use views::*;

#[cfg(feature = "server")]
mod assets;
#[cfg(feature = "server")]
mod cache;
#[cfg(feature = "server")]
mod copy;
#[cfg(feature = "server")]
pub(crate) mod drawing;
#[cfg(feature = "server")]
mod edits;
#[cfg(feature = "server")]
mod ends;
#[cfg(feature = "server")]
mod expansion;
#[cfg(feature = "server")]
mod extract;
#[cfg(feature = "server")]
mod file;
#[cfg(feature = "server")]
mod held;
#[cfg(feature = "server")]
mod history;
#[cfg(feature = "server")]
mod icons;
#[cfg(feature = "server")]
mod links;
#[cfg(feature = "server")]
mod manifest;
#[cfg(feature = "server")]
mod mark;
#[cfg(feature = "server")]
mod meanwhile;
#[cfg(feature = "server")]
mod monogram;
#[cfg(feature = "server")]
mod pictures;
#[cfg(feature = "server")]
mod publication;
#[cfg(feature = "server")]
mod raster;
#[cfg(feature = "server")]
mod schedule;
#[cfg(feature = "server")]
mod screening;
#[cfg(feature = "server")]
mod signature;
#[cfg(feature = "server")]
mod store;
#[cfg(feature = "server")]
mod studio;
#[cfg(feature = "server")]
mod svg;

#[cfg(feature = "server")]
pub use assets::{Asset, asset};
#[cfg(feature = "server")]
pub use cache::{Brand, BrandCache, TenantCache};
#[cfg(feature = "server")]
pub use copy::{copy_from, sources};
#[cfg(feature = "server")]
pub use edits::Edits;
#[cfg(feature = "server")]
pub use file::{export, import};
#[cfg(feature = "server")]
pub use held::{Held, hold};
#[cfg(feature = "server")]
pub use history::{comparison, published, roll_back, versions};
#[cfg(feature = "server")]
pub(crate) use icons::{IconAt, icon_at};
#[cfg(feature = "server")]
pub use icons::{IconFile, Icons};
#[cfg(feature = "server")]
pub use links::{make_link, previewed, withdraw_link};
#[cfg(feature = "server")]
pub use manifest::manifest;
#[cfg(feature = "server")]
pub use mark::mark;
#[cfg(feature = "server")]
pub use monogram::Monogram;
#[cfg(feature = "server")]
pub(crate) use pictures::vanishes;
#[cfg(feature = "server")]
pub use schedule::{cancel_schedule, publish_due, schedule};
#[cfg(feature = "server")]
pub(crate) use store::forget_origin;
#[cfg(feature = "server")]
pub use store::{initial, save, tokens};
#[cfg(feature = "server")]
pub use studio::{
    current, discard_draft, remove_logo, remove_picture, save_draft, set_logo, start_from, studio, take_color,
};
