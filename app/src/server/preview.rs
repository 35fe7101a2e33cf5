//! The pages that show an organisation's door in the brand that is worked on, and its other pages in a preview: whoever has the
//! link is served as if that brand counted. No other page is.

use crate::paths;
use axum::http::Uri;
use tenantry::{brand, http::Visit};

/// The visit in the draft's brand when the address is that of a link that works, or else as it is.
pub(super) async fn dressed(visit: Visit, uri: &Uri) -> Visit {
    if ![paths::PREVIEW, paths::PREVIEW_PAGES].contains(&uri.path()) {
        return visit;
    }
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(uri.query().unwrap_or_default()).unwrap_or_default();
    let secret = pairs.iter().find(|(name, _)| name == "token").map(|(_, value)| value.as_str()).unwrap_or_default();
    let Some(tenant) = &visit.tenant else { return visit };
    match brand::previewed(&visit.platform, tenant, secret).await {
        Ok(Some((brand, _))) => visit.wearing(brand),
        Ok(None) => visit,
        Err(error) => {
            tracing::warn!(error = %error.with_causes(), "a brand could not be previewed");
            visit
        }
    }
}
