//! Time zones by their names in the IANA time zone database.

use crate::fault::Problem;
use jiff::tz::TimeZone;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::{fmt, str::FromStr};

/// A zone that the program knows, written as the database writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneName(String);

impl ZoneName {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where the product began.
impl Default for ZoneName {
    fn default() -> Self {
        Self("Europe/Paris".into())
    }
}

impl FromStr for ZoneName {
    type Err = Problem;

    /// Capitals don't count, as in the database itself. `Etc/Unknown` says that there is none.
    fn from_str(text: &str) -> Result<Self, Problem> {
        let zone = TimeZone::get(text.trim()).ok().filter(|zone| !zone.is_unknown());
        let name = zone.as_ref().and_then(TimeZone::iana_name).ok_or(Problem::TimeZoneUnknown)?;
        Ok(Self(name.to_owned()))
    }
}

impl From<ZoneName> for String {
    fn from(zone: ZoneName) -> Self {
        zone.0
    }
}

impl fmt::Display for ZoneName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for ZoneName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for ZoneName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let unknown =
            || D::Error::custom(format!("“{text}” is no time zone of the IANA database, such as `Europe/Paris`"));
        text.parse().map_err(|_| unknown())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_known_by_its_name_in_any_capitals() {
        let named = |text: &str| text.parse::<ZoneName>().map(String::from);
        assert_eq!(named(" asia/jerusalem "), Ok("Asia/Jerusalem".to_owned()));
        assert_eq!(named("UTC"), Ok("UTC".to_owned()));
        for unknown in ["", "Mars/Base", "Etc/Unknown", "+02:00", "../../etc/passwd"] {
            assert_eq!(named(unknown), Err(Problem::TimeZoneUnknown), "{unknown}");
        }
        assert_eq!(ZoneName::default(), "Europe/Paris".parse().unwrap());
    }
}
