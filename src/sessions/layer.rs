//! The cookie, as a layer of the server.

use super::Store;
use crate::platform::Platform;
use axum::response::Response;
use http::{HeaderValue, header::SET_COOKIE};
use tower::util::MapResponseLayer;
use tower_sessions::{Expiry, SessionManagerLayer, cookie::SameSite};

/// Reads and writes the session's cookie; what is signed in behind it is asked by `authenticate`.
pub type SessionLayer = (MapResponseLayer<fn(Response) -> Response>, SessionManagerLayer<Store>);

const SECURE_NAME: &str = "__Host-sid";
/// Browsers refuse the prefix `__Host-` without TLS.
const PLAIN_NAME: &str = "sid";

/// A cookie of this host alone, out of reach of scripts, that goes when the browser closes: how long a session lasts is
/// decided by its row.
pub fn layer(platform: &Platform) -> SessionLayer {
    let secure = platform.config.server.public_url.is_secure();
    let cookie = SessionManagerLayer::new(Store::new(platform))
        .with_name(if secure { SECURE_NAME } else { PLAIN_NAME })
        .with_secure(secure)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnSessionEnd);
    (MapResponseLayer::new(secure_removal), cookie)
}

/// tower-sessions removes a cookie by name and path alone, and a browser ignores such a header for a name that begins
/// with `__Host-`: the removal must be as secure as the cookie was.
fn secure_removal(mut response: Response) -> Response {
    if let http::header::Entry::Occupied(mut cookies) = response.headers_mut().entry(SET_COOKIE) {
        cookies.iter_mut().for_each(make_secure);
    }
    response
}

fn make_secure(cookie: &mut HeaderValue) {
    let Ok(text) = cookie.to_str() else { return };
    if text.starts_with(SECURE_NAME) && !text.contains("; Secure") {
        let secure = format!("{text}; HttpOnly; SameSite=Lax; Secure");
        *cookie = HeaderValue::try_from(secure).expect("a header's text with ASCII added is a header's text");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_removal_of_the_secure_cookie_is_secure() {
        let mut removal = HeaderValue::from_static("__Host-sid=; Path=/; Max-Age=0");
        make_secure(&mut removal);
        assert_eq!(removal, "__Host-sid=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure");
        let mut plain = HeaderValue::from_static("sid=; Path=/; Max-Age=0");
        make_secure(&mut plain);
        assert_eq!(plain, "sid=; Path=/; Max-Age=0");
    }
}
