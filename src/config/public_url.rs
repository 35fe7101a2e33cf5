//! The address of the public site, from which all other addresses of the deployment follow.

use serde::{Deserialize, Serialize};
use std::{fmt, net::IpAddr, str::FromStr};

/// `http` or `https`, a host name and perhaps a port; nothing behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicUrl {
    secure: bool,
    host: String,
    port: Option<u16>,
}

impl PublicUrl {
    /// `http://localhost:3000`, where browsers resolve every subdomain to the machine itself.
    pub fn localhost() -> Self {
        Self { secure: false, host: "localhost".into(), port: Some(3000) }
    }

    pub fn scheme(&self) -> &'static str {
        if self.secure { "https" } else { "http" }
    }

    /// The base domain: in lower case, IDN in its ASCII form, without a port.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port as given, or the scheme's own.
    pub fn port(&self) -> u16 {
        self.port.unwrap_or(if self.secure { 443 } else { 80 })
    }

    pub fn is_secure(&self) -> bool {
        self.secure
    }

    pub fn is_localhost(&self) -> bool {
        self.host == "localhost"
    }

    /// The host of a subdomain, as in `paris.localhost`.
    pub fn subdomain(&self, label: &str) -> String {
        format!("{label}.{}", self.host)
    }

    /// The origin of another host of the deployment, as in `http://paris.localhost:3000`.
    pub fn origin_of(&self, host: &str) -> String {
        match self.port {
            Some(port) => format!("{}://{host}:{port}", self.scheme()),
            None => format!("{}://{host}", self.scheme()),
        }
    }

    pub fn origin(&self) -> String {
        self.origin_of(&self.host)
    }
}

impl FromStr for PublicUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let expected = || format!("“{text}” is not `http(s)://host` with a port or without");
        let (scheme, rest) = text.trim().split_once("://").ok_or_else(expected)?;
        let secure = match scheme.to_ascii_lowercase().as_str() {
            "http" => false,
            "https" => true,
            _ => return Err(expected()),
        };
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        if authority.contains(['/', '?', '#', '@']) {
            return Err("holds more than a scheme, a host and a port".into());
        }
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !port.contains(']') => (host, Some(port_number(port).ok_or_else(expected)?)),
            _ => (authority, None),
        };
        let default = if secure { 443 } else { 80 };
        Ok(Self {
            secure,
            host: host_name(host).ok_or_else(|| not_a_name(text))?,
            port: port.filter(|port| *port != default),
        })
    }
}

fn port_number(text: &str) -> Option<u16> {
    text.parse().ok().filter(|port| *port != 0)
}

fn not_a_name(text: &str) -> String {
    format!("“{text}” has no host name; organisations are subdomains, so an address of numbers won't do")
}

/// The name in its stored form; nothing for an IP address or for what can't be a name.
fn host_name(text: &str) -> Option<String> {
    let name = idna::domain_to_ascii(text.strip_suffix('.').unwrap_or(text)).ok()?;
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    (name.len() <= 200 && name.parse::<IpAddr>().is_err() && name.split('.').all(is_label)).then_some(name)
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.origin())
    }
}

impl TryFrom<String> for PublicUrl {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<PublicUrl> for String {
    fn from(url: PublicUrl) -> Self {
        url.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::PublicUrl;

    fn url(text: &str) -> PublicUrl {
        text.parse().unwrap()
    }

    #[test]
    fn addresses_follow_from_it() {
        let local = url("http://localhost:3000/");
        assert_eq!((local.scheme(), local.host(), local.port(), local.is_secure()), ("http", "localhost", 3000, false));
        assert_eq!(local.origin_of("paris.localhost"), "http://paris.localhost:3000");
        assert_eq!(local.subdomain("console"), "console.localhost");
        assert_eq!(local, PublicUrl::localhost());

        let live = url("HTTPS://Exämple.ORG.:443");
        assert_eq!((live.host(), live.port(), live.is_secure()), ("xn--exmple-cua.org", 443, true));
        assert_eq!(live.origin(), "https://xn--exmple-cua.org");
    }

    #[test]
    fn what_is_no_address_of_a_site_is_refused() {
        for bad in [
            "",
            "localhost",
            "ftp://a.b",
            "http://",
            "http://127.0.0.1",
            "http://[::1]:80",
            "http://a.b:0",
            "http://a.b:70000",
            "http://a.b/path",
            "http://a.b?x",
            "http://u:p@a.b",
            "http://-a.b",
            "http://a..b",
            "http://a b",
            "http://a_b",
        ] {
            assert!(bad.parse::<PublicUrl>().is_err(), "{bad:?}");
        }
    }
}
