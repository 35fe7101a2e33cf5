//! Where traces go, and how many.

use super::report::MASK;
use http::{HeaderName, HeaderValue, Uri};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{fmt, str::FromStr};

/// The address of a collector that takes OTLP over HTTP, or none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collector(Option<Uri>);

impl Collector {
    pub fn is_none(&self) -> bool {
        self.0.is_none()
    }

    /// Where traces are posted to.
    pub fn traces(&self) -> Option<Uri> {
        let given = self.0.as_ref()?.to_string();
        let base = given.trim_end_matches('/');
        if base.ends_with(PATH) { base.parse().ok() } else { format!("{base}{PATH}").parse().ok() }
    }
}

/// What the protocol says stands behind a collector's address.
const PATH: &str = "/v1/traces";

impl FromStr for Collector {
    type Err = &'static str;

    /// A name and password would be shown with the address, so that they are refused.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const EXPECTED: &str = "expected an address such as `http://127.0.0.1:4318`";
        let text = text.trim();
        if text.is_empty() {
            return Ok(Self(None));
        }
        let uri: Uri = text.parse().map_err(|_| EXPECTED)?;
        let is_http = matches!(uri.scheme_str(), Some("http" | "https"));
        match uri.authority() {
            Some(authority) if authority.as_str().contains('@') => Err("a key belongs into traces.headers"),
            Some(authority) if is_http && !authority.host().is_empty() && uri.query().is_none() => Ok(Self(Some(uri))),
            _ => Err(EXPECTED),
        }
    }
}

impl fmt::Display for Collector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_ref().map_or(Ok(()), |uri| uri.fmt(f))
    }
}

/// Headers that a collector wants, as a rule a key. They are shown without their values.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct CollectorHeaders(Vec<(HeaderName, HeaderValue)>);

impl CollectorHeaders {
    pub fn iter(&self) -> impl Iterator<Item = &(HeaderName, HeaderValue)> {
        self.0.iter()
    }
}

impl FromStr for CollectorHeaders {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // What was given isn't repeated.
        const EXPECTED: &str = "expected names and values such as `x-api-key=secret`, with commas between them";
        let pairs = text.split(',').map(str::trim).filter(|pair| !pair.is_empty());
        let header = |pair: &str| {
            let (name, value) = pair.split_once('=')?;
            let mut value = HeaderValue::from_str(value.trim()).ok()?;
            value.set_sensitive(true);
            Some((name.trim().parse::<HeaderName>().ok()?, value))
        };
        pairs.map(header).collect::<Option<_>>().map(Self).ok_or(EXPECTED)
    }
}

impl fmt::Display for CollectorHeaders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<String> = self.0.iter().map(|(name, _)| format!("{name}={MASK}")).collect();
        f.write_str(&names.join(","))
    }
}

impl fmt::Debug for CollectorHeaders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CollectorHeaders({self})")
    }
}

/// From none to all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share(f64);

impl Share {
    pub const ALL: Self = Self(1.0);

    pub fn get(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for Share {
    type Error = &'static str;

    fn try_from(share: f64) -> Result<Self, Self::Error> {
        if (0.0..=1.0).contains(&share) { Ok(Self(share)) } else { Err("expected a share from 0 to 1, such as 0.1") }
    }
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0)
    }
}

impl<'de> Deserialize<'de> for Share {
    /// A variable's text as well as a file's number.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Given {
            Number(f64),
            Text(String),
        }
        let share = match Given::deserialize(deserializer) {
            Ok(Given::Number(number)) => number,
            Ok(Given::Text(text)) => text.trim().parse().unwrap_or(f64::NAN),
            Err(_) => f64::NAN,
        };
        Self::try_from(share).map_err(de::Error::custom)
    }
}

macro_rules! as_text {
    ($type:ty) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                // Whatever else was given may hold a key.
                let text = String::deserialize(deserializer).map_err(|_| de::Error::custom("expected a text"))?;
                text.parse().map_err(de::Error::custom)
            }
        }
    };
}

as_text!(Collector);
as_text!(CollectorHeaders);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_protocols_path_is_added_once() {
        let posts_to = |text: &str| text.parse::<Collector>().unwrap().traces().map(|uri| uri.to_string());
        assert_eq!(posts_to(""), None);
        for given in ["http://127.0.0.1:4318", "http://127.0.0.1:4318/", "http://127.0.0.1:4318/v1/traces"] {
            assert_eq!(posts_to(given).unwrap(), "http://127.0.0.1:4318/v1/traces", "{given}");
        }
        assert_eq!(posts_to("https://otlp.example/tenant").unwrap(), "https://otlp.example/tenant/v1/traces");
    }

    #[test]
    fn what_is_no_collector_is_refused() {
        for wrong in ["127.0.0.1:4318", "grpc://127.0.0.1:4317", "http://", "http://key@otlp.example", "http://a/?b"] {
            assert!(wrong.parse::<Collector>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_key_is_never_shown() {
        let headers: CollectorHeaders = "x-api-key=s3cret=, other = 1".parse().unwrap();
        assert_eq!(headers.to_string(), "x-api-key=***,other=***");
        assert!(!format!("{headers:?}").contains("s3cret"));
        assert_eq!(headers.iter().next().unwrap().1, "s3cret=");
        for wrong in ["s3cret", "a b=c", "a=\u{7}"] {
            assert!(!wrong.parse::<CollectorHeaders>().unwrap_err().contains("s3cret"), "{wrong}");
        }
    }

    #[test]
    fn a_share_is_from_none_to_all() {
        let share = |json: &str| serde_json::from_str::<Share>(json).map(Share::get);
        assert_eq!((share("1").unwrap(), share("0.25").unwrap(), share("\"0.5\"").unwrap()), (1.0, 0.25, 0.5));
        for wrong in ["2", "-0.1", "\"half\"", "true"] {
            assert!(share(wrong).is_err(), "{wrong}");
        }
    }
}
