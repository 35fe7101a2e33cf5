//! How much an organisation has stored, measured right after an upload and judged by that: the hourly look may be an hour away.

use super::judge;
use crate::{
    error::Result,
    platform::Platform,
    tenants::{self, Tenant},
};

/// The upload is there already, so that a failure is only logged: the hourly look makes it good.
pub(crate) async fn weigh(platform: &Platform, tenant: &Tenant) {
    if let Err(error) = Box::pin(weighed(platform, tenant)).await {
        tracing::warn!(error = %error.with_causes(), slug = %tenant.slug, "how much is stored after an upload could not be judged");
    }
}

async fn weighed(platform: &Platform, tenant: &Tenant) -> Result<()> {
    tenants::measure(platform, &tenant.slug).await?;
    judge::judge_one(platform, &tenant.slug).await
}
