//! The reader's language, theme and keys, kept in cookies of one host.

use axum::http::{HeaderValue, header};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use tenantry::{http::Visit, locale::Locale};

const A_YEAR: u32 = 31_536_000;

/// Keeps what was chosen; a value that is no choice is ignored.
pub fn keep_preferences(visit: &Visit, lang: &str, theme: &str, keys: &str) {
    if let Some(locale) = visit.platform.settings.languages().parse(lang) {
        keep_language(visit, Some(locale));
    }
    match theme {
        "light" | "dark" => keep(visit, "theme", theme, A_YEAR),
        "system" => keep(visit, "theme", "", 0),
        _ => {}
    }
    match keys {
        "off" => keep(visit, "keys", keys, A_YEAR),
        "on" => keep(visit, "keys", "", 0),
        _ => {}
    }
}

/// Keeps the reader's own language; without one the pages follow the organisation's.
pub fn keep_language(visit: &Visit, locale: Option<Locale>) {
    match locale {
        Some(locale) => keep(visit, "lang", locale.tag(), A_YEAR),
        None => keep(visit, "lang", "", 0),
    }
}

fn keep(visit: &Visit, name: &str, value: &str, seconds: u32) {
    let Some(options) = use_context::<ResponseOptions>() else { return };
    let secure = if visit.platform.config.server.public_url.is_secure() { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/; Max-Age={seconds}; SameSite=Lax; HttpOnly{secure}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        options.append_header(header::SET_COOKIE, cookie);
    }
}
