//! Reading the studio's form: what is typed in it, the files that are chosen in it, and what the button says that sent it.

use crate::error::AppError;
use serde::{
    Deserialize,
    de::value::{Error, MapDeserializer},
};
use server_fn::codec::MultipartData;
use std::collections::BTreeMap;
use tenantry::{
    brand::{BrandForm, Edits, PICTURE_MAX_BYTES, Slot},
    context::TenantCtx,
    fault::{Fault, Kind, Problem},
};

#[derive(Default)]
pub(super) struct Sent {
    pub edits: Edits,
    /// The file of a brand, if one was chosen.
    pub file: Vec<u8>,
    values: BTreeMap<String, String>,
}

impl Sent {
    /// What is too large isn't read to its end.
    pub async fn read(ctx: &TenantCtx, form: MultipartData) -> Result<Self, AppError> {
        let most = ctx.platform.config.server.max_upload_bytes.min(PICTURE_MAX_BYTES);
        let mut form = form.into_inner().ok_or_else(nothing)?;
        let mut sent = Self::default();
        while let Some(mut field) = form.next_field().await.map_err(unreadable)? {
            let Some(name) = field.name().map(str::to_owned) else { continue };
            let slot = Slot::from_key(&name);
            if slot.is_none() && name != "file" {
                sent.values.insert(name, field.text().await.map_err(unreadable)?);
                continue;
            }
            let mut bytes = Vec::new();
            let too_large = || AppError(Fault::field(&name, Problem::FileTooLarge { most_bytes: most as u64 }));
            while let Some(part) = field.chunk().await.map_err(|error| broken_off(error, too_large))? {
                bytes.extend_from_slice(&part);
                if bytes.len() > most {
                    return Err(too_large());
                }
            }
            match slot {
                // Of a place where nothing was chosen a browser sends an empty file.
                Some(_) if bytes.is_empty() => {}
                Some(slot) => sent.edits.pictures.push((slot, bytes)),
                None => sent.file = bytes,
            }
        }
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

/// A body ends at its bound, in the middle of the file that was too much.
fn broken_off(error: multer::Error, too_large: impl FnOnce() -> AppError) -> AppError {
    if matches!(error, multer::Error::IncompleteFieldData { .. }) { too_large() } else { unreadable(error) }
}

fn nothing() -> AppError {
    AppError(Fault::new(Kind::Invalid))
}

fn unreadable(error: impl std::error::Error) -> AppError {
    tracing::debug!(error = %error, "a form with files could not be read");
    nothing()
}
