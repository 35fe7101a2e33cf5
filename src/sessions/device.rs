//! What somebody signed in with, in the few words by which they know it again. A browser says more of itself than
//! anybody needs to keep.

use http::{HeaderMap, header};
use std::fmt::{self, Display, Formatter};

/// Names that are the same in every language; empty where the browser says nothing that is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Device {
    browser: &'static str,
    system: &'static str,
}

/// What a browser calls itself, and its name. Most call themselves Chrome and Safari besides, so that those come last.
const BROWSERS: [(&str, &str); 11] = [
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chromium/", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

/// Telephones call themselves by the systems that theirs comes from as well.
const SYSTEMS: [(&str, &str); 8] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
    ("X11", "Linux"),
];

impl Device {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let text = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Self { browser: named(text, &BROWSERS), system: named(text, &SYSTEMS) }
    }
}

fn named(text: &str, names: &[(&str, &'static str)]) -> &'static str {
    names.iter().find(|(part, _)| text.contains(part)).map_or("", |(_, name)| name)
}

/// As a row keeps it: `Firefox/Windows`.
impl Display for Device {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.browser, self.system)
    }
}

/// Browser and system of what a row keeps.
pub(super) fn parts(stored: Option<&str>) -> (&str, &str) {
    stored.and_then(|text| text.split_once('/')).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_known_by_their_names() {
        for (text, expected) in [
            ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox/Windows"),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
                "Edge/Windows",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
                "Chrome/Linux",
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
                "Chrome/Android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
                "Safari/iPhone",
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15",
                "Safari/macOS",
            ),
            ("curl/8.14.1", "/"),
            ("", "/"),
        ] {
            let headers = [(header::USER_AGENT, text.parse().unwrap())].into_iter().collect();
            assert_eq!(Device::of(&headers).to_string(), expected, "{text}");
        }
        assert_eq!(Device::of(&HeaderMap::new()).to_string(), "/");
    }

    #[test]
    fn what_was_kept_is_read_in_its_parts() {
        assert_eq!(parts(Some("Firefox/Windows")), ("Firefox", "Windows"));
        assert_eq!((parts(Some("/")), parts(None)), (("", ""), ("", "")));
    }
}
