//! By what an organisation is known at a glance, for who sees many of them: its logo, or its icon, or its letter.

use super::{Asset, Brand, BrandTokens, IconFile, Monogram, Theme, asset};
use crate::{error::Result, platform::Platform, tenants::Tenant};

/// The published one. Where its picture can't be read, as in a database that is out of reach, its letter is drawn.
///
/// # Errors
/// When it can't be drawn.
pub async fn mark(platform: &Platform, tenant: &Tenant, theme: Theme) -> Result<Asset> {
    let brand = Brand::of(tenant.brand_copy.clone().unwrap_or_default());
    if let Some(hash) = uploaded(&brand.tokens, theme) {
        match asset(platform, tenant, hash).await {
            Ok(Some(picture)) => return Ok(picture),
            Ok(None) => {}
            Err(error) => tracing::warn!(error = %error.with_causes(), slug = %tenant.slug, "a logo could not be read"),
        }
    }
    Monogram::of(&tenant.name, &brand).file(platform, tenant, IconFile::Drawing).await
}

fn uploaded(tokens: &BrandTokens, theme: Theme) -> Option<&str> {
    let by_night = tokens.logo_dark.as_ref().filter(|_| theme == Theme::Dark);
    let logo = by_night.or(tokens.logo.as_ref()).map(|logo| logo.hash.as_str());
    logo.or_else(|| tokens.icon.as_ref()?.sizes.get(&192).map(String::as_str))
}
