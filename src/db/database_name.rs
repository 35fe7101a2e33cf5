//! What the database of a tenant is called, and a copy of it.

use crate::random::Random;
use std::fmt;

/// The generated name of a tenant's database: `t_` and 26 characters of base32. It is never made of what somebody
/// typed, so that it can stand in DDL and in a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DatabaseName(String);

/// The generated name of a copy of a tenant's database: `s_` and 26 characters, for the same reason. It says nothing of
/// whose copy it is; the central database does.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SnapshotName(String);

macro_rules! generated {
    ($name:ident, $prefix:literal) => {
        impl $name {
            pub(crate) fn generate(random: &Random) -> Self {
                Self(format!(concat!($prefix, "{}"), letters(random)))
            }

            /// Takes a stored name back; `None` for anything that `generate` can't have made.
            pub fn stored(name: &str) -> Option<Self> {
                name.strip_prefix($prefix).is_some_and(are_letters).then(|| Self(name.to_owned()))
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

generated!(DatabaseName, "t_");
generated!(SnapshotName, "s_");

fn letters(random: &Random) -> String {
    const BASE32: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    random.bytes::<26>().iter().map(|byte| char::from(BASE32[usize::from(byte % 32)])).collect()
}

fn are_letters(text: &str) -> bool {
    text.len() == 26 && text.bytes().all(|letter| letter.is_ascii_lowercase() || (b'2'..=b'7').contains(&letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_generated_names_are_taken_back() {
        let name = DatabaseName::generate(&Random::seeded(1));
        assert_eq!(DatabaseName::stored(name.as_str()), Some(name));
        for hostile in
            ["", "t_", "paris", "t_../../etc/passwd", "t_\"; drop database x; --aaaaaa", "t_ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
        {
            assert_eq!(DatabaseName::stored(hostile), None, "{hostile}");
        }
    }
}
