//! `tenantry tenant erased`

use super::{
    super::{
        Failure, Output,
        table::{aligned, printable},
        words,
    },
    delete::print_erasure,
};
use crate::{deletions, platform::Platform};
use clap::Args;

#[derive(Debug, Args)]
pub struct ErasedArguments {
    /// The name of one that is gone, for the whole proof
    slug: Option<String>,
}

impl ErasedArguments {
    pub(super) async fn run(self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        if let Some(slug) = self.slug {
            let missing = || Failure::said(format!("there is no proof that “{}” was removed", printable(&slug)));
            let erasure = deletions::find_erasure(platform, &slug).await?.ok_or_else(missing)?;
            print_erasure(&erasure, out);
            return out.document(&erasure);
        }
        let erasures = deletions::erasures(platform).await?;
        let row = |erasure: &deletions::Erasure| {
            [erasure.slug.clone(), erasure.name.clone(), erasure.erased_at.clone(), erasure.requested_by.clone()]
        };
        let rows: Vec<[String; 4]> = erasures.iter().map(row).collect();
        for line in aligned(["slug", "name", "gone since", "deleted by"], &rows) {
            out.line(line);
        }
        out.line(words::counted(erasures.len(), "organisation"));
        out.document(&erasures)
    }
}
