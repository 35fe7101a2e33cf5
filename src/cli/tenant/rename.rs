//! `tenantry tenant rename`

use super::{
    super::{Failure, Output, confirm::Destructive, words},
    unknown,
};
use crate::{
    context::Author,
    platform::Platform,
    tenants::{self, Renaming},
};
use clap::Args;
use serde::Serialize;

#[derive(Debug, Args)]
pub struct RenameArguments {
    /// The organisation's name in its address
    slug: String,
    /// Its new name: 3 to 40 of a-z, 0-9 and hyphens
    new_slug: String,
    #[command(flatten)]
    destructive: Destructive,
}

#[derive(Serialize)]
struct Document {
    dry_run: bool,
    renamed: bool,
    #[serde(flatten)]
    renaming: Renaming,
}

impl RenameArguments {
    pub(super) async fn run(self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        let plan = tenants::plan_rename(platform, &self.slug, &self.new_slug).await;
        let mut renaming = plan.map_err(|error| unknown(error, &self.slug))?;
        let renamed = self.destructive.may_for_now(&warning(&renaming), out)?;
        if renamed {
            let done = tenants::change_slug(platform, &self.slug, &self.new_slug, &Author::CommandLine).await;
            renaming = done.map_err(|error| unknown(error, &self.slug))?;
            out.line(format!("{} is {} now: {}", renaming.from, renaming.to, renaming.new_url));
        }
        out.document(&Document { dry_run: self.destructive.is_dry_run(), renamed, renaming })
    }
}

fn warning(renaming: &Renaming) -> Vec<String> {
    let Renaming { from, to, old_url, new_url, old_rests_until, sessions } = renaming;
    let sessions = usize::try_from(*sessions).unwrap_or_default();
    vec![
        format!("{from} becomes {to}: {new_url}"),
        format!(
            "{old_url} leads there until {}. Until then nobody else can have the name {from}.",
            words::day(old_rests_until)
        ),
        format!("Everybody signs in again at the new address; {} will end.", words::counted(sessions, "session")),
    ]
}
