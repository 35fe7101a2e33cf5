//! The files of an export, packed into one.

use super::Manifest;
use crate::hashing::HashedWriter;
use flate2::{Compression, write::GzEncoder};
use std::{
    fs::{self, File},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

/// Packs the manifest and the files that it names. The target is whole under its name, or it isn't there. Gives its size
/// and its SHA-256.
pub(super) fn pack(folder: &Path, manifest: &Manifest, to: &Path) -> io::Result<(i64, String)> {
    let draft = folder.join("export.tar.gz");
    let file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
    let mut archive = tar::Builder::new(GzEncoder::new(HashedWriter::new(file), Compression::default()));
    let made_at = manifest.made_at.parse::<jiff::Timestamp>().map_or(0, jiff::Timestamp::as_second);
    let text = serde_json::to_vec_pretty(manifest)?;
    archive.append_data(&mut header(text.len() as u64, made_at), "manifest.json", text.as_slice())?;
    for part in &manifest.files {
        archive.append_data(&mut header(part.bytes, made_at), &part.path, File::open(folder.join(&part.path))?)?;
    }
    let mut written = archive.into_inner()?.finish()?;
    written.flush()?;
    let (file, bytes, sha256) = written.finish();
    file.sync_all()?;
    fs::rename(&draft, to)?;
    to.parent().map_or(Ok(()), |directory| File::open(directory)?.sync_all())?;
    Ok((bytes, sha256))
}

fn header(size: u64, made_at: i64) -> tar::Header {
    let mut header = tar::Header::new_ustar();
    header.set_entry_type(tar::EntryType::Regular);
    header.set_size(size);
    header.set_mode(0o600);
    header.set_mtime(u64::try_from(made_at).unwrap_or_default());
    header
}
