//! What a preview link says, signed: which link, of which organisation, until when. A link that was made up, changed or that is
//! over is known by that alone.

use crate::{
    error::{Error, Result},
    ids::{BrandPreviewId, TenantId},
    platform::Platform,
};
use aws_lc_rs::hmac;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;

const PURPOSE: &[u8] = b"brand preview link";

/// A link's id, and when it ends in microseconds since 1970.
const SAID: usize = 16 + 8;

pub(super) struct Signer(hmac::Key);

impl Signer {
    /// `None` without the deployment's key: then there is no link that it has signed.
    pub(super) fn of(platform: &Platform) -> Option<Self> {
        let key = platform.config.database.key_file().signing_key(PURPOSE);
        key.inspect_err(|error| tracing::warn!(%error, "no preview link can be verified")).ok().map(Self)
    }

    /// Makes the key where nothing needed one before.
    pub(super) async fn first(platform: &Platform) -> Result<Self> {
        let file = platform.config.database.key_file();
        file.make_first(platform).await?;
        file.signing_key(PURPOSE).map(Self).map_err(Error::internal)
    }

    pub(super) fn sign(&self, tenant: TenantId, link: BrandPreviewId, expires: Timestamp) -> String {
        let said = [&link.as_uuid().as_bytes()[..], &expires.as_microsecond().to_be_bytes()].concat();
        let tag = hmac::sign(&self.0, &signed(tenant, &said));
        URL_SAFE_NO_PAD.encode([&said, tag.as_ref()].concat())
    }

    /// Whether this deployment has signed it for this organisation, and it isn't over. Tags are compared in constant time.
    pub(super) fn verify(&self, tenant: TenantId, token: &str, now: Timestamp) -> bool {
        let Ok(bytes) = URL_SAFE_NO_PAD.decode(token) else { return false };
        let Some((said, tag)) = bytes.split_at_checked(SAID) else { return false };
        let expires = said.last_chunk().map(|micros| i64::from_be_bytes(*micros));
        hmac::verify(&self.0, &signed(tenant, said), tag).is_ok()
            && expires.is_some_and(|expires| now.as_microsecond() < expires)
    }
}

/// The organisation doesn't stand in the token: it is that of the host on which the token is shown.
fn signed(tenant: TenantId, said: &[u8]) -> Vec<u8> {
    [&tenant.as_uuid().as_bytes()[..], said].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clock::Clock, random::Random};

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    #[test]
    fn what_was_signed_is_known_and_nothing_else_is() {
        let (random, clock) = (Random::seeded(1), Clock::system());
        let signer = |key: u8| Signer(hmac::Key::new(hmac::HMAC_SHA256, &[key; 32]));
        let (paris, lyon) = (TenantId::new(&random, &clock), TenantId::new(&random, &clock));
        let token = signer(1).sign(paris, BrandPreviewId::new(&random, &clock), at(100));
        assert_eq!(token.len(), 75);
        assert!(signer(1).verify(paris, &token, at(99)));
        assert!(!signer(1).verify(paris, &token, at(100)), "it is over");
        assert!(!signer(1).verify(lyon, &token, at(99)), "another organisation's");
        assert!(!signer(2).verify(paris, &token, at(99)), "another deployment's");
        let bytes = URL_SAFE_NO_PAD.decode(&token).unwrap();
        for at_byte in 0..bytes.len() {
            let mut forged = bytes.clone();
            forged[at_byte] ^= 1;
            assert!(!signer(1).verify(paris, &URL_SAFE_NO_PAD.encode(&forged), at(99)), "byte {at_byte}");
            assert!(!signer(1).verify(paris, &URL_SAFE_NO_PAD.encode(&bytes[..at_byte]), at(99)), "cut at {at_byte}");
        }
        for other in ["", "x", &format!("{token}="), &format!("{token}A")] {
            assert!(!signer(1).verify(paris, other, at(99)), "{other}");
        }
    }
}
