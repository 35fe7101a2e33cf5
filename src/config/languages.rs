//! The languages that a deployment offers, in the order in which the product lists them.

use crate::{fault::Problem, locale::Locale};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::{fmt, str::FromStr};

/// At least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedLanguages(Vec<Locale>);

impl OfferedLanguages {
    pub fn all() -> Self {
        Self(Locale::ALL.to_vec())
    }

    pub fn contains(&self, locale: Locale) -> bool {
        self.0.contains(&locale)
    }

    pub fn first(&self) -> Locale {
        self.0.first().copied().unwrap_or_default()
    }

    pub fn to_vec(&self) -> Vec<Locale> {
        self.0.clone()
    }
}

impl FromStr for OfferedLanguages {
    type Err = Problem;

    /// Tags with commas between them.
    fn from_str(text: &str) -> Result<Self, Problem> {
        let tags = text.split(',').map(str::trim).filter(|tag| !tag.is_empty());
        let named: Vec<Locale> =
            tags.map(|tag| tag.parse().map_err(|()| Problem::NotAChoice)).collect::<Result<_, _>>()?;
        let offered: Vec<Locale> = Locale::ALL.into_iter().filter(|locale| named.contains(locale)).collect();
        if offered.is_empty() { Err(Problem::Required) } else { Ok(Self(offered)) }
    }
}

impl fmt::Display for OfferedLanguages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.iter().map(|locale| locale.tag()).collect::<Vec<_>>().join(","))
    }
}

impl Serialize for OfferedLanguages {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.0)
    }
}

impl<'de> Deserialize<'de> for OfferedLanguages {
    /// A list, or one text with commas.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "expected a list of languages")]
        enum Given {
            List(Vec<String>),
            Text(String),
        }
        let text = match Given::deserialize(deserializer)? {
            Given::List(tags) => tags.join(","),
            Given::Text(text) => text,
        };
        text.parse().map_err(|problem| match problem {
            Problem::Required => D::Error::custom("at least one language is needed"),
            _ => D::Error::custom(format!("“{text}” names a language that the product doesn't speak")),
        })
    }
}
