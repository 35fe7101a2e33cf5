//! Addresses without ports.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::{net::IpAddr, ops::Deref};

/// Where the deployment is reached, when that is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addresses(pub Vec<IpAddr>);

impl Deref for Addresses {
    type Target = [IpAddr];

    fn deref(&self) -> &[IpAddr] {
        &self.0
    }
}

impl Serialize for Addresses {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(IpAddr::to_string))
    }
}

impl<'de> Deserialize<'de> for Addresses {
    /// A list, or one text with commas.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "expected a list of addresses")]
        enum Given {
            List(Vec<String>),
            Text(String),
        }
        let texts = match Given::deserialize(deserializer)? {
            Given::List(texts) => texts,
            Given::Text(text) => text.split(',').map(|address| address.trim().to_owned()).collect(),
        };
        let address = |text: &String| text.parse().map_err(|_| D::Error::custom(format!("“{text}” is no address")));
        texts.iter().filter(|text| !text.is_empty()).map(address).collect::<Result<_, _>>().map(Self)
    }
}
