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
    /// Those that work on one now, and the most that ever did.
    at_work: AtomicU64,
    most_at_work: AtomicU64,
}

/// Somebody works on a hash, as long as it is there.
struct AtWork(Arc<Hasher>);

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
            at_work: AtomicU64::new(0),
            most_at_work: AtomicU64::new(0),
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

    /// The most that argon2 ever worked on at once since the start.
    pub fn most_at_once(&self) -> u64 {
        self.0.most_at_work.load(Ordering::Relaxed)
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(Argon2<'_>) -> Result<T, HashError> + Send + 'static,
    ) -> Result<T> {
        // The permit goes along into the thread: whoever stops waiting for the result must not free the place early.
        let permit = self.0.permits.clone().acquire_owned().await.map_err(Error::internal)?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, self.0.params.clone());
        self.0.runs.fetch_add(1, Ordering::Relaxed);
        let hasher = self.0.clone();
        let done = spawn_blocking(move || {
            let _permit = permit;
            let _at_work = AtWork::begin(hasher);
            work(argon2)
        });
        done.await.map_err(Error::internal)?.map_err(Error::internal)
    }
}

impl AtWork {
    fn begin(hasher: Arc<Hasher>) -> Self {
        let now = hasher.at_work.fetch_add(1, Ordering::Relaxed) + 1;
        hasher.most_at_work.fetch_max(now, Ordering::Relaxed);
        Self(hasher)
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        self.0.at_work.fetch_sub(1, Ordering::Relaxed);
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
    use futures::future::join_all;
    use std::{sync::atomic::AtomicBool, time::Duration};
    use tokio::time::{sleep, timeout};

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

    #[tokio::test]
    async fn a_flood_works_on_no_more_at_once_than_there_are_cores() {
        // Each takes some milliseconds, so that they would meet.
        let passwords = Passwords::with_memory(8 * 1024);
        let places = passwords.0.permits.available_permits();
        let verifications = (0..4 * places).map(|_| passwords.verify("correct horse battery".to_owned(), None));
        for verdict in join_all(verifications).await {
            assert!(!verdict.unwrap());
        }
        assert_eq!(passwords.runs(), 4 * places as u64);
        assert!((1..=places as u64).contains(&passwords.most_at_once()), "{} at once", passwords.most_at_once());
    }

    #[tokio::test]
    async fn who_stops_waiting_frees_no_place_early() {
        let (passwords, is_open) = (Passwords::for_tests(), Arc::new(AtomicBool::new(false)));
        let places = passwords.0.permits.available_permits();
        let caller = |_| {
            let (passwords, is_open) = (passwords.clone(), is_open.clone());
            let work = move |_: Argon2<'_>| {
                while !is_open.load(Ordering::Relaxed) {
                    thread::sleep(Duration::from_millis(1));
                }
                Ok(())
            };
            tokio::spawn(async move { passwords.run(work).await })
        };
        let callers: Vec<_> = (0..places).map(caller).collect();
        while passwords.0.at_work.load(Ordering::Relaxed) < places as u64 {
            sleep(Duration::from_millis(1)).await;
        }
        for caller in callers {
            caller.abort();
            assert!(caller.await.unwrap_err().is_cancelled());
        }
        let waiting = passwords.verify(String::new(), None);
        assert!(timeout(Duration::from_millis(100), waiting).await.is_err(), "the work goes on, and has its place");
        assert_eq!(passwords.runs(), places as u64, "who gave up in the queue costs nothing");
        is_open.store(true, Ordering::Relaxed);
        assert!(!passwords.verify(String::new(), None).await.unwrap());
        assert_eq!(passwords.most_at_once(), places as u64);
    }
}
