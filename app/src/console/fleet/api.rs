//! Server functions of the fleet.

use crate::error::AppError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// One number of the pool manager, by the name that it has in the program, such as `open` or `evictions`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    pub name: String,
    pub value: i64,
}

/// The pool manager of the process that answers, now.
#[server(endpoint = "console/fleet/figures")]
pub async fn read_figures() -> Result<Vec<Figure>, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::FLEET_FIGURES)?;
    super::figures::by_name(&ctx.platform.fleet.figures())
}
