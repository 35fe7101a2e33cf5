//! The one place that makes randomness. It is handed in, so that tests and demo data can repeat themselves.

use jiff::Timestamp;
use rand::{RngCore, SeedableRng, rngs::StdRng};
use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};
use uuid::{Builder, Uuid};

#[derive(Clone)]
pub struct Random(Arc<Mutex<Source>>);

struct Source {
    generator: StdRng,
    /// The millisecond of the last identifier, and its random part.
    last: Option<(u64, u128)>,
}

/// A UUIDv7 has 74 random bits, twelve before its variant and the others behind it.
const BITS_BEHIND_VARIANT: u32 = 62;
/// The first of a millisecond leaves the highest bit free, so that those after it find room to grow.
const FIRST: u128 = (1 << 73) - 1;

impl Random {
    /// Seeded by the operating system.
    pub fn system() -> Self {
        Self::of(StdRng::from_os_rng())
    }

    pub fn seeded(seed: u64) -> Self {
        Self::of(StdRng::seed_from_u64(seed))
    }

    fn of(generator: StdRng) -> Self {
        Self(Arc::new(Mutex::new(Source { generator, last: None })))
    }

    pub fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).generator.fill_bytes(bytes);
    }

    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    /// A number below `bound`, which must not be zero.
    pub fn below(&self, bound: u64) -> u64 {
        u64::from_le_bytes(self.bytes()) % bound
    }

    /// Later ones of one millisecond are greater, so that lists of what was made in one go keep its order (RFC 9562, 6.2).
    pub(crate) fn uuid(&self, at: Timestamp) -> Uuid {
        let millis = u64::try_from(at.as_millisecond()).unwrap_or(0);
        let mut source = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut drawn = [0; 16];
        source.generator.fill_bytes(&mut drawn[6..]);
        let drawn = u128::from_be_bytes(drawn);
        let number = match source.last {
            Some((last, before)) if last == millis => before + 1 + (drawn & u128::from(u32::MAX)),
            _ => drawn & FIRST,
        };
        source.last = Some((millis, number));
        drop(source);
        let [before, behind] = [number >> BITS_BEHIND_VARIANT, number & ((1 << BITS_BEHIND_VARIANT) - 1)];
        // The builder writes version and variant over the bits that stand in their places, all of them zero.
        let [_, _, _, _, _, _, random @ ..] = ((before << u64::BITS) | behind).to_be_bytes();
        Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

impl fmt::Debug for Random {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Random")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_of_one_millisecond_keep_their_order() {
        let random = Random::seeded(7);
        let now: Timestamp = "2026-03-16T08:00:00.123Z".parse().unwrap();
        let made: Vec<Uuid> = (0..1_000).map(|_| random.uuid(now)).collect();
        assert!(made.is_sorted_by(|a, b| a < b), "{made:?}");
        assert!(made.iter().all(|id| id.get_version_num() == 7 && id.get_variant() == uuid::Variant::RFC4122));
        let steps: std::collections::BTreeSet<u128> =
            made.windows(2).map(|two| two[1].as_u128() - two[0].as_u128()).collect();
        assert!(steps.len() > 990, "the next one can't be told from the last");
        let earlier = random.uuid("2026-03-16T08:00:00.122Z".parse().unwrap());
        assert!(earlier < made[0], "what is told to be earlier is");
        assert_eq!(Random::seeded(7).uuid(now), made[0]);
    }
}
