//! `tenantry operator …`

use super::{Failure, Output};
use crate::{operators, platform::Platform};
use clap::{Args, Subcommand};
use serde_json::json;
use std::sync::Arc;

#[derive(Debug, Subcommand)]
pub enum OperatorCommand {
    /// Make a person an operator and print a link that signs them in once; run again it gives a new link
    Create(CreateArguments),
}

#[derive(Debug, Args)]
pub struct CreateArguments {
    /// The e-mail address that they sign in with
    #[arg(long)]
    email: String,
    /// Their name, when they have no account yet
    #[arg(long)]
    name: String,
}

impl OperatorCommand {
    pub(super) async fn run(self, platform: &Arc<Platform>, out: &mut Output) -> Result<(), Failure> {
        let Self::Create(CreateArguments { email, name }) = self;
        let operator = operators::create(platform, &email, &name).await?;
        let url = operators::new_link(platform, operator).await?;
        out.line(format!("{email} is an operator. This link signs in once, within 15 minutes: {url}"));
        out.document(&json!({ "email": email, "sign_in_url": url }))
    }
}
