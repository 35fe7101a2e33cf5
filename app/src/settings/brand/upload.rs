//! Reading an uploaded file.

use crate::error::AppError;
use server_fn::codec::MultipartData;
use tenantry::fault::{Fault, Problem};

/// The bytes of the field `logo`; none when nothing was chosen.
pub(in crate::settings) async fn uploaded(form: MultipartData) -> Result<Vec<u8>, AppError> {
    let Some(mut form) = form.into_inner() else { return Ok(Vec::new()) };
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        if field.name() == Some("logo") {
            return Ok(field.bytes().await.map_err(unreadable)?.to_vec());
        }
    }
    Ok(Vec::new())
}

fn unreadable(error: impl std::error::Error) -> AppError {
    tracing::debug!(error = %error, "an upload could not be read");
    AppError(Fault::field("logo", Problem::FileNotAPicture))
}
