//! `tenantry server …`

use super::{
    Failure, Output,
    confirm::{Destructive, DryRun},
    hidden,
    table::{aligned, printable},
    words,
};
use crate::{
    context::Author,
    db::ServerFacts,
    error::Error,
    platform::Platform,
    servers::{self, Checked, NewServer, ServerEdit, ServerState, ServerSummary},
};
use clap::{Args, Subcommand};
use serde_json::json;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum ServerCommand {
    /// Register a PostgreSQL server that organisations may live on; its address is read from the standard input
    Add(AddArguments),
    /// Give a server another address, such as one with a new password; it is read from the standard input
    Readdress {
        name: String,
        /// Read the address from this file
        #[arg(long, value_name = "FILE")]
        address_file: Option<PathBuf>,
        #[command(flatten)]
        trial: DryRun,
    },
    /// Change where a server is said to be and how many may live there; its address changes by `readdress`
    Edit(EditArguments),
    /// List the servers and how full they are
    List,
    /// Send no new organisations to a server; those that are there stay
    Drain {
        name: String,
        #[command(flatten)]
        destructive: Destructive,
    },
    /// Send new organisations to a server that was draining
    Resume {
        name: String,
        #[command(flatten)]
        trial: DryRun,
    },
    /// Connect to the servers, look at them, and keep what was found
    Check {
        /// One of them; all without a name
        name: Option<String>,
    },
}

