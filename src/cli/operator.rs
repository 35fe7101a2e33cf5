//! `tenantry operator …`

use super::{Failure, Output, table::aligned, words};
use crate::{
    access::OperatorRole,
    context::Author,
    operators::{self, Operator},
    platform::Platform,
};
use clap::{Args, Subcommand};
use serde_json::json;
use std::sync::Arc;

#[derive(Debug, Subcommand)]
pub enum OperatorCommand {
    /// Make a person an operator and print a link that signs them in once; run again it gives a new link
    Create(CreateArguments),
    /// List the operators, their roles and when they were last seen
    List,
}

#[derive(Debug, Args)]
pub struct CreateArguments {
    /// The e-mail address that they sign in with
    #[arg(long)]
    email: String,
    /// Their name, when they have no account yet
    #[arg(long)]
    name: String,
    /// What they may do: owner (all), support (helps organisations) or read-only; owner for a new operator, and without it
    /// one who is there keeps the role
    #[arg(long)]
    role: Option<OperatorRole>,
}

impl OperatorCommand {
    pub(super) async fn run(self, platform: &Arc<Platform>, out: &mut Output) -> Result<(), Failure> {
        match self {
            Self::Create(arguments) => arguments.create(platform, out).await,
            Self::List => list(platform, out).await,
        }
    }
}

impl CreateArguments {
    async fn create(self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        let Self { email, name, role } = self;
        let operator = operators::create_as(platform, &email, &name, role, &Author::CommandLine).await?;
        let url = operators::new_link(platform, operator).await?;
        let all = operators::list(platform).await?;
        let role = all.iter().find(|of| of.id == operator).map_or(OperatorRole::Owner, |of| of.role);
        out.line(format!("{email} is an operator. Role: {role}. This link signs in once, within 15 minutes: {url}"));
        out.document(&json!({ "email": email, "role": role, "sign_in_url": url }))
    }
}

async fn list(platform: &Platform, out: &mut Output) -> Result<(), Failure> {
    let all = operators::list(platform).await?;
    let cells: Vec<[String; 5]> = all.iter().map(cells).collect();
    for line in aligned(["e-mail", "name", "role", "since", "last seen"], &cells) {
        out.line(line);
    }
    out.line(words::counted(all.len(), "operator"));
    out.document(&all)
}

fn cells(of: &Operator) -> [String; 5] {
    let seen = of.last_seen_at.as_deref().unwrap_or(if of.is_invited { "invited" } else { "not signed in" });
    [of.email.clone(), of.name.clone(), of.role.to_string(), of.since.clone(), seen.to_owned()]
}
