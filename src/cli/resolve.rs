//! `tenantry resolve <host>`

use super::{Failure, Output, words::visitors_get};
use crate::{domains, platform::Platform};
use clap::Args;
use std::sync::Arc;

#[derive(Debug, Args)]
pub struct ResolveArguments {
    /// The host as a browser would send it, with a port or without
    host: String,
}

impl ResolveArguments {
    pub(super) async fn run(self, platform: &Arc<Platform>, out: &mut Output) -> Result<(), Failure> {
        let explanation = domains::explain(platform, &self.host).await?;
        for (at, step) in explanation.steps.iter().enumerate() {
            out.line(format!("{}. {}", at + 1, super::table::printable(step)));
        }
        out.line(format!("=> {}: a visitor gets {}", explanation.outcome, visitors_get(explanation.status)));
        out.document(&explanation)
    }
}