/// The address holds a password, and every user of a machine sees the arguments of its processes: so it is none.
#[derive(Debug, Args)]
pub struct AddArguments {
    /// What it is called here: a-z, 0-9 and hyphens
    name: String,
    /// Where it is, in the same letters
    #[arg(long)]
    region: String,
    /// The most organisations that may live there
    #[arg(long)]
    capacity: i64,
    /// Read the address from this file: `postgres://user:password@host/database?sslmode=verify-full`
    #[arg(long, value_name = "FILE")]
    address_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[group(id = "what", required = true, multiple = true, args = ["region", "capacity"])]
pub struct EditArguments {
    name: String,
    /// Where it is: a-z, 0-9 and hyphens
    #[arg(long)]
    region: Option<String>,
    /// The most organisations that may live there; those who are there stay, be they more
    #[arg(long)]
    capacity: Option<i64>,
    #[command(flatten)]
    trial: DryRun,
}

impl ServerCommand {
    pub(super) async fn run(self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        match self {
            Self::Add(arguments) => arguments.add(platform, out).await,
            Self::Readdress { name, address_file, trial } => readdress(platform, &name, address_file, trial, out).await,
            Self::Edit(arguments) => arguments.edit(platform, out).await,
            Self::List => list(platform, out).await,
            Self::Drain { name, destructive } => drain(platform, &name, &destructive, out).await,
            Self::Resume { name, trial } => resume(platform, &name, trial, out).await,
            Self::Check { name } => check(platform, name, out).await,
        }
    }
}

impl AddArguments {
    async fn add(self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        let address = read_address(self.address_file)?;
        let new = NewServer { name: self.name, region: self.region, capacity: self.capacity, address };
        let facts = servers::add(platform, &new, &Author::CommandLine).await?;
        out.line(format!("{} is registered: {}", new.name, told(&facts)));
        out.document(&json!({ "name": new.name, "region": new.region, "capacity": new.capacity, "facts": facts }))
    }
}

impl EditArguments {
    async fn edit(self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        let change = ServerEdit { region: self.region, capacity: self.capacity };
        let dry_run = self.trial.is_dry_run();
        let edited = if dry_run {
            servers::plan_edit(platform, &self.name, &change).await
        } else {
            servers::edit(platform, &self.name, &change, &Author::CommandLine).await
        };
        let edited = edited.map_err(|error| unknown(error, &self.name))?;
        let ServerSummary { name, region, capacity, .. } = &edited.after;
        let too_many = edited.too_many();
        if too_many > 0 {
            let over = words::counted(usize::try_from(too_many).unwrap_or_default(), "organisation");
            out.line(format!("warning: {over} more than that live on {name}. They stay; nobody new is placed there."));
        }
        if !self.trial.is_all(&format!("{name} will be in {region}, for {capacity} organisations."), out) {
            out.line(format!("{name} is in {region}, for {capacity} organisations"));
        }
        out.document(&json!({ "server": edited.after, "too_many": too_many, "dry_run": dry_run }))
    }
}

/// The address is tried either way.
async fn readdress(
    platform: &Platform,
    name: &str,
    file: Option<PathBuf>,
    trial: DryRun,
    out: &mut Output,
) -> Result<(), Failure> {
    let address = read_address(file)?;
    let dry_run = trial.is_dry_run();
    let facts = if dry_run {
        servers::plan_readdress(platform, name, &address).await
    } else {
        servers::readdress(platform, name, &address, &Author::CommandLine).await
    };
    let facts = facts.map_err(|error| unknown(error, name))?;
    if !trial.is_all(&format!("{name} will have this address: {}", told(&facts)), out) {
        out.line(format!("{name} has its new address: {}", told(&facts)));
    }
    out.document(&json!({ "name": name, "facts": facts, "dry_run": dry_run }))
}

async fn resume(platform: &Platform, name: &str, trial: DryRun, out: &mut Output) -> Result<(), Failure> {
    let server = servers::find(platform, name).await?.ok_or_else(|| unknown(Error::not_found(), name))?;
    let dry_run = trial.is_all(&format!("{name} will take new organisations."), out);
    if !dry_run {
        servers::resume(platform, name, &Author::CommandLine).await?;
        out.line(format!("{name} takes new organisations"));
    }
    let state = if dry_run { server.state } else { ServerState::Active };
    out.document(&json!({ "name": name, "state": state, "dry_run": dry_run }))
}

fn read_address(file: Option<PathBuf>) -> Result<String, Failure> {
    match file {
        Some(file) => hidden::from_file(&file),
        None => hidden::from_stdin("The server's address, which isn't shown: "),
    }
}

fn told(facts: &ServerFacts) -> String {
    let tls = facts.tls.as_ref().map_or_else(|| "not encrypted".to_owned(), |tls| format!("encrypted by {tls}"));
    let latency = words::milliseconds(facts.latency_micros);
    format!("{}, {tls}, {} connections at most, {latency} there and back", facts.version, facts.max_connections)
}

async fn list(platform: &Platform, out: &mut Output) -> Result<(), Failure> {
    let all = servers::list(platform).await?;
    let cells: Vec<[String; 6]> = all.iter().map(cells).collect();
    for line in aligned(["name", "region", "state", "organisations", "checked", "problem"], &cells) {
        out.line(line);
    }
    out.line(words::counted(all.len(), "server"));
    out.document(&all)
}

fn cells(server: &ServerSummary) -> [String; 6] {
    let percent = server.tenants * 100 / server.capacity.max(1);
    [
        server.name.clone(),
        server.region.clone(),
        server.state.name().to_owned(),
        format!("{} of {} ({percent} %)", server.tenants, server.capacity),
        server.checked_at.as_deref().unwrap_or("never").to_owned(),
        server.last_error.clone().unwrap_or_default(),
    ]
}

async fn drain(platform: &Platform, name: &str, destructive: &Destructive, out: &mut Output) -> Result<(), Failure> {
    let server = servers::find(platform, name).await?.ok_or_else(|| unknown(Error::not_found(), name))?;
    let stay = words::counted(usize::try_from(server.tenants).unwrap_or_default(), "organisation");
    let may = destructive.may_for_now(
        &[
            format!("{name} gets no new organisations from now on."),
            format!("{stay} of it stay there and go on; `tenantry server resume {name}` undoes it."),
        ],
        out,
    )?;
    if may {
        servers::drain(platform, name, &Author::CommandLine).await?;
        out.line(format!("{name} is draining"));
    }
    let state = if may { ServerState::Draining } else { server.state };
    let dry_run = destructive.is_dry_run();
    out.document(&json!({ "name": name, "state": state, "tenants": server.tenants, "dry_run": dry_run }))
}

async fn check(platform: &Platform, name: Option<String>, out: &mut Output) -> Result<(), Failure> {
    let names = match name {
        Some(name) => vec![name],
        None => servers::list(platform).await?.into_iter().map(|server| server.name).collect(),
    };
    let mut all: Vec<Checked> = Vec::new();
    for name in names {
        let checked = servers::check(platform, &name).await.map_err(|error| unknown(error, &name))?;
        let found = checked.facts.as_ref().map(told);
        match (&checked.error, found) {
            (Some(error), Some(found)) => out.line(format!("FAIL  {name}: {}; {found}", printable(error))),
            (Some(error), None) => out.line(format!("FAIL  {name}: {}", printable(error))),
            (None, found) => out.line(format!("ok    {name}: {}", found.unwrap_or_default())),
        }
        all.push(checked);
    }
    if all.is_empty() {
        out.line("no server is registered");
    }
    out.document(&all)?;
    if all.iter().all(|checked| checked.error.is_none()) { Ok(()) } else { Err(Failure::Reported) }
}

fn unknown(error: Error, name: &str) -> Failure {
    Failure::naming_missing(error, || format!("there is no server “{}”", printable(name)))
}
