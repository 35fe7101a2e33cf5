//! Headers that protect every answer.

use crate::{access::Plane, config::PublicUrl};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// Answers of organisations are nobody else's to keep or to frame. A header that is already there stays.
pub(super) fn protect(headers: &mut HeaderMap, nonce: &str, public_url: &PublicUrl, plane: Option<Plane>) {
    let policy = content_security_policy(nonce, &form_targets(public_url, plane));
    let policy = HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"));
    let mut set = |name: HeaderName, value: HeaderValue| {
        headers.entry(name).or_insert(value);
    };
    set(header::CONTENT_SECURITY_POLICY, policy);
    set(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    set(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    set(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    set(HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
    set(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));
    set(
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=()"),
    );
    set(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    set(header::VARY, HeaderValue::from_static("Cookie, Accept-Language"));
    if public_url.is_secure() {
        set(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000; includeSubDomains"));
    }
}

/// Where forms may lead. A sign-up ends on the host of the organisation that it made, and browsers hold redirects after
/// a form to the same rule.
fn form_targets(public_url: &PublicUrl, plane: Option<Plane>) -> String {
    match plane {
        Some(Plane::Public) => format!("'self' {}", public_url.origin_of(&format!("*.{}", public_url.host()))),
        _ => "'self'".to_owned(),
    }
}

/// Scripts run by nonce alone, and what those load; styles by nonce; everything else from this host.
fn content_security_policy(nonce: &str, form_targets: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self' 'nonce-{nonce}'; \
         style-src-attr 'none'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action {form_targets}; \
         manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
    )
}
