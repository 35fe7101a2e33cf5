//! `tenantry mail …`

use super::{Failure, Output, table::aligned, words};
use crate::{
    mail::{self, MailState, QueuedMail},
    platform::Platform,
};
use clap::Subcommand;
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
    Retry {
        /// Its id, as the list shows it
        #[arg(required_unless_present = "all")]
        id: Option<String>,
        /// All that failed
        #[arg(long, conflicts_with = "id")]
        all: bool,
    },
}

impl MailCommand {
    pub(super) async fn run(self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        match self {
            Self::List { state, limit } => list(platform, state, limit, out).await,
            Self::Retry { id, .. } => retry(platform, id.as_deref(), out).await,
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
        mail.state.name().to_owned(),
        mail.attempts.to_string(),
        words::day(&mail.created_at).to_owned(),
        mail.organisation.clone().unwrap_or_default(),
        mail.recipient.clone(),
        mail.error.clone().unwrap_or_default(),
    ]
}

async fn retry(platform: &Platform, id: Option<&str>, out: &mut Output) -> Result<(), Failure> {
    let id = id.map(str::parse).transpose().map_err(|_| Failure::said("that is no id of a mail"))?;
    let again = mail::retry(platform, id).await?;
    if again == 0 {
        return Err(Failure::said("no such mail has failed"));
    }
    out.line(format!("{again} sent again within seconds, by a server that runs"));
    out.document(&json!({ "again": again }))
}

fn state(name: &str) -> Result<MailState, String> {
    name.parse().map_err(|()| {
        let known: Vec<_> = MailState::ALL.iter().map(|state| state.name()).collect();
        format!("it is one of {}", known.join(", "))
    })
}
