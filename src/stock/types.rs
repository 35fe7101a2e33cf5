//! What is told of the stock.

use crate::servers::Placement;
use serde::{Deserialize, Serialize};

/// The stock of one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    pub placement: Placement,
    /// The name of the registered server; `None` for the deployment's own place.
    pub server: Option<String>,
    pub ready: i64,
    /// Being made now.
    pub making: i64,
    /// How many are held.
    pub wanted: i64,
    /// New organisations that took one, and those for which there was none, since the answering process started.
    pub claims: i64,
    pub misses: i64,
}
