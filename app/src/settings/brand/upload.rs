//! Reading an uploaded file.

use crate::error::AppError;
use futures::{Stream, StreamExt};
use server_fn::codec::MultipartData;
use tenantry::{
    brand::{PICTURE_MAX_BYTES, Slot},
    context::TenantCtx,
    fault::{Fault, Kind, Problem},
};

/// The first field that is called like a slot, and its bytes; none when nothing was chosen.
pub(super) async fn uploaded(ctx: &TenantCtx, form: MultipartData) -> Result<(Slot, Vec<u8>), AppError> {
    let nothing = || AppError(Fault::new(Kind::Invalid));
    let mut form = form.into_inner().ok_or_else(nothing)?;
    while let Some(field) = form.next_field().await.map_err(|error| unreadable(Slot::Logo.key(), error))? {
        if let Some(slot) = field.name().and_then(Slot::from_key) {
            let file = whole(ctx, slot.key(), field).await?;
            return file.map(|bytes| (slot, bytes)).map_err(|error| unreadable(slot.key(), error));
        }
    }
    Err(nothing())
}

/// The bytes of the field `file`; none when nothing was chosen.
pub(super) async fn uploaded_file(ctx: &TenantCtx, form: MultipartData) -> Result<Vec<u8>, AppError> {
    let broken = |_| AppError(Fault::field("file", Problem::NotABrand));
    let Some(mut form) = form.into_inner() else { return Ok(Vec::new()) };
    while let Some(field) = form.next_field().await.map_err(broken)? {
        if field.name() == Some("file") {
            return whole(ctx, "file", field).await?.map_err(broken);
        }
    }
    Ok(Vec::new())
}

/// A file's bytes, or why they can't be read. What is too large isn't read to its end.
async fn whole<B: AsRef<[u8]>, E>(
    ctx: &TenantCtx,
    name: &str,
    mut file: impl Stream<Item = Result<B, E>> + Unpin,
) -> Result<Result<Vec<u8>, E>, AppError> {
    let most = ctx.platform.config.server.max_upload_bytes.min(PICTURE_MAX_BYTES);
    let mut bytes = Vec::new();
    while let Some(part) = file.next().await {
        match part {
            Ok(part) => bytes.extend_from_slice(part.as_ref()),
            Err(error) => return Ok(Err(error)),
        }
        if bytes.len() > most {
            return Err(AppError(Fault::field(name, Problem::FileTooLarge { most_bytes: most as u64 })));
        }
    }
    Ok(Ok(bytes))
}

fn unreadable(field: &str, error: impl std::error::Error) -> AppError {
    tracing::debug!(error = %error, "an upload could not be read");
    AppError(Fault::field(field, Problem::FileNotAPicture))
}
