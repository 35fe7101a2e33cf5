//! `tenantry mail …`

use super::{Failure, Output, table::aligned, words};
use crate::{
    context::Author,
    mail::{self, Failed, MailState, QueuedMail},
    platform::Platform,
};
use clap::{Args, Subcommand};
use serde_json::json;

#[derive(Debug, Subcommand)]
pub enum MailCommand {
    /// List the newest mails and what became of each
    List {
        /// In this state alone: queued, sent, kept, dropped, failed
        #[arg(long, value_parser = state)]
        state: Option<MailState>,
        /// The most that are listed
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// Send a mail that failed once more, or all of them
    Retry(Which),
    /// Leave a mail that failed as it is, or all of them: the console names it no more
    Leave(Which),
}

#[derive(Debug, Args)]
pub struct Which {
    /// Its id, as the list shows it
    #[arg(required_unless_present = "all")]
    id: Option<String>,
    /// All that failed and weren't left as they are
    #[arg(long, conflicts_with = "id")]
    all: bool,
}

impl Which {
    fn failed(&self) -> Result<Failed, Failure> {
        let Some(id) = &self.id else { return Ok(Failed::all()) };
        id.parse().map(Failed::one).map_err(|_| Failure::said("that is no id of a mail"))
    }
}

impl MailCommand {
    pub(super) async fn run(self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        match self {
            Self::List { state, limit } => list(platform, state, limit, out).await,
            Self::Retry(which) => retry(platform, which.failed()?, out).await,
            Self::Leave(which) => leave(platform, which.failed()?, out).await,
        }
    }
}

async fn list(platform: &Platform, state: Option<MailState>, limit: u32, out: &mut Output) -> Result<(), Failure> {
    let mails = mail::list(platform, state, limit).await?;
    if !platform.mails.is_on() {
        out.line("no mail server is set (TENANTRY_SMTP), so no mail is sent");
    }
    let cells: Vec<[String; 7]> = mails.iter().map(cells).collect();
    for line in aligned(["id", "state", "tries", "written", "organisation", "to", "error"], &cells) {
        out.line(line);
    }
    out.document(&mails)
}

fn cells(mail: &QueuedMail) -> [String; 7] {
    [
        mail.id.clone(),
        format!("{}{}", mail.state.name(), if mail.dismissed_at.is_some() { ", left" } else { "" }),
        mail.attempts.to_string(),
        words::day(&mail.created_at).to_owned(),
        mail.organisation.clone().unwrap_or_default(),
        mail.recipient.clone(),
        mail.error.clone().unwrap_or_default(),
    ]
}

async fn retry(platform: &Platform, which: Failed, out: &mut Output) -> Result<(), Failure> {
    let again = some(mail::retry(platform, which, &Author::CommandLine).await?)?;
    out.line(format!("{again} sent again within seconds, by a server that runs"));
    out.document(&json!({ "again": again }))
}

async fn leave(platform: &Platform, which: Failed, out: &mut Output) -> Result<(), Failure> {
    let left = some(mail::leave(platform, which, &Author::CommandLine).await?)?;
    out.line(format!("{left} left unsent"));
    out.document(&json!({ "left": left }))
}

fn some(count: u64) -> Result<u64, Failure> {
    if count == 0 { Err(Failure::said("no such mail has failed")) } else { Ok(count) }
}

fn state(name: &str) -> Result<MailState, String> {
    name.parse().map_err(|()| {
        let known: Vec<_> = MailState::ALL.iter().map(|state| state.name()).collect();
        format!("it is one of {}", known.join(", "))
    })
}
