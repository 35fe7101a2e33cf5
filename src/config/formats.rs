//! How settings are written that are no plain words or numbers.

/// An address, or nothing at all.
pub(super) mod optional_address {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};
    use std::net::SocketAddr;

    #[expect(clippy::ref_option, reason = "serde calls it with a reference to the field")]
    pub(in crate::config) fn serialize<S: Serializer>(
        address: &Option<SocketAddr>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match address {
            Some(address) => serializer.collect_str(address),
            None => serializer.serialize_str(""),
        }
    }

    pub(in crate::config) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<SocketAddr>, D::Error> {
        let text = String::deserialize(deserializer)?;
        let address = (!text.is_empty()).then(|| text.parse()).transpose();
        address.map_err(|_| D::Error::custom("expected an address and a port, such as `127.0.0.1:9464`"))
    }
}

/// As a location.
pub(super) mod smtp {
    use crate::mail::SmtpServer;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(in crate::config) fn serialize<S: Serializer>(server: &SmtpServer, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(server)
    }

    pub(in crate::config) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SmtpServer, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// A location is written without its password, and an error doesn't repeat what was given: it may hold one.
pub(super) mod location {
    use crate::db::Location;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(in crate::config) fn serialize<S: Serializer>(location: &Location, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(location)
    }

    pub(in crate::config) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Location, D::Error> {
        let expected = "expected `sqlite:<directory>` or `postgres://user:password@host/database`";
        let text = String::deserialize(deserializer).map_err(|_| D::Error::custom(expected))?;
        text.parse().map_err(|_| D::Error::custom(expected))
    }
}
