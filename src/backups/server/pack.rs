//! A database as a packed file, and back.

use crate::hashing::{HashedReader, HashedWriter};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use sha2::{Digest, Sha256};
use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, BufReader, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

/// A file that was written.
pub(super) struct Packed {
    pub(super) bytes: i64,
    /// In hexadecimal.
    pub(super) sha256: String,
}

/// The target is whole under its name, or it isn't there.
pub(super) fn pack(from: &Path, to: &Path) -> io::Result<Packed> {
    if let Some(folder) = to.parent() {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    let draft = draft_of(to);
    let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
    let mut packing = GzEncoder::new(HashedWriter::new(file), Compression::default());
    io::copy(&mut BufReader::with_capacity(PIECE, File::open(from)?), &mut packing)?;
    let mut written = packing.finish()?;
    written.flush()?;
    let (file, bytes, sha256) = written.finish();
    file.sync_all()?;
    fs::rename(&draft, to)?;
    to.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())?;
    Ok(Packed { bytes, sha256 })
}

/// # Errors
/// Also when the file isn't the one that was packed: nothing is left of the target then.
pub(super) fn unpack(from: &Path, sha256: &str, to: &Path) -> io::Result<()> {
    if let Some(folder) = to.parent() {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    }
    let mut target = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(to)?;
    let mut unpacking = GzDecoder::new(BufReader::with_capacity(PIECE, HashedReader::new(File::open(from)?)));
    let unpacked = io::copy(&mut unpacking, &mut target).and_then(|_| {
        let mut read = unpacking.into_inner();
        // Whatever follows isn't part of it, and is part of the hash.
        io::copy(&mut read, &mut io::sink())?;
        Ok(read.into_inner().finish())
    });
    match unpacked {
        Ok(found) if found == sha256 => Ok(()),
        done => {
            fs::remove_file(to)?;
            Err(done.err().unwrap_or_else(|| io::Error::other("the file isn't the one that was written")))
        }
    }
}

/// Of a whole file, in hexadecimal.
pub(super) fn sha256_of(file: &Path) -> io::Result<String> {
    let mut digest = Sha256::new();
    io::copy(&mut BufReader::with_capacity(PIECE, File::open(file)?), &mut digest)?;
    Ok(format!("{:x}", digest.finalize()))
}

pub(super) fn draft_of(file: &Path) -> PathBuf {
    file.with_extension("draft")
}

const PIECE: usize = 64 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_back_and_nothing_else_does() {
        let folder = std::env::temp_dir().join(format!("tenantry-pack-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let (from, packed, back) = (folder.join("a.db"), folder.join("in/a.db.gz"), folder.join("out/b.db"));
        fs::write(&from, b"rows and rows ".repeat(10_000)).unwrap();
        let written = pack(&from, &packed).unwrap();
        assert_eq!(u64::try_from(written.bytes).unwrap(), fs::metadata(&packed).unwrap().len());
        assert!(written.bytes < 10_000 && written.sha256 == sha256_of(&packed).unwrap());
        unpack(&packed, &written.sha256, &back).unwrap();
        assert_eq!(sha256_of(&back).unwrap(), sha256_of(&from).unwrap());

        let whole = fs::read(&packed).unwrap();
        let mut behind = whole.clone();
        behind.push(0);
        let mut flipped = whole.clone();
        flipped[40] ^= 1;
        for wrong in [&whole[..whole.len() - 9], &behind, &flipped, b"no archive at all"] {
            fs::write(&packed, wrong).unwrap();
            unpack(&packed, &written.sha256, &back).unwrap_err();
            assert!(!back.exists());
        }
        fs::remove_dir_all(&folder).unwrap();
    }
}
