//! What a form that was sent without WebAssembly hands to the page that is rendered again.

use crate::error::ToldFault;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replay {
    /// The path of the server function that the form was sent to.
    pub endpoint: String,
    /// What was typed, without passwords.
    pub values: Vec<(String, String)>,
    pub fault: Option<ToldFault>,
    /// Whether a form of the page shows it.
    #[serde(skip)]
    pub is_taken: bool,
}

impl Replay {
    pub fn value(&self, field: &str) -> Option<&str> {
        self.values.iter().find(|(name, _)| name == field).map(|(_, value)| value.as_str())
    }
}

/// Called once, at the root. The browser finds the replay in the page, so that hydration sees what the server saw.
pub fn provide_replay() {
    #[cfg(feature = "ssr")]
    let replay = SharedValue::new(|| use_context::<Replay>().unwrap_or_default());
    #[cfg(not(feature = "ssr"))]
    let replay = SharedValue::new(Replay::default);
    provide_context(StoredValue::new(replay.into_inner()));
}
