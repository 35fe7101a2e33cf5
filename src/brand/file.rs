//! A brand as a file: JSON that one organisation writes and another reads, pictures included. `docs/brand-file.md` describes
//! it.

use super::{
    Asset, BrandForm, BrandTokens, Edits, NamedBrand, PICTURE_MAX_BYTES, PICTURES_OF_A_FILE, Slot, assets, pictures,
    store::By,
};
use crate::{
    context::TenantCtx,
    error::{Error, Result},
    fault::{FieldProblem, Kind, Problem},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a file says of itself. Who reads another version refuses it.
const FORMAT: &str = "tenantry-brand";
const VERSION: u32 = 1;

const MAX_BYTES: usize = PICTURES_OF_A_FILE * PICTURE_MAX_BYTES;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BrandFile {
    format: String,
    version: u32,
    /// As in the studio's form; what is left out is as it was.
    brand: BTreeMap<String, String>,
    #[serde(default)]
    pictures: BTreeMap<String, FilePicture>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FilePicture {
    /// For whoever looks into the file: what a picture is is told by its bytes.
    #[serde(default)]
    media_type: String,
    base64: String,
}

/// What is worked on as a file, or else what is published.
pub async fn export(ctx: &TenantCtx) -> Result<String> {
    let brand = super::studio(ctx).await?.current().clone();
    let form = serde_json::to_value(BrandForm::of(&brand.name, &brand.tokens)).map_err(Error::internal)?;
    let mut pictures = BTreeMap::new();
    for slot in Slot::ALL {
        if let Some(picture) = picture_of(ctx, &brand.tokens, *slot).await? {
            pictures.insert(slot.key().to_owned(), picture);
        }
    }
    let said = serde_json::from_value(form).map_err(Error::internal)?;
    let file = BrandFile { format: FORMAT.to_owned(), version: VERSION, brand: said, pictures };
    serde_json::to_string_pretty(&file).map_err(Error::internal)
}

/// What stands in the slot, no larger than who reads it takes: of a photograph that is, the smaller size.
async fn picture_of(ctx: &TenantCtx, tokens: &BrandTokens, slot: Slot) -> Result<Option<FilePicture>> {
    let half = tokens.sign_in_image.as_ref().filter(|_| slot == Slot::SignInImage).and_then(|of| of.half.as_deref());
    for hash in source_of(tokens, slot).into_iter().chain(half) {
        match assets::asset(&ctx.platform, &ctx.tenant, hash).await? {
            Some(Asset { media_type, bytes }) if bytes.len() <= PICTURE_MAX_BYTES => {
                return Ok(Some(FilePicture { media_type: media_type.to_owned(), base64: STANDARD.encode(&bytes) }));
            }
            _ => {}
        }
    }
    Ok(None)
}

/// Takes a file into the draft. Its pictures go the way of every upload: they are read by their bytes, bounded, and written
/// anew. The organisation's name stays: the file is of another.
///
/// # Errors
/// `Invalid` at the field `file`: `NotABrand`, or what is wrong with its first field or picture.
pub async fn import(ctx: &TenantCtx, edits: Edits, file: &[u8]) -> Result<()> {
    crate::plans::check_growth(&ctx.platform, &ctx.tenant)?;
    if file.is_empty() {
        return Err(Error::field("file", Problem::Required));
    }
    if file.len() > MAX_BYTES {
        return Err(Error::field("file", Problem::FileTooLarge { most_bytes: MAX_BYTES as u64 }));
    }
    let not_a_brand = || Error::field("file", Problem::NotABrand);
    let file: BrandFile = serde_json::from_slice(file).map_err(|_| not_a_brand())?;
    if file.format != FORMAT || file.version != VERSION {
        return Err(not_a_brand());
    }
    let mut prepared = Vec::new();
    for (key, picture) in file.pictures {
        let slot = Slot::from_key(&key).ok_or_else(not_a_brand)?;
        let bytes = STANDARD.decode(picture.base64.trim()).map_err(|_| not_a_brand())?;
        prepared.push(pictures::prepare(slot, bytes).await.map_err(at_the_file)?);
    }
    let (mut change, base) = Box::pin(edits.begin(ctx)).await.map_err(to_choose_again)?;
    let form = filled(&base, file.brand).ok_or_else(not_a_brand)?;
    let checked = form.check(&base.tokens.clone().without_pictures()).map_err(|fault| at_the_file(fault.into()))?;
    let mut brand = NamedBrand { name: base.name, tokens: checked.tokens };
    for prepared in prepared {
        pictures::put(&mut change, &mut brand.tokens, prepared).await?;
    }
    change.keep(&By::of(ctx), brand).await
}

/// The picture from which the slot's sizes can be made again: the largest that is kept.
pub(super) fn source_of(tokens: &BrandTokens, slot: Slot) -> Option<&str> {
    let icon = || {
        let icon = tokens.icon.as_ref()?;
        icon.drawing.as_ref().or_else(|| icon.sizes.get(&512))
    };
    match slot {
        Slot::Logo => tokens.logo.as_ref().map(|picture| picture.hash.as_str()),
        Slot::LogoDark => tokens.logo_dark.as_ref().map(|picture| picture.hash.as_str()),
        Slot::SignInImage => tokens.sign_in_image.as_ref().map(|picture| picture.hash.as_str()),
        Slot::Icon => icon().map(String::as_str),
    }
}

/// The form with what the file says; a field that nobody knows makes it another kind of file.
fn filled(base: &NamedBrand, said: BTreeMap<String, String>) -> Option<BrandForm> {
    let mut form = serde_json::to_value(BrandForm::of(&base.name, &base.tokens)).ok()?;
    let fields = form.as_object_mut()?;
    for (name, value) in said {
        if name == "name" {
            continue;
        }
        *fields.get_mut(&name)? = value.into();
    }
    serde_json::from_value(form).ok()
}

/// Pictures beside it are kept where somebody else was first; the file itself no page can keep.
fn to_choose_again(mut error: Error) -> Error {
    if error.kind() == Kind::Conflict {
        error.fault.fields.push(FieldProblem { field: "file".into(), problem: Problem::ChooseAgain });
    }
    error
}

/// The studio's form of files has one field; what is wrong inside is said there.
fn at_the_file(mut error: Error) -> Error {
    let problem = error.fault.fields.drain(..).next().map(|of| of.problem);
    if let Some(problem) = problem {
        error.fault.fields.push(FieldProblem { field: "file".into(), problem });
    }
    error
}
