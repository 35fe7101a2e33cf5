//! `tenantry support …`

use super::{Failure, Output, table::aligned, words};
use crate::{
    context::Author,
    fault::Kind,
    platform::Platform,
    support::{self, SupportRequest, SupportState},
};
use clap::Subcommand;
use serde_json::json;

#[derive(Debug, Subcommand)]
pub enum SupportCommand {
    /// List the newest requests to come into organisations, and what became of each
    List {
        /// Of this organisation alone
        #[arg(long, value_name = "SLUG")]
        organisation: Option<String>,
        /// Those alone that are asked or allowed now
        #[arg(long)]
        open: bool,
        /// The most that are listed
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// End a request now: whoever is inside because of it is out at once
    End {
        /// Its id, as the list shows it
        id: String,
    },
}

impl SupportCommand {
    pub(super) async fn run(self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        match self {
            Self::List { organisation, open, limit } => list(platform, organisation.as_deref(), open, limit, out).await,
            Self::End { id } => end(platform, &id, out).await,
        }
    }
}

async fn list(
    platform: &Platform,
    organisation: Option<&str>,
    open: bool,
    limit: u32,
    out: &mut Output,
) -> Result<(), Failure> {
    let requests = match support::list(platform, organisation, open, limit).await {
        Err(error) if error.kind() == Kind::NotFound => return Err(Failure::said("there is no such organisation")),
        requests => requests?,
    };
    let cells: Vec<[String; 8]> = requests.iter().map(cells).collect();
    for line in aligned(["id", "organisation", "state", "operator", "asked", "until", "may", "reason"], &cells) {
        out.line(line);
    }
    out.line(words::counted(requests.len(), "request"));
    out.document(&requests)
}

fn cells(request: &SupportRequest) -> [String; 8] {
    let until = if request.state == SupportState::Asked { Some(&request.expires_at) } else { request.ends_at.as_ref() };
    [
        request.id.to_string(),
        request.organisation.clone(),
        request.state.key().to_owned(),
        request.operator.clone(),
        request.asked_at.clone(),
        until.cloned().unwrap_or_default(),
        if request.may_write { "change" } else { "look" }.to_owned(),
        request.reason.clone(),
    ]
}

async fn end(platform: &Platform, id: &str, out: &mut Output) -> Result<(), Failure> {
    let id = id.parse().map_err(|_| Failure::said("that is no id of a request"))?;
    match support::end_by_id(platform, id, &Author::CommandLine).await {
        Err(error) if error.kind() == Kind::NotFound => return Err(Failure::said("there is no such request")),
        Err(error) if error.kind() == Kind::Conflict => return Err(Failure::said("it is over already")),
        ended => ended?,
    }
    out.line("ended; nobody is inside because of it any more");
    out.document(&json!({ "ended": id }))
}
