//! What an organisation hands out on paper: documents in its brand, as PDF. The words come with the document; what is here
//! sets them in type.
//!
//! A document is laid out once, into pages of marks at their places (`layout/`). From these the PDF is written (`pdf/`),
//! and a picture of the first page (`picture.rs`) for where a PDF can't be shown.

mod fonts;
mod ink;
mod layout;
mod logo;
mod monogram;
mod page;
mod pdf;
mod picture;
mod text;

use crate::{
    brand::{self, Asset, BrandTokens, Color, Picture},
    error::{Error, Result},
    locale::Locale,
    platform::Platform,
    tenants::Tenant,
};
use jiff::Timestamp;
use logo::Logo;
pub(crate) use monogram::letter;
use page::Sheet;
use tokio::sync::Semaphore;

/// A document in words, in the order in which it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub locale: Locale,
    /// The organisation that hands it out.
    pub house: String,
    /// What a reader's window and its search show.
    pub title: String,
    pub heading: String,
    /// Below the heading: a number, a day.
    pub reference: String,
    pub blocks: Vec<Block>,
    /// At the end: the organisation's own lines.
    pub foot: Vec<String>,
    /// At the end: a name and an address each.
    pub links: Vec<(String, String)>,
    /// When that of which it tells was recorded. The document of one fact is the same however often it is made.
    pub made_at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// What must not be overlooked.
    Notice(String),
    /// The one figure that it is about, also in words.
    Figure { label: String, figure: String, words: String },
    /// Names with what stands behind them.
    Facts(Vec<(String, String)>),
    /// Amounts below each other; the last is what they lead to.
    Sums { title: String, rows: Vec<(String, String)> },
}

/// How many are made at once: each takes some milliseconds of a processor.
static TYPESETTERS: Semaphore = Semaphore::const_new(2);

/// The document as PDF, in this brand.
///
/// # Errors
/// When the organisation's logo can't be read from its database.
pub async fn pdf(platform: &Platform, tenant: &Tenant, document: Document, brand: BrandTokens) -> Result<Vec<u8>> {
    typeset(platform, tenant, document, brand, |sheet| pdf::written(&sheet)).await
}

/// A picture of its first page, as SVG.
///
/// # Errors
/// As [`pdf`].
pub async fn picture(platform: &Platform, tenant: &Tenant, document: Document, brand: BrandTokens) -> Result<String> {
    typeset(platform, tenant, document, brand, |sheet| Ok(picture::drawn(&sheet))).await
}

async fn typeset<T: Send + 'static>(
    platform: &Platform,
    tenant: &Tenant,
    document: Document,
    brand: BrandTokens,
    write: impl FnOnce(Sheet) -> Result<T> + Send + 'static,
) -> Result<T> {
    let mut logos = Vec::new();
    for picture in [&brand.logo, &brand.logo_dark].into_iter().flatten() {
        if let Some(file) = brand::asset(platform, tenant, &picture.hash).await? {
            logos.push((picture.clone(), file));
        }
    }
    let _permit = TYPESETTERS.acquire().await.map_err(Error::internal)?;
    let work = move || write(layout::laid_out(&document, &brand, on_paper(&logos)));
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}

/// The first logo that can be seen on paper: some are white, for the dark.
fn on_paper(logos: &[(Picture, Asset)]) -> Option<Logo> {
    let seen = logos.iter().find(|(picture, file)| !brand::vanishes(picture, file, Color::WHITE))?;
    Logo::of(&seen.1)
}
