//! Headers that protect every answer.

use super::Visit;
use crate::{access::Plane, config::PublicUrl};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri, header};

/// How far an answer's headers reach beyond its own host.
pub(super) struct Reach {
    form_targets: String,
    /// What pages frame: an organisation's studio shows a mail, which has a policy of its own and runs nothing.
    frames: &'static str,
    covers_subdomains: bool,
}

impl Default for Reach {
    /// Nowhere: nothing is known of the host.
    fn default() -> Self {
        Self { form_targets: "'self'".to_owned(), frames: "'none'", covers_subdomains: false }
    }
}

impl Reach {
    /// Forms may lead where they have to end: a sign-up on the host of the organisation that it made, an operator who goes from
    /// the console into one there too, a form of an organisation at its main address. Browsers hold redirects after a form to
    /// the same rule. What is below the deployment's hosts is the deployment's; what is below a domain of an organisation's
    /// own may be anything, and may know no https.
    pub(super) fn of(visit: &Visit) -> Self {
        let public_url = &visit.platform.config.server.public_url;
        let mut form_targets = "'self'".to_owned();
        let mut allow = |host: &str| form_targets.extend([" ", &public_url.origin_of(host)]);
        if matches!(visit.plane, Plane::Public | Plane::Console) {
            allow(&format!("*.{}", public_url.host()));
        }
        let hosts = visit.tenant.iter().flat_map(|tenant| &tenant.hosts);
        hosts.filter(|host| *host != visit.host.as_str()).for_each(|host| allow(host));
        let frames = if visit.plane == Plane::Tenant { "'self'" } else { "'none'" };
        Self { form_targets, frames, covers_subdomains: visit.host.under(public_url.host()).is_some() }
    }
}

/// Answers of organisations are nobody else's to keep or to frame. A header that is already there stays.
pub(super) fn protect(headers: &mut HeaderMap, nonce: &str, public_url: &PublicUrl, reach: &Reach) {
    let policy = content_security_policy(nonce, &reach.form_targets, reach.frames);
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
        let whole = if reach.covers_subdomains { "max-age=31536000; includeSubDomains" } else { "max-age=31536000" };
        set(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(whole));
    }
}

/// What alone lets somebody in, of the address of a link that is handed over or mailed.
pub(super) fn secret_of(address: &Uri) -> Option<&str> {
    address.query()?.split('&').find_map(|pair| pair.strip_prefix("token="))
}

/// Not even the files of the page are asked for with its address: it would stand in the log of every proxy. Without a
/// referrer a browser names no `Origin` either, and without TLS it says nothing else of where a form comes from: there
/// the host alone is told.
pub(super) fn keep_address_secret(headers: &mut HeaderMap, public_url: &PublicUrl) {
    let tells_site = public_url.is_secure() || public_url.is_localhost();
    let policy = if tells_site { "no-referrer" } else { "origin" };
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static(policy));
}

/// Scripts run by nonce alone, and what those load; styles by nonce; everything else from this host.
fn content_security_policy(nonce: &str, form_targets: &str, frames: &str) -> String {
    format!(
        "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'; style-src 'self' 'nonce-{nonce}'; \
         style-src-attr 'none'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-src {frames}; form-action {form_targets}; \
         manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_a_secret_is_told_to_nobody() {
        for (public_url, address, expected) in [
            ("https://tenantry.example", "/invitation?token=abc", Some("no-referrer")),
            ("https://tenantry.example", "/enter?lang=fr&token=abc", Some("no-referrer")),
            ("http://localhost:3000", "/preview?token=", Some("no-referrer")),
            ("http://tenantry.example", "/new-password?token=abc", Some("origin")),
            ("https://tenantry.example", "/loans?search=token", None),
            ("https://tenantry.example", "/invitation", None),
        ] {
            let (mut headers, address) = (HeaderMap::new(), address.parse::<Uri>().unwrap());
            if secret_of(&address).is_some() {
                keep_address_secret(&mut headers, &public_url.parse().unwrap());
            }
            let told = headers.get(header::REFERRER_POLICY).map(|value| value.to_str().unwrap());
            assert_eq!(told, expected, "{public_url}{address}");
        }
    }
}
