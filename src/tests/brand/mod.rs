mod brands;
pub(crate) mod corpus;
mod document;
mod edits;
mod elsewhere;
mod hostile_files;
mod logos;
mod meanwhile;
pub(crate) mod pictures;
mod publications;
mod studio;

use tenantry::{
    brand::{self, Edits, Slot},
    context::TenantCtx,
    error::Result,
};

/// Takes a file into the draft.
async fn choose(ctx: &TenantCtx, slot: Slot, file: Vec<u8>) -> Result<()> {
    brand::save_draft(ctx, Edits { pictures: vec![(slot, file)], ..Edits::default() }).await
}
