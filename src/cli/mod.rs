//! The command line: one binary that serves, and that an operator works with on the machine.
//!
//! Results go to the standard output, as text or with `--json` as one document; the log, progress and errors go to the
//! standard error. Exit codes: 0 done, 1 failed, 2 wrong usage.

mod backup;
pub mod bench;
mod certificate;
mod clock;
mod config;
mod confirm;
mod demo;
pub mod doctor;
mod domain;
mod failure;
mod hidden;
mod logging;
mod mail;
mod migrate;
mod operator;
mod output;
mod plan;
mod progress;
mod resolve;
mod serve;
mod server;
mod support;
mod table;
mod tenant;
mod words;

pub use failure::Failure;
pub use output::Output;
pub use serve::{Ready, greeting};

use crate::{config::Config, error::Result, platform::Platform};
use clap::{Parser, Subcommand};
use jiff::Timestamp;
use std::{path::PathBuf, process::ExitCode, sync::Arc};

/// One deployment, many organisations, each on its own subdomain and in its own database.
#[derive(Debug, Parser)]
#[command(name = "tenantry", version, propagate_version = true, max_term_width = 120)]
pub struct Cli {
    /// Print one JSON document instead of text
    #[arg(long, global = true)]
    pub json: bool,
    /// Read the settings from this file instead of tenantry.toml
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Let the clock begin at this moment: over the demo alone, on localhost
    #[arg(long, global = true, hide = true, value_name = "TIME")]
    pub clock_from: Option<Timestamp>,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the site, the organisations and the console until Ctrl-C
    Serve,
    /// Create, list and show organisations, close and open them, rename and delete them
    #[command(subcommand)]
    Tenant(tenant::TenantCommand),
    /// List plans, and give an organisation another
    #[command(subcommand)]
    Plan(plan::PlanCommand),
    /// Make, list and check backups of organisations' data, and bring one back
    #[command(subcommand)]
    Backup(backup::BackupCommand),
    /// Register PostgreSQL servers that organisations may live on, list, check and drain them
    #[command(subcommand)]
    Server(server::ServerCommand),
    /// See to the hosts that organisations bring along
    #[command(subcommand)]
    Domain(domain::DomainCommand),
    /// See which mails were sent, and send again what failed
    #[command(subcommand)]
    Mail(mail::MailCommand),
    /// See where support may be inside organisations, and end it
    #[command(subcommand)]
    Support(support::SupportCommand),
    /// See the certificates that this deployment orders, and order one anew
    #[command(subcommand)]
    Certificate(certificate::CertificateCommand),
    /// Manage the people who run this deployment
    #[command(subcommand)]
    Operator(operator::OperatorCommand),
    /// Create the demo organisations with people, loans and brands
    Demo(demo::DemoArguments),
    /// Bring every organisation's database to the newest version, watch it, undo it; without a subcommand: run
    Migrate(migrate::MigrateArguments),
    /// Print every setting with its value, its source and its meaning
    Config(config::ConfigArguments),
    /// Explain why a host leads where it leads
    Resolve(resolve::ResolveArguments),
    /// Measure what this machine does, in a scratch directory
    #[command(subcommand)]
    Bench(bench::BenchCommand),
    /// Check databases and their versions, limits, directories, secrets, clock and site files
    Doctor,
}

/// Reads the arguments and does what they say. `serve` is handed the open platform and whom to tell when the socket is
/// open; it returns when the server was asked to end and has closed the platform.
pub async fn run(serve: impl AsyncFnOnce(Arc<Platform>, Ready) -> Result<()>) -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(usage) => {
            let printed = usage.print();
            return ExitCode::from(if printed.is_ok() && !usage.use_stderr() { 0 } else { 2 });
        }
    };
    match cli.start(serve).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

impl Cli {
    async fn start(self, serve: impl AsyncFnOnce(Arc<Platform>, Ready) -> Result<()>) -> Result<(), Failure> {
        let mut out = Output::new(self.json);
        let config = Config::load(self.config.as_deref());
        match self.command {
            Command::Config(arguments) => Box::pin(arguments.run(&config?, &mut out)).await,
            Command::Bench(command) => {
                logging::init_quietly(&config.unwrap_or_default());
                Box::pin(command.run(&mut out)).await
            }
            Command::Doctor => Box::pin(doctor::run(config, &mut out)).await,
            Command::Serve => {
                let config = config?;
                logging::init(&config.log);
                serve::run(config, self.clock_from, serve).await
            }
            command => {
                let config = config?;
                logging::init_quietly(&config);
                let platform = clock::open(config, self.clock_from).await?;
                let done = command.work(&platform, &mut out).await;
                platform.shut_down().await;
                done
            }
        }
    }
}

impl Command {
    /// Does the work of the commands that need nothing but an open platform.
    pub async fn work(self, platform: &Arc<Platform>, out: &mut Output) -> Result<(), Failure> {
        match self {
            Self::Tenant(command) => Box::pin(command.run(platform, out)).await,
            Self::Plan(command) => Box::pin(command.run(platform, out)).await,
            Self::Backup(command) => Box::pin(command.run(platform, out)).await,
            Self::Server(command) => Box::pin(command.run(platform, out)).await,
            Self::Domain(command) => Box::pin(command.run(platform, out)).await,
            Self::Mail(command) => Box::pin(command.run(platform, out)).await,
            Self::Support(command) => Box::pin(command.run(platform, out)).await,
            Self::Certificate(command) => Box::pin(command.run(platform, out)).await,
            Self::Operator(command) => Box::pin(command.run(platform, out)).await,
            Self::Demo(arguments) => Box::pin(arguments.run(platform, out)).await,
            Self::Migrate(arguments) => Box::pin(arguments.run(platform, out)).await,
            Self::Resolve(arguments) => Box::pin(arguments.run(platform, out)).await,
            Self::Bench(command) => Box::pin(command.run(out)).await,
            Self::Config(arguments) => Box::pin(arguments.run(&platform.config, out)).await,
            Self::Doctor => Box::pin(doctor::run(Ok(platform.config.clone()), out)).await,
            Self::Serve => Err(Failure::said("the server is started by the program alone")),
        }
    }
}
