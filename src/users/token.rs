//! Secrets that travel in links: 256 random bits, of which only the SHA-256 is kept, so that a copy of the database
//! opens nothing.

use crate::random::Random;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};

/// A fresh secret, as text that needs no escaping in an address.
pub(crate) fn new(random: &Random) -> String {
    URL_SAFE_NO_PAD.encode(random.bytes::<32>())
}

/// What is stored of a secret, and what a presented one is looked up by.
pub(crate) fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::{hash, new};
    use crate::random::Random;

    #[test]
    fn a_token_holds_256_bits_and_its_hash_is_not_it() {
        let random = Random::seeded(1);
        let (one, other) = (new(&random), new(&random));
        assert_eq!(one.len(), 43);
        assert_ne!(one, other);
        assert!(one.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
        assert_eq!(hash(&one).len(), 32);
        assert_ne!(hash(&one), hash(&other));
    }
}
