//! How an invitation's link gets from the form that made it to the page that shows it, once.
//!
//! The link signs somebody in and only its hash is stored: it can't be read again later, so its secret travels with the
//! answer to the form. Not in the address, which goes into logs, histories and `Referer` headers; not in this process's
//! memory, for the next request may meet another one. A cookie does it with scripts and without: of this host alone, out
//! of the reach of scripts, never sent along from another site, gone after a minute, and taken back by the page that
//! shows the link. What stands in it is believed only where the database knows it as an open invitation of this
//! organisation, so that nobody can plant a link of their own.

use axum::http::{HeaderMap, HeaderValue, header, request::Parts};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use tenantry::{http::Visit, memberships::InvitationLink};

const SECONDS: u32 = 60;

/// What the secret opens: each has a cookie of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Secret {
    Invitation,
    /// A link that shows a brand before it counts.
    Preview,
}

pub(crate) fn give(visit: &Visit, link: &InvitationLink) {
    set(visit, Secret::Invitation, link.secret(), SECONDS);
}

/// The secret that was given; the browser forgets it with this answer.
pub(crate) fn take(visit: &Visit) -> Option<String> {
    take_of(visit, Secret::Invitation)
}

pub(crate) fn give_preview(visit: &Visit, secret: &str) {
    set(visit, Secret::Preview, secret, SECONDS);
}

pub(crate) fn take_preview(visit: &Visit) -> Option<String> {
    take_of(visit, Secret::Preview)
}

fn take_of(visit: &Visit, of: Secret) -> Option<String> {
    let parts = use_context::<Parts>()?;
    let secret = secret_in(&parts.headers, name(visit, of))?.to_owned();
    set(visit, of, "", 0);
    Some(secret)
}

fn set(visit: &Visit, of: Secret, value: &str, seconds: u32) {
    let Some(options) = use_context::<ResponseOptions>() else { return };
    let secure = if is_secure(visit) { "; Secure" } else { "" };
    let name = name(visit, of);
    let cookie = format!("{name}={value}; Path=/; Max-Age={seconds}; SameSite=Strict; HttpOnly{secure}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        options.append_header(header::SET_COOKIE, cookie);
    }
}

/// Browsers refuse the prefix `__Host-` without TLS.
fn name(visit: &Visit, of: Secret) -> &'static str {
    match (of, is_secure(visit)) {
        (Secret::Invitation, true) => "__Host-invitation",
        (Secret::Invitation, false) => "invitation",
        (Secret::Preview, true) => "__Host-preview",
        (Secret::Preview, false) => "preview",
    }
}

fn is_secure(visit: &Visit) -> bool {
    visit.platform.config.server.public_url.is_secure()
}

fn secret_in<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_is_found_among_other_cookies() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("sid=one; invitation=two; lang=fr"));
        assert_eq!(secret_in(&headers, "invitation"), Some("two"));
        assert_eq!(secret_in(&headers, "__Host-invitation"), None);
    }

    #[test]
    fn a_cookie_that_was_taken_back_is_none() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("invitation="));
        assert_eq!(secret_in(&headers, "invitation"), None);
    }
}
