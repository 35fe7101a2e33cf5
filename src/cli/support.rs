//! `tenantry support …`

use super::{
    Failure, Output,
    confirm::DryRun,
    table::{aligned, printable},
    words,
};
use crate::{
    context::Author,
    error::Error,
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
        #[command(flatten)]
        trial: DryRun,
    },
}

impl SupportCommand {
    pub(super) async fn run(self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        match self {
            Self::List { organisation, open, limit } => list(platform, organisation.as_deref(), open, limit, out).await,
            Self::End { id, trial } => end(platform, &id, trial, out).await,
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

async fn end(platform: &Platform, id: &str, trial: DryRun, out: &mut Output) -> Result<(), Failure> {
    let id = id.parse().map_err(|_| Failure::said("that is no id of a request"))?;
    let request = support::find_by_id(platform, id).await.map_err(not_open)?;
    let dry_run = trial.is_all(&warning(&request), out);
    if !dry_run {
        support::end_by_id(platform, id, &Author::CommandLine).await.map_err(not_open)?;
        out.line("ended; nobody is inside because of it any more");
    }
    out.document(&json!({ "ended": (!dry_run).then_some(id), "request": request, "dry_run": dry_run }))
}

fn not_open(error: Error) -> Failure {
    match error.kind() {
        Kind::NotFound => Failure::said("there is no such request"),
        Kind::Conflict => Failure::said("it is over already"),
        _ => error.into(),
    }
}

fn warning(request: &SupportRequest) -> String {
    let (operator, house) = (printable(&request.operator), printable(&request.organisation));
    match request.state {
        SupportState::Asked => {
            format!("The request of {operator} will be over; nobody at {house} can allow it any more.")
        }
        _ => format!("{operator} will be out of {house} at once, whatever they are doing there."),
    }
}
