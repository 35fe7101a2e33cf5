//! The policy of placements as settings: one word, and tables from plans and regions to words.

use crate::servers::Placement;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{collections::BTreeMap, fmt};

/// The placement of organisations for which no rule says another; without one it is the deployment's own place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DefaultPlacement(pub Option<Placement>);

impl DefaultPlacement {
    pub fn or(self, own: Placement) -> Placement {
        self.0.unwrap_or(own)
    }
}

impl Serialize for DefaultPlacement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.map_or("", Placement::key))
    }
}

impl<'de> Deserialize<'de> for DefaultPlacement {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        if word.is_empty() { Ok(Self(None)) } else { placement(&word).map(|known| Self(Some(known))) }
    }
}

/// A placement for each of some plans, or of some regions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PlacementRules(BTreeMap<String, Placement>);

impl PlacementRules {
    pub fn of(&self, name: &str) -> Option<Placement> {
        self.0.get(name).copied()
    }

    pub fn placements(&self) -> impl Iterator<Item = Placement> {
        self.0.values().copied()
    }

    pub fn rules(&self) -> impl Iterator<Item = (&str, Placement)> {
        self.0.iter().map(|(name, placement)| (name.as_str(), *placement))
    }

    fn with<E: de::Error>(mut self, name: &str, word: &str) -> Result<Self, E> {
        let name = crate::servers::label(name)
            .map_err(|_| E::custom(format!("“{name}” is no name: up to 40 of a-z, 0-9 and hyphens inside")))?;
        self.0.insert(name, placement(word)?);
        Ok(self)
    }
}

impl<'de> Deserialize<'de> for PlacementRules {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Rules)
    }
}

struct Rules;

impl<'de> de::Visitor<'de> for Rules {
    type Value = PlacementRules;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("names with a placement each, as in `large = \"postgres-server\"`")
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut rules: A) -> Result<PlacementRules, A::Error> {
        let mut read = PlacementRules::default();
        while let Some((name, word)) = rules.next_entry::<String, String>()? {
            read = read.with(&name, &word)?;
        }
        Ok(read)
    }

    /// The environment's form: `large=postgres-server,small=sqlite`.
    fn visit_str<E: de::Error>(self, text: &str) -> Result<PlacementRules, E> {
        text.split(',').filter(|rule| !rule.trim().is_empty()).try_fold(PlacementRules::default(), |read, rule| {
            let (name, word) =
                rule.split_once('=').ok_or_else(|| E::custom("write `name=placement`, with commas between"))?;
            read.with(name.trim(), word.trim())
        })
    }
}

fn placement<E: de::Error>(word: &str) -> Result<Placement, E> {
    word.parse().map_err(|()| {
        let known = Placement::ALL.map(Placement::key).join(", ");
        E::custom(format!("“{word}” is no placement, which are {known}"))
    })
}
