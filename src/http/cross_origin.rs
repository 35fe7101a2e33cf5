//! Changes come from the page's own origin. Cookies with `SameSite=Lax` travel between sibling subdomains, so that they
//! alone would let one organisation's page act in another's.
//!
//! The rule is that of Go's `CrossOriginProtection`: `Sec-Fetch-Site` decides; where a browser doesn't send it, the
//! `Origin` must be this host's own.

use super::{Edge, Visit, pages::Situation, trace::Marks};
use crate::{config::PublicUrl, domains::HostName};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, Method, Response},
    middleware::Next,
};

pub(super) async fn refuse_foreign_changes(State(edge): State<Edge>, request: Request, next: Next) -> Response<Body> {
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let (Some(visit), Some(marks)) = (request.extensions().get::<Visit>(), request.extensions().get::<Marks>()) else {
        return Response::new(Body::empty());
    };
    if changes && !is_own(request.headers(), &visit.host, &edge.platform.config.server.public_url) {
        tracing::warn!(host = %visit.host, "refused a change that came from another origin");
        return edge.notice(marks, Some(visit.clone()), Situation::CrossOrigin);
    }
    next.run(request).await
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
