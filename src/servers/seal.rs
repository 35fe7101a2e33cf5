//! Servers' addresses hold passwords, so they are stored sealed: AES-256-GCM with the deployment's key, which is in a file
//! outside of the data. A copy of the database alone opens no server. The keys of certificates are sealed alike, and what is
//! only signed is signed with a key that is derived from it.

use crate::{error::Error, ids::ServerId, platform::Platform, random::Random};
use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    hkdf, hmac,
};
use std::{
    error::Error as StdError,
    fmt,
    fs::OpenOptions,
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

/// The first byte of what is sealed: how the rest is to be read.
const FORMAT: u8 = 1;
const KEY_BYTES: usize = 32;

/// The file with the deployment's key, in hexadecimal.
#[derive(Clone, Debug)]
pub struct KeyFile(PathBuf);

#[derive(Debug)]
pub enum SealError {
    /// There is no such file, or it can't be read or made.
    File(PathBuf, io::Error),
    /// The file holds something else.
    NotAKey(PathBuf),
    /// It was sealed with another key, or changed since.
    WrongKey(PathBuf),
}

impl KeyFile {
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Makes the key unless there is one. The file is its owner's alone.
    pub(crate) fn make(&self, random: &Random) -> Result<(), SealError> {
        let of_file = |error| SealError::File(self.0.clone(), error);
        let mut file = match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&self.0) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(()),
            opened => opened.map_err(of_file)?,
        };
        let digits = hexadecimal(&random.bytes::<KEY_BYTES>());
        writeln!(file, "{digits}").and_then(|()| file.sync_all()).map_err(of_file)
    }

    /// The first thing that is sealed or signed makes the key. When something is sealed already and the key is gone, a new key
    /// would only hide that.
    pub(crate) async fn make_first(&self, platform: &Platform) -> Result<(), Error> {
        let mut reader = platform.central.read().await?;
        let text = "select (select count(*) from server) + (select count(*) from acme_account)
                           + (select count(*) from certificate where sealed_key is not null)";
        let sealed = sql!(&mut reader, scalar i64, text)?;
        drop(reader);
        if sealed == 0 {
            self.make(&platform.random).map_err(Error::internal)?;
        }
        Ok(())
    }

    /// Seals the address of one server: it opens for no other.
    pub(super) fn seal(&self, random: &Random, server: ServerId, address: &str) -> Result<Vec<u8>, SealError> {
        self.seal_for(random, &of(server), address.as_bytes())
    }

    /// # Errors
    /// `WrongKey` when it was sealed with another key or for another server.
    pub(super) fn open(&self, server: ServerId, sealed: &[u8]) -> Result<String, SealError> {
        let address = self.open_for(&of(server), sealed)?;
        String::from_utf8(address).map_err(|_| SealError::WrongKey(self.0.clone()))
    }

    /// Seals what stands in one place: table, column and row.
    pub(crate) fn seal_for(&self, random: &Random, place: &[u8], plain: &[u8]) -> Result<Vec<u8>, SealError> {
        let key = self.read()?;
        let nonce: [u8; NONCE_LEN] = random.bytes();
        let mut text = plain.to_vec();
        key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(place), &mut text)
            .map_err(|_| SealError::NotAKey(self.0.clone()))?;
        Ok([&[FORMAT], &nonce[..], &text].concat())
    }

    /// # Errors
    /// `WrongKey` when it was sealed with another key or for another place.
    pub(crate) fn open_for(&self, place: &[u8], sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let wrong = || SealError::WrongKey(self.0.clone());
        let key = self.read()?;
        let (&[FORMAT], rest) = sealed.split_at_checked(1).ok_or_else(wrong)? else { return Err(wrong()) };
        let (nonce, text) = rest.split_at_checked(NONCE_LEN).ok_or_else(wrong)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| wrong())?;
        let mut text = text.to_vec();
        let plain = key.open_in_place(nonce, Aad::from(place), &mut text).map_err(|_| wrong())?;
        Ok(plain.to_vec())
    }

    /// A key that signs for one purpose (HMAC-SHA256), derived from the deployment's by HKDF (RFC 5869). What one purpose has
    /// signed counts for no other.
    pub(crate) fn signing_key(&self, purpose: &[u8]) -> Result<hmac::Key, SealError> {
        let key = self.bytes()?;
        let extracted = hkdf::Salt::new(hkdf::HKDF_SHA256, b"tenantry").extract(&key);
        let purpose = [purpose];
        let derived = extracted.expand(&purpose, hmac::HMAC_SHA256);
        derived.map(hmac::Key::from).map_err(|_| SealError::NotAKey(self.0.clone()))
    }

    fn read(&self) -> Result<LessSafeKey, SealError> {
        let key = self.bytes()?;
        let key = UnboundKey::new(&AES_256_GCM, &key).map_err(|_| SealError::NotAKey(self.0.clone()))?;
        Ok(LessSafeKey::new(key))
    }

    fn bytes(&self) -> Result<Vec<u8>, SealError> {
        let text = std::fs::read_to_string(&self.0).map_err(|error| SealError::File(self.0.clone(), error))?;
        let digits = text.trim();
        let byte = |at: usize| digits.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
        let key: Option<Vec<u8>> = (0..digits.len()).step_by(2).map(byte).collect();
        key.filter(|key| key.len() == KEY_BYTES).ok_or_else(|| SealError::NotAKey(self.0.clone()))
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| char::from(DIGITS[usize::from(half)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// What is sealed along: the column, and whose row it is.
fn of(server: ServerId) -> Vec<u8> {
    [b"server.sealed_address ", &server.as_uuid().as_bytes()[..]].concat()
}

impl fmt::Display for SealError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path, error) => write!(f, "the key file {}: {error}", path.display()),
            Self::NotAKey(path) => write!(f, "the key file {} holds no key of 64 hexadecimal digits", path.display()),
            Self::WrongKey(path) => {
                write!(f, "the key in {} is not the one that this was sealed with", path.display())
            }
        }
    }
}

