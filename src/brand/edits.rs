//! What stands in the studio's form and isn't saved yet. Whichever of its buttons is pressed, it goes into the draft along with
//! what the button does, so that nothing that was typed or chosen is lost.

use super::{
    BrandForm, NamedBrand, Slot, meanwhile, pictures,
    store::{BrandChange, By},
};
use crate::{context::TenantCtx, error::Result, plans};

#[derive(Clone, Debug, Default)]
pub struct Edits {
    /// What was typed; none where only files came.
    pub form: Option<BrandForm>,
    /// The files that were chosen.
    pub pictures: Vec<(Slot, Vec<u8>)>,
    /// What the form was made from; without it whatever was saved since is written over.
    pub seen: Option<jiff::Timestamp>,
}

impl From<BrandForm> for Edits {
    fn from(form: BrandForm) -> Self {
        Self { form: Some(form), ..Self::default() }
    }
}

impl Edits {
    /// Begins a change, and gives what is worked on with the edits in it.
    ///
    /// A field that is wrong refuses all of it but the pictures, which are kept in the draft: a page can show again what was
    /// typed, and no page can choose a file again.
    ///
    /// # Errors
    /// `Invalid` with every field that is wrong, or the slot whose file is; `Conflict` at `seen` when somebody else was first.
    pub(super) async fn begin(self, ctx: &TenantCtx) -> Result<(BrandChange<'_>, NamedBrand)> {
        let has_pictures = !self.pictures.is_empty();
        if has_pictures {
            plans::check_growth(&ctx.platform, &ctx.tenant)?;
        }
        let mut prepared = Vec::new();
        for (slot, upload) in self.pictures {
            prepared.push(pictures::prepare(slot, upload).await?);
        }
        let mut change = BrandChange::begin(ctx).await?;
        meanwhile::check(&mut change, self.seen, &By::of(ctx)).await?;
        let mut brand = change.base().await?;
        for picture in prepared {
            pictures::put(&mut change, &mut brand.tokens, picture).await?;
        }
        match self.form.map(|form| form.check(&brand.tokens)) {
            None => Ok((change, brand)),
            Some(Ok(typed)) => Ok((change, typed)),
            Some(Err(fault)) => {
                if has_pictures && change.tables.has_studio {
                    change.keep(&By::of(ctx), brand).await?;
                }
                Err(fault.into())
            }
        }
    }
}
