//! What stands in the studio's form and isn't saved yet. Whichever of its buttons is pressed, it goes into the draft along with
//! what the button does, so that nothing that was typed or chosen is lost.

use super::{
    BrandForm, Filling, NamedBrand, Slot, meanwhile,
    pictures::{self, Prepared},
    store::{BrandChange, By},
};
use crate::{
    context::TenantCtx,
    error::{Error, Result},
    fault::{Fault, FieldProblem, Kind, Problem},
    plans,
};

#[derive(Clone, Debug, Default)]
pub struct Edits {
    /// What was typed; none where only files came.
    pub form: Option<BrandForm>,
    /// The files that were chosen.
    pub pictures: Vec<(Slot, Vec<u8>)>,
    /// Those that were kept when somebody else was first. One that is chosen now counts instead.
    pub kept: Vec<Filling>,
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
    /// typed, and no page can choose a file again. For whoever comes second they are kept beside it.
    ///
    /// # Errors
    /// `Invalid` with every field that is wrong, or the slot whose file is; `Conflict` at `seen` when somebody else was first.
    pub(super) async fn begin(self, ctx: &TenantCtx) -> Result<(BrandChange<'_>, NamedBrand)> {
        let Self { form, pictures, mut kept, seen } = self;
        kept.truncate(Slot::ALL.len());
        kept.retain(|filling| pictures.iter().all(|(slot, _)| *slot != filling.slot()));
        if !pictures.is_empty() || !kept.is_empty() {
            plans::check_growth(&ctx.platform, &ctx.tenant)?;
        }
        let mut prepared = Vec::new();
        for (slot, upload) in pictures {
            prepared.push(pictures::prepare(slot, upload).await?);
        }
        let mut change = BrandChange::begin(ctx).await?;
        if let Err(error) = meanwhile::check(&mut change, seen, &By::of(ctx)).await {
            return Err(keep_beside(change, prepared, kept, error).await?);
        }
        let mut brand = change.base().await?;
        let mut has_pictures = !prepared.is_empty();
        let mut wrong = Vec::new();
        for filling in kept {
            if pictures::is_there(&mut change, &filling).await? {
                filling.put_on(&mut brand.tokens);
                has_pictures = true;
            } else {
                wrong.push(to_choose_again(&filling));
            }
        }
        for picture in prepared {
            pictures::put(&mut change, &mut brand.tokens, picture).await?;
        }
        let typed = match form.map(|form| form.check(&brand.tokens)) {
            None => brand.clone(),
            Some(Ok(typed)) => typed,
            Some(Err(fault)) => {
                wrong.extend(fault.fields);
                brand.clone()
            }
        };
        if wrong.is_empty() {
            return Ok((change, typed));
        }
        if has_pictures && change.tables.has_studio {
            change.keep(&By::of(ctx), brand).await?;
        }
        Err(Fault { kind: Kind::Invalid, fields: wrong }.into())
    }
}

/// Stores what was chosen and puts it into no brand: the error tells what the next attempt is to name. What waits goes with the
/// next change of somebody else, and is then to be chosen again.
async fn keep_beside(
    mut change: BrandChange<'_>,
    prepared: Vec<Prepared>,
    before: Vec<Filling>,
    mut error: Error,
) -> Result<Error> {
    let mut fillings = Vec::new();
    for filling in before {
        if pictures::is_there(&mut change, &filling).await? {
            fillings.push(filling);
        } else {
            error.fault.fields.push(to_choose_again(&filling));
        }
    }
    if !prepared.is_empty() {
        pictures::make_room(&mut change).await?;
        for picture in prepared {
            fillings.push(pictures::stored(&mut change, picture).await?);
        }
        change.commit().await?;
    }
    for of in &mut error.fault.fields {
        if let Problem::BrandChanged { kept, .. } = &mut of.problem {
            kept.append(&mut fillings);
        }
    }
    Ok(error)
}

fn to_choose_again(filling: &Filling) -> FieldProblem {
    FieldProblem { field: filling.slot().key().to_owned(), problem: Problem::ChooseAgain }
}
