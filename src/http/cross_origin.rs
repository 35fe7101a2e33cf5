//! Changes come from the page's own origin. Cookies with `SameSite=Lax` travel between sibling subdomains, so that they
//! alone would let one organisation's page act in another's.
//!
//! The rule is that of Go's `CrossOriginProtection`: `Sec-Fetch-Site` decides; where a browser doesn't send it, the
//! `Origin` must be this host's own.

use super::Visit;
use crate::{config::PublicUrl, domains::HostName};
use axum::http::{HeaderMap, Method};

/// Whether a request would change something and comes from elsewhere.
pub(super) fn is_foreign_change(visit: &Visit, method: &Method, headers: &HeaderMap) -> bool {
    let changes = !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    let foreign = changes && !is_own(headers, &visit.host, &visit.platform.config.server.public_url);
    if foreign {
        tracing::warn!(host = %visit.host, "refused a change that came from another origin");
    }
    foreign
}

fn is_own(headers: &HeaderMap, host: &HostName, public_url: &PublicUrl) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => is_origin_of(origin, host, public_url),
        (None, None) => false,
    }
}

/// The deployment's own spelling of the origin; in development any port of the same host will do, so that a proxy of
/// the developer's works.
fn is_origin_of(origin: &str, host: &HostName, public_url: &PublicUrl) -> bool {
    if origin == public_url.origin_of(host.as_str()) {
        return true;
    }
    let rest = origin.strip_prefix("http://");
    !public_url.is_secure() && rest.and_then(HostName::parse).is_some_and(|origin| origin == *host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        let host = HostName::parse("paris.example.org").unwrap();
        is_own(&headers, &host, &"https://example.org".parse().unwrap())
    }

    #[test]
    fn only_the_pages_own_origin_may_change_anything() {
        assert!(verdict(&[("sec-fetch-site", "same-origin")]));
        assert!(verdict(&[("sec-fetch-site", "none")]));
        assert!(verdict(&[("origin", "https://paris.example.org")]));
        for foreign in [
            &[("sec-fetch-site", "same-site")][..],
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "cross-site"), ("origin", "https://paris.example.org")],
            &[("origin", "https://lyon.example.org")],
            &[("origin", "http://paris.example.org")],
            &[("origin", "https://paris.example.org.evil.example")],
            &[("origin", "null")],
            &[],
        ] {
            assert!(!verdict(foreign), "{foreign:?}");
        }
    }
}
