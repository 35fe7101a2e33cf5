//! Reading an uploaded file.

use crate::error::AppError;
use server_fn::codec::MultipartData;
use tenantry::{
    brand::Slot,
    fault::{Fault, Kind, Problem},
};

/// The first field that is called like a slot, and its bytes; none when nothing was chosen.
pub(super) async fn uploaded(form: MultipartData) -> Result<(Slot, Vec<u8>), AppError> {
    let nothing = || AppError(Fault::new(Kind::Invalid));
    let mut form = form.into_inner().ok_or_else(nothing)?;
    while let Some(field) = form.next_field().await.map_err(|error| unreadable(Slot::Logo, error))? {
        if let Some(slot) = field.name().and_then(Slot::from_key) {
            let bytes = field.bytes().await.map_err(|error| unreadable(slot, error))?;
            return Ok((slot, bytes.to_vec()));
        }
    }
    Err(nothing())
}

/// The bytes of the field `file`; none when nothing was chosen.
pub(super) async fn uploaded_file(form: MultipartData) -> Result<Vec<u8>, AppError> {
    let broken = |_| AppError(Fault::field("file", Problem::NotABrand));
    let Some(mut form) = form.into_inner() else { return Ok(Vec::new()) };
    while let Some(field) = form.next_field().await.map_err(broken)? {
        if field.name() == Some("file") {
            return Ok(field.bytes().await.map_err(broken)?.to_vec());
        }
    }
    Ok(Vec::new())
}

fn unreadable(slot: Slot, error: impl std::error::Error) -> AppError {
    tracing::debug!(error = %error, "an upload could not be read");
    AppError(Fault::field(slot.key(), Problem::FileNotAPicture))
}
