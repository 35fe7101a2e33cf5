//! Bytes that are hashed as they pass.

use sha2::{Digest, Sha256};
use std::io::{self, Read, Write};

/// What goes on to another writer, counted and hashed.
pub(crate) struct HashedWriter<W> {
    to: W,
    digest: Sha256,
    bytes: i64,
}

impl<W> HashedWriter<W> {
    pub(crate) fn new(to: W) -> Self {
        Self { to, digest: Sha256::new(), bytes: 0 }
    }

    /// The writer, how many bytes it got, and their SHA-256 in hexadecimal.
    pub(crate) fn finish(self) -> (W, i64, String) {
        (self.to, self.bytes, format!("{:x}", self.digest.finalize()))
    }
}

impl<W: Write> Write for HashedWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.digest.update(&bytes[..written]);
        self.bytes += i64::try_from(written).unwrap_or_default();
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// What comes from another reader, hashed.
pub(crate) struct HashedReader<R> {
    from: R,
    digest: Sha256,
}

impl<R> HashedReader<R> {
    pub(crate) fn new(from: R) -> Self {
        Self { from, digest: Sha256::new() }
    }

    /// The SHA-256 of what was read, in hexadecimal.
    pub(crate) fn finish(self) -> String {
        format!("{:x}", self.digest.finalize())
    }
}

impl<R: Read> Read for HashedReader<R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(bytes)?;
        self.digest.update(&bytes[..read]);
        Ok(read)
    }
}
