//! The command line, from the arguments to what is printed.

mod backups;
mod config;
mod deletions;
mod demo;
mod doctor;
mod domains;
mod migrate;
mod moves;
mod operators;
mod resolve;
mod serve;
mod support;
mod tenants;
mod upkeep;

use crate::harness::Deployment;
use clap::Parser;
use serde_json::Value;
use tenantry::cli::{Cli, Output};

/// What a command printed, or the error that it ended with.
pub(crate) struct Ran {
    pub(crate) printed: String,
    pub(crate) error: Option<String>,
}

pub(crate) async fn run(t: &Deployment, arguments: &[&str]) -> Ran {
    let cli = parse(arguments).unwrap();
    let mut out = Output::captured(cli.json);
    let done = cli.command.work(&t.platform, &mut out).await;
    Ran { printed: out.text().to_owned(), error: done.err().map(|failure| failure.to_string()) }
}

/// The text of a command that must work.
pub(crate) async fn text(t: &Deployment, arguments: &[&str]) -> String {
    let ran = run(t, arguments).await;
    assert_eq!(ran.error, None, "{}", ran.printed);
    ran.printed
}

/// The one document that `--json` prints.
pub(crate) async fn document(t: &Deployment, arguments: &[&str]) -> Value {
    serde_json::from_str(&text(t, &[arguments, &["--json"]].concat()).await).unwrap()
}

pub(crate) async fn error(t: &Deployment, arguments: &[&str]) -> String {
    run(t, arguments).await.error.unwrap()
}

fn parse(arguments: &[&str]) -> Result<Cli, clap::Error> {
    Cli::try_parse_from([&["tenantry"], arguments].concat())
}

#[test]
fn the_arguments_are_consistent() {
    <Cli as clap::CommandFactory>::command().debug_assert();
}

/// What reads, or adds something that was not there and takes nothing away.
const WITHOUT_A_DRY_RUN: &[&str] = &[
    "backup check",
    "backup list",
    "certificate list",
    "certificate renew",
    "config",
    "demo",
    "doctor",
    "domain add",
    "domain check",
    "domain list",
    "domain verify",
    "mail leave",
    "mail list",
    "mail retry",
    "migrate plan",
    "migrate status",
    "operator create",
    "operator list",
    "plan list",
    "plan show",
    "resolve",
    "serve",
    "server add",
    "server check",
    "server list",
    "support list",
    "tenant create",
    "tenant erased",
    "tenant list",
    "tenant moves",
    "tenant password-link",
    "tenant show",
];

#[test]
fn every_command_that_takes_something_away_can_be_tried_and_prints_a_document() {
    let mut without: Vec<String> = Vec::new();
    let mut command = <Cli as clap::CommandFactory>::command();
    command.build();
    without_a_dry_run(&command, "", &mut without);
    without.sort();
    assert_eq!(without, WITHOUT_A_DRY_RUN);
}

fn without_a_dry_run(command: &clap::Command, path: &str, found: &mut Vec<String>) {
    for inner in command.get_subcommands().filter(|inner| !["help", "bench"].contains(&inner.get_name())) {
        let path = format!("{path} {}", inner.get_name()).trim_start().to_owned();
        assert!(inner.get_arguments().any(|argument| argument.get_id() == "json"), "{path}");
        if inner.has_subcommands() {
            without_a_dry_run(inner, &path, found);
        } else if !inner.get_arguments().any(|argument| argument.get_id() == "dry_run") {
            found.push(path);
        }
    }
}

#[test]
fn wrong_usage_is_told_with_code_two() {
    for wrong in [
        &["tenant", "list", "--status", "asleep"][..],
        &["tenant", "show"],
        &["serv"],
        &["tenant", "create", "--slug", "paris"],
    ] {
        assert_eq!(parse(wrong).unwrap_err().exit_code(), 2, "{wrong:?}");
    }
    let create =
        ["tenant", "create", "--name", "X", "--slug", "x", "--admin-email", "a@x.example", "--admin-name", "A"];
    let refused = |option: &str, value: &str| {
        let error = parse(&[&create[..], &[option, value]].concat()).unwrap_err();
        assert_eq!(error.exit_code(), 2);
        error.to_string()
    };
    let zone = refused("--time-zone", "Mars/Base");
    assert!(zone.contains("'Mars/Base'") && zone.contains("no time zone of the IANA database"), "{zone}");
    let currency = refused("--currency", "XXX");
    assert!(currency.contains("possible values: EUR, USD"), "{currency}");
    let suggestion = parse(&["tenant", "list", "--order", "newst"]).unwrap_err().to_string();
    assert!(suggestion.contains("newest"), "{suggestion}");
}
