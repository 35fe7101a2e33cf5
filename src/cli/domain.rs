//! `tenantry domain …`

use super::{
    Failure, Output,
    confirm::Destructive,
    table::{aligned, printable},
    words,
};
use crate::{
    context::Author,
    domains::{self, DomainSetup, Found, HostName, OwnDomain},
    error::Error,
    platform::Platform,
};
use clap::{Args, Subcommand};
use serde_json::json;

#[derive(Debug, Subcommand)]
pub enum DomainCommand {
    /// List the hosts that an organisation brought along, and how far each is
    List {
        /// The organisation
        slug: String,
    },
    /// Claim a host for an organisation and say which records it needs; it leads there once it is verified
    Add(HostArguments),
    /// Look at a host's records now and say what is missing
    Check(HostArguments),
    /// Look at a host's records now and let it lead to the organisation when they are right
    Verify(HostArguments),
    /// Make a host the main address, to which all others lead: a verified one, or the organisation's subdomain
    Main(ChangeArguments),
    /// Take a host from an organisation; its subdomain is the main address when this one was
    Remove(ChangeArguments),
}

#[derive(Debug, Args)]
pub struct HostArguments {
    /// The organisation
    slug: String,
    /// The host
    host: String,
}

#[derive(Debug, Args)]
pub struct ChangeArguments {
    #[command(flatten)]
    of: HostArguments,
    #[command(flatten)]
    sure: Destructive,
}

impl DomainCommand {
    pub(super) async fn run(self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        match self {
            Self::List { slug } => list(platform, &slug, out).await,
            Self::Add(of) => add(platform, &of, out).await,
            Self::Main(arguments) => make_main(platform, arguments, out).await,
            Self::Check(of) => check(platform, &of, out).await,
            Self::Verify(of) => verify(platform, &of, out).await,
            Self::Remove(arguments) => remove(platform, arguments, out).await,
        }
    }
}

async fn list(platform: &Platform, slug: &str, out: &mut Output) -> Result<(), Failure> {
    let missing = || format!("there is no organisation {slug}");
    let all = domains::domains_of(platform, slug).await.map_err(|error| Failure::naming_missing(error, missing))?;
    let cells: Vec<[String; 5]> = all.domains.iter().map(cells).collect();
    for line in aligned(["host", "state", "verified", "ends", "looked at"], &cells) {
        out.line(line);
    }
    out.line(format!("main address: {}", all.main));
    out.document(&all)
}

fn cells(of: &OwnDomain) -> [String; 5] {
    let day = |at: &Option<String>| at.as_deref().map(words::day).unwrap_or_default().to_owned();
    [
        of.host.clone(),
        of.state.name().to_owned(),
        day(&of.verified_at),
        day(if of.grace_ends_at.is_some() { &of.grace_ends_at } else { &of.expires_at }),
        of.looked_at.clone().unwrap_or_default(),
    ]
}

async fn add(platform: &Platform, of: &HostArguments, out: &mut Output) -> Result<(), Failure> {
    let setup = domains::claim_of(platform, &of.slug, &of.host, &Author::CommandLine).await;
    let setup = setup.map_err(|error| of.unknown(error))?;
    say(&setup, out);
    out.document(&setup)
}

async fn make_main(platform: &Platform, arguments: ChangeArguments, out: &mut Output) -> Result<(), Failure> {
    let ChangeArguments { of, sure } = arguments;
    domains::plan_main_of(platform, &of.slug, &of.host).await.map_err(|error| of.named(error))?;
    let what = [format!("{} becomes the main address of {}; everybody signs in again there.", of.host, of.slug)];
    let made = sure.may_for_now(&what, out)?;
    if made {
        let origin = domains::make_main_of(platform, &of.slug, &of.host, &Author::CommandLine).await;
        out.line(format!("main address: {}", origin.map_err(|error| of.named(error))?));
    }
    let dry_run = sure.is_dry_run();
    out.document(&json!({ "host": of.host, "organisation": of.slug, "main": made, "dry_run": dry_run }))
}

async fn check(platform: &Platform, of: &HostArguments, out: &mut Output) -> Result<(), Failure> {
    let setup = domains::check_of(platform, &of.slug, &of.host).await.map_err(|error| of.named(error))?;
    say(&setup, out);
    out.document(&setup)
}

fn say(setup: &DomainSetup, out: &mut Output) {
    let DomainSetup { domain, proof_name, proof_value, .. } = setup;
    out.line(format!("{}: {}", domain.host, domain.state.name()));
    out.line(format!("TXT    {proof_name} = {proof_value}"));
    for line in pointing(setup) {
        out.line(line);
    }
    let Some(look) = &domain.look else { return };
    for (name, found) in [("proof", &look.proof), ("pointing", &look.pointing), ("certificates", &look.authority)] {
        out.line(printable(&told(name, found)));
    }
}

/// By name or else by addresses; at the top of a zone by addresses, where the settings say them.
fn pointing(setup: &DomainSetup) -> Vec<String> {
    let line = |kind: &str, value: &str| format!("{kind:<6} {} = {value}", setup.domain.host);
    let or = if setup.is_apex() { "" } else { "or " };
    let by_name = (!setup.is_apex() || setup.addresses.is_empty()).then(|| setup.by_name());
    let by_name = by_name.map(|(kind, target)| line(kind, target));
    by_name.into_iter().chain(setup.by_address().map(|(kind, address)| line(&format!("{or}{kind}"), address))).collect()
}

fn told(name: &str, found: &Found) -> String {
    let values = if found.values.is_empty() { String::new() } else { format!(": {}", found.values.join(", ")) };
    let findings: Vec<String> =
        found.findings.iter().map(|finding| serde_json::to_string(finding).unwrap_or_default()).collect();
    format!("{name} {}{values} {}", found.state.name(), findings.join(" ")).trim_end().to_owned()
}

async fn verify(platform: &Platform, of: &HostArguments, out: &mut Output) -> Result<(), Failure> {
    domains::verify_of(platform, &of.slug, &of.host, &Author::CommandLine).await.map_err(|error| of.named(error))?;
    out.line(format!("{} leads to {}", of.host, of.slug));
    out.document(&json!({ "host": of.host, "organisation": of.slug, "verified": true }))
}

async fn remove(platform: &Platform, arguments: ChangeArguments, out: &mut Output) -> Result<(), Failure> {
    let ChangeArguments { of, sure } = arguments;
    let own = domains::domains_of(platform, &of.slug).await.map_err(|error| of.named(error))?;
    let host = HostName::parse(&of.host);
    if host.is_none() || !own.domains.iter().any(|domain| HostName::parse(&domain.host) == host) {
        return Err(of.named(Error::not_found()));
    }
    let what = [format!("{} leads nowhere any more; to have it again {} proves it anew.", of.host, of.slug)];
    let removed = sure.may(&what, out)?;
    if removed {
        domains::remove_of(platform, &of.slug, &of.host, &Author::CommandLine)
            .await
            .map_err(|error| of.named(error))?;
        out.line(format!("{} is removed", of.host));
    }
    let dry_run = sure.is_dry_run();
    out.document(&json!({ "host": of.host, "organisation": of.slug, "removed": removed, "dry_run": dry_run }))
}

impl HostArguments {
    fn unknown(&self, error: Error) -> Failure {
        Failure::naming_missing(error, || format!("there is no organisation {}", self.slug))
    }

    fn named(&self, error: Error) -> Failure {
        Failure::naming_missing(error, || format!("{} has no domain {}", self.slug, self.host))
    }
}
