//! Which announcements a browser has put away, in a cookie of one host: who isn't signed in can do it as well.

use axum::http::{HeaderMap, HeaderValue, header, request::Parts};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use tenantry::{http::Visit, ids::AnnouncementId};

const COOKIE: &str = "dismissed";
const A_YEAR: u32 = 31_536_000;
/// Ids that are read; there are never that many at once.
const MOST: usize = 40;

pub(crate) fn in_headers(headers: &HeaderMap) -> Vec<AnnouncementId> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let value = pairs.find(|(name, _)| *name == COOKIE).map_or("", |(_, value)| value);
    value.split('.').take(MOST).filter_map(|id| id.parse().ok()).collect()
}

/// Only what can be dismissed here and now is remembered, and what is over is forgotten, so that the cookie stays short.
pub(super) async fn add(visit: &Visit, announcement: AnnouncementId) {
    let (parts, options) = (use_context::<Parts>(), use_context::<ResponseOptions>());
    let (Some(parts), Some(options)) = (parts, options) else { return };
    let mut dismissed = in_headers(&parts.headers);
    dismissed.push(announcement);
    let current = visit.announcements(&[]).await;
    let kept = current.iter().filter(|shown| shown.is_dismissible && dismissed.contains(&shown.id));
    let kept: Vec<String> = kept.map(|shown| shown.id.to_string()).collect();
    let secure = if visit.platform.config.server.public_url.is_secure() { "; Secure" } else { "" };
    let cookie = format!("{COOKIE}={}; Path=/; Max-Age={A_YEAR}; SameSite=Lax; HttpOnly{secure}", kept.join("."));
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        options.append_header(header::SET_COOKIE, cookie);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_id_is_left_out() {
        let id = "01953b0a-0000-7000-8000-000000000001";
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::try_from(format!("sid=one; dismissed=x.{id}.; lang=fr")).unwrap());
        assert_eq!(in_headers(&headers), [id.parse().unwrap()]);
        assert!(in_headers(&HeaderMap::new()).is_empty());
    }
}
