//! Hashing of passwords: argon2id with 46 MiB, one pass, one lane, a setting of the OWASP Password Storage Cheat Sheet.

use crate::{
    error::{Error, Result},
    random::Random,
};
use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version,
    password_hash::{Error as HashError, phc::PasswordHash},
};
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use std::{
    fmt,
    num::NonZero,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};
use tokio::{sync::Semaphore, task::spawn_blocking};

const MEMORY_KIB: u32 = 46 * 1024;
const PASSES: u32 = 1;
const LANES: u32 = 1;

/// Hashes and verifies away from the threads that serve requests, as many at once as there are cores: that bounds the
/// memory, and a flood of sign-ins waits here instead of slowing everybody. Cloning shares the bound.
#[derive(Clone)]
pub struct Passwords(Arc<Hasher>);

struct Hasher {
    params: Params,
    /// A hash that nothing matches, verified where there is none, so that a missing account costs the same time.
    absent: String,
    random: Random,
    permits: Arc<Semaphore>,
    runs: AtomicU64,
}

impl Passwords {
    pub fn new() -> Self {
        Self::with_memory(MEMORY_KIB)
    }

    /// The same code at a thousandth of the cost. A stolen hash of this kind is no protection: for tests alone.
    pub fn for_tests() -> Self {
        Self::with_memory(64)
    }

    fn with_memory(kib: u32) -> Self {
        let params =
            Params::new(kib, PASSES, LANES, None).expect("the parameters are constants within argon2's limits");
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        let random = Random::system();
        Self(Arc::new(Hasher {
            absent: unmatched_hash(&params, &random),
            params,
            random,
            permits: Arc::new(Semaphore::new(cores)),
            runs: AtomicU64::new(0),
        }))
    }

    /// The PHC string of a password, with a salt of its own.
    ///
    /// # Errors
    /// Internal, when memory runs out.
    pub async fn hash(&self, password: String) -> Result<String> {
        let salt = self.0.random.bytes::<16>();
        let hash = self.run(move |argon2| argon2.hash_password_with_salt(password.as_bytes(), &salt)).await?;
        Ok(hash.to_string())
    }

    /// Whether the password is the one of the hash. Without a hash it never is, after the same work.
    ///
    /// # Errors
    /// Internal, when the stored hash can't be read or memory runs out.
    pub async fn verify(&self, password: String, hash: Option<String>) -> Result<bool> {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.0.absent.clone());
        let verdict = move |argon2: Argon2<'_>| match argon2.verify_password(password.as_bytes(), hash.as_str()) {
            Ok(()) => Ok(true),
            Err(HashError::PasswordInvalid) => Ok(false),
            Err(error) => Err(error),
        };
        Ok(self.run(verdict).await? && known)
    }

    /// Whether the hash was made with other parameters than today's.
    pub fn needs_rehash(&self, hash: &str) -> bool {
        let Ok(hash) = PasswordHash::new(hash) else { return true };
        let Ok(params) = Params::try_from(&hash) else { return true };
        let wanted = &self.0.params;
        hash.algorithm != Algorithm::Argon2id.ident()
            || (params.m_cost(), params.t_cost(), params.p_cost())
                != (wanted.m_cost(), wanted.t_cost(), wanted.p_cost())
    }

    /// How often argon2 ran since the start.
    pub fn runs(&self) -> u64 {
        self.0.runs.load(Ordering::Relaxed)
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(Argon2<'_>) -> Result<T, HashError> + Send + 'static,
    ) -> Result<T> {
        // The permit goes along into the thread: whoever stops waiting for the result must not free the place early.
        let permit = self.0.permits.clone().acquire_owned().await.map_err(Error::internal)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, self.0.params.clone());
        self.0.runs.fetch_add(1, Ordering::Relaxed);
        let done = spawn_blocking(move || {
            let _permit = permit;
            work(argon2)
        });
        done.await.map_err(Error::internal)?.map_err(Error::internal)
    }
}

impl Default for Passwords {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Passwords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Passwords").field("memory_kib", &self.0.params.m_cost()).finish_non_exhaustive()
    }
}

/// A PHC string whose hash is random: it costs no argon2 at the start, and verifying it costs what every hash costs.
fn unmatched_hash(params: &Params, random: &Random) -> String {
    let salt = STANDARD_NO_PAD.encode(random.bytes::<16>());
    let hash = STANDARD_NO_PAD.encode(random.bytes::<32>());
    let (m, t, p) = (params.m_cost(), params.t_cost(), params.p_cost());
    format!("$argon2id$v=19$m={m},t={t},p={p}${salt}${hash}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_hash_verifies_its_password_alone() {
        let passwords = Passwords::for_tests();
        let hash = passwords.hash("correct horse battery".to_owned()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "{hash}");
        assert!(passwords.verify("correct horse battery".to_owned(), Some(hash.clone())).await.unwrap());
        assert!(!passwords.verify("correct horse batterz".to_owned(), Some(hash)).await.unwrap());
    }

    #[tokio::test]
    async fn a_missing_hash_costs_the_same_work_and_is_never_right() {
        let passwords = Passwords::for_tests();
        assert!(!passwords.verify(String::new(), None).await.unwrap());
        assert_eq!(passwords.runs(), 1);
        assert!(!passwords.needs_rehash(&passwords.0.absent), "the stand-in has the parameters of a real hash");
    }

    #[tokio::test]
    async fn the_cost_is_the_promised_one_and_older_hashes_are_renewed() {
        let product = Passwords::new();
        let hash = product.hash("correct horse battery".to_owned()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=47104,t=1,p=1$"), "{hash}");
        assert!(!product.needs_rehash(&hash));
        assert!(Passwords::for_tests().needs_rehash(&hash));
        assert!(product.needs_rehash("not a hash"));
    }

    #[tokio::test]
    async fn two_hashes_of_one_password_differ() {
        let passwords = Passwords::for_tests();
        let password = || "correct horse battery".to_owned();
        assert_ne!(passwords.hash(password()).await.unwrap(), passwords.hash(password()).await.unwrap());
    }
}
