//! A host in its one normal form. Two spellings of a host are one host; what has no normal form is nobody's.

use std::{fmt, net::IpAddr};

/// Lower case, ASCII (IDN as punycode), without port and without the trailing dot.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HostName(String);

impl HostName {
    /// Reads a `Host` header or `:authority`. `None` for what is no host: user info, spaces, paths, control
    /// characters, a bad port, empty labels, more than 253 characters.
    pub fn parse(text: &str) -> Option<Self> {
        let host = without_port(text)?;
        if let Some(inner) = host.strip_prefix('[') {
            let address: std::net::Ipv6Addr = inner.strip_suffix(']')?.parse().ok()?;
            return Some(Self(format!("[{address}]")));
        }
        let host = host.strip_suffix('.').unwrap_or(host);
        let plain = |c: char| c.is_alphanumeric() || c == '-' || c == '.' || c == '_' || !c.is_ascii();
        if host.is_empty() || !host.chars().all(plain) {
            return None;
        }
        let ascii = idna::domain_to_ascii_strict(host).ok().or_else(|| ascii_with_underscore(host))?;
        let labels_fit = ascii.split('.').all(|label| (1..=63).contains(&label.len()));
        (labels_fit && ascii.len() <= 253).then_some(Self(ascii))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is an address and no name: nobody's organisation is there.
    pub fn is_address(&self) -> bool {
        self.0.starts_with('[') || self.0.parse::<IpAddr>().is_ok()
    }

    /// The labels before a base domain: `paris` of `paris.example.org`. Empty for the base itself.
    pub fn under<'h>(&'h self, base: &str) -> Option<&'h str> {
        if self.0 == base {
            return Some("");
        }
        self.0.strip_suffix(base)?.strip_suffix('.')
    }
}

impl fmt::Display for HostName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn without_port(text: &str) -> Option<&str> {
    let end_of_address = text.rfind(']').map_or(0, |at| at + 1);
    match text[end_of_address..].find(':') {
        None => Some(text),
        Some(at) => {
            let (host, port) = text.split_at(end_of_address + at);
            let port = &port[1..];
            (port.is_empty() || (port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok()))
                .then_some(host)
        }
    }
}

/// A name with an underscore can't be registered, but a resolver may send it; it must not be taken for another.
fn ascii_with_underscore(host: &str) -> Option<String> {
    (host.is_ascii() && host.contains('_')).then(|| host.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::HostName;

    #[test]
    fn spellings_of_one_host_are_one_host() {
        for text in [
            "paris.example.org",
            "PARIS.Example.ORG",
            "paris.example.org.",
            "paris.example.org:443",
            "paris.example.org.:80",
            "paris.example.org:",
        ] {
            assert_eq!(HostName::parse(text).unwrap().as_str(), "paris.example.org", "{text}");
        }
        assert_eq!(HostName::parse("Évry.example.org").unwrap().as_str(), "xn--vry-9la.example.org");
        assert_eq!(HostName::parse("[::1]:3000").unwrap().as_str(), "[::1]");
    }

    #[test]
    fn what_is_no_host_is_refused() {
        let long = "a".repeat(64);
        for text in [
            "",
            ".",
            "..",
            "a..b",
            " paris.example.org",
            "paris.example.org ",
            "user@paris.example.org",
            "paris.example.org:99999",
            "paris.example.org:8a",
            "paris.example.org/x",
            "paris.example.org,lyon.example.org",
            "a:b:c",
            "[::1",
            "[zz]",
            "paris\0.example.org",
            "paris%2eexample.org",
            "http://paris.example.org",
            &long,
            "par\u{ad}is..org",
        ] {
            assert_eq!(HostName::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_base_domain_is_matched_by_labels() {
        let host = HostName::parse("paris.example.org").unwrap();
        assert_eq!(host.under("example.org"), Some("paris"));
        assert_eq!(host.under("ample.org"), None);
        assert_eq!(HostName::parse("example.org").unwrap().under("example.org"), Some(""));
    }
}
