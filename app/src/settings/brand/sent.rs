//! Reading the studio's form: what is typed in it, the files that are chosen in it, and what the button says that sent it.

use crate::error::AppError;
use serde::{
    Deserialize,
    de::value::{Error, MapDeserializer},
};
use server_fn::codec::MultipartData;
use std::collections::BTreeMap;
use tenantry::{
    brand::{BrandForm, Edits, PICTURE_MAX_BYTES, PICTURES_OF_A_FILE, Slot},
    context::TenantCtx,
    fault::{Fault, FieldProblem, Kind, Problem},
};

#[derive(Default)]
pub(super) struct Sent {
    pub edits: Edits,
    /// The file of a brand, if one was chosen.
    pub file: Vec<u8>,
    values: BTreeMap<String, String>,
}

impl Sent {
    /// # Errors
    /// `Invalid` at every field whose file is too large. Of what is too large no more is kept than a file may have.
    pub async fn read(ctx: &TenantCtx, form: MultipartData) -> Result<Self, AppError> {
        let most = ctx.platform.config.server.max_upload_bytes.min(PICTURE_MAX_BYTES);
        let mut form = form.into_inner().ok_or_else(nothing)?;
        let (mut sent, mut too_large) = (Self::default(), Vec::new());
        while let Some(field) = next_of(&mut form, &too_large).await? {
            let Some(name) = field.name().map(str::to_owned) else { continue };
            let slot = Slot::from_key(&name);
            if slot.is_none() && name != "file" {
                sent.values.insert(name, field.text().await.map_err(unreadable)?);
                continue;
            }
            let most = if slot.is_some() { most } else { PICTURES_OF_A_FILE * most };
            match (bytes_of(field, most).await?, slot) {
                (None, _) => {
                    let problem = Problem::FileTooLarge { most_bytes: most as u64 };
                    too_large.push(FieldProblem { field: name, problem });
                }
                // Of a place where nothing was chosen a browser sends an empty file.
                (Some(bytes), Some(_)) if bytes.is_empty() => {}
                (Some(bytes), Some(slot)) => sent.edits.pictures.push((slot, bytes)),
                (Some(bytes), None) => sent.file = bytes,
            }
        }
        if !too_large.is_empty() {
            return Err(AppError(Fault { kind: Kind::Invalid, fields: too_large }));
        }
        sent.edits.seen = sent.value("seen").parse().ok();
        sent.edits.kept = serde_json::from_str(&sent.value("kept")).unwrap_or_default();
        // Who sends no form at all has typed nothing in it.
        if sent.values.contains_key("name") {
            sent.edits.form = Some(sent.form());
        }
        Ok(sent)
    }

    /// What was typed, also where the form's own fields didn't come.
    pub fn form(&self) -> BrandForm {
        let values = self.values.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        BrandForm::deserialize(MapDeserializer::<_, Error>::new(values)).unwrap_or_default()
    }

    /// What a control or the pressed button says.
    pub fn value(&self, name: &str) -> String {
        self.values.get(name).cloned().unwrap_or_default()
    }

    /// Asks for the picture whose button was pressed, also where none was chosen.
    pub fn ask_for_picture(&mut self) -> Result<(), AppError> {
        let pictures = &mut self.edits.pictures;
        match self.values.get("slot").and_then(|slot| Slot::from_key(slot)) {
            Some(slot) if pictures.iter().all(|(of, _)| *of != slot) => pictures.push((slot, Vec::new())),
            None if pictures.is_empty() => return Err(nothing()),
            _ => {}
        }
        Ok(())
    }
}

/// The next field. A body that ends at its bound ends behind a file that was too large, which is what there is to say.
async fn next_of(
    form: &mut multer::Multipart<'static>,
    too_large: &[FieldProblem],
) -> Result<Option<multer::Field<'static>>, AppError> {
    match form.next_field().await {
        Err(error) if too_large.is_empty() => Err(unreadable(error)),
        Err(_) => Ok(None),
        Ok(field) => Ok(field),
    }
}

/// A file, or `None` for one that is too large. It is read to its end all the same: what follows it in the form counts. All files
/// together fit into the body, so one in which that ends is too large.
async fn bytes_of(mut field: multer::Field<'_>, most: usize) -> Result<Option<Vec<u8>>, AppError> {
    let (mut bytes, mut is_too_large) = (Vec::new(), false);
    loop {
        match field.chunk().await {
            Ok(Some(part)) if !is_too_large && bytes.len() + part.len() <= most => bytes.extend_from_slice(&part),
            Ok(Some(_)) => is_too_large = true,
            Ok(None) => return Ok((!is_too_large).then_some(bytes)),
            Err(multer::Error::IncompleteFieldData { .. }) => return Ok(None),
            Err(error) => return Err(unreadable(error)),
        }
    }
}

fn nothing() -> AppError {
    AppError(Fault::new(Kind::Invalid))
}

fn unreadable(error: impl std::error::Error) -> AppError {
    tracing::debug!(error = %error, "a form with files could not be read");
    nothing()
}