impl StdError for SealError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Clock;
    use std::os::unix::fs::PermissionsExt;

    const ADDRESS: &str = "postgres://ann:s3cret@db.example/postgres?sslmode=verify-full";

    fn key_in(directory: &str, seed: u64) -> (KeyFile, Random, ServerId) {
        let directory = std::env::temp_dir().join(format!("tenantry_seal_{}_{directory}", std::process::id()));
        std::fs::create_dir_all(&directory).unwrap();
        let random = Random::seeded(seed);
        let file = KeyFile::new(directory.join(format!("{seed}.key")));
        file.make(&random).unwrap();
        let id = ServerId::new(&random, &Clock::system());
        (file, random, id)
    }

    #[test]
    fn what_was_sealed_opens_with_the_same_key_for_the_same_server_alone() {
        let (file, random, server) = key_in("same", 1);
        let sealed = file.seal(&random, server, ADDRESS).unwrap();
        assert_eq!(file.open(server, &sealed).unwrap(), ADDRESS);
        assert!(!sealed.windows(6).any(|bytes| bytes == b"s3cret"));
        assert_ne!(file.seal(&random, server, ADDRESS).unwrap(), sealed, "with a nonce of its own each time");
        let other = ServerId::new(&random, &Clock::system());
        assert!(matches!(file.open(other, &sealed), Err(SealError::WrongKey(_))));
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(matches!(file.open(server, &changed), Err(SealError::WrongKey(_))), "byte {at}");
            assert!(file.open(server, &sealed[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn what_was_signed_for_one_purpose_counts_for_no_other_and_with_no_other_key() {
        let (file, ..) = key_in("signed", 1);
        let signed = hmac::sign(&file.signing_key(b"links").unwrap(), b"text");
        let verified = |file: &KeyFile, purpose: &[u8], text: &[u8]| {
            hmac::verify(&file.signing_key(purpose).unwrap(), text, signed.as_ref()).is_ok()
        };
        assert!(verified(&file, b"links", b"text"));
        assert!(!verified(&file, b"links", b"texts") && !verified(&file, b"others", b"text"));
        assert!(!verified(&key_in("signed", 2).0, b"links", b"text"));
    }

    #[test]
    fn another_key_is_told() {
        let (file, random, server) = key_in("another", 1);
        let sealed = file.seal(&random, server, ADDRESS).unwrap();
        let (other, ..) = key_in("another", 2);
        let said = other.open(server, &sealed).unwrap_err().to_string();
        assert!(said.contains("2.key is not the one"), "{said}");
    }

    #[test]
    fn the_file_is_its_owners_and_made_once() {
        let (file, random, server) = key_in("once", 3);
        let sealed = file.seal(&random, server, ADDRESS).unwrap();
        assert_eq!(std::fs::metadata(file.path()).unwrap().permissions().mode() & 0o777, 0o600);
        file.make(&random).unwrap();
        assert_eq!(file.open(server, &sealed).unwrap(), ADDRESS, "it is the key that was there");
        std::fs::write(file.path(), "something else").unwrap();
        assert!(matches!(file.open(server, &sealed), Err(SealError::NotAKey(_))));
        std::fs::remove_file(file.path()).unwrap();
        assert!(matches!(file.open(server, &sealed), Err(SealError::File(..))));
    }
}
