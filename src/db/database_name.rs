//! What the database of a tenant is called.

use crate::random::Random;
use std::fmt;

/// The generated name of a tenant's database: `t_` and 26 characters of base32. It is never made of what somebody
/// typed, so that it can stand in DDL and in a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DatabaseName(String);

impl DatabaseName {
    pub(crate) fn generate(random: &Random) -> Self {
        const BASE32: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
        let letters = random.bytes::<26>().map(|byte| char::from(BASE32[usize::from(byte % 32)]));
        Self(format!("t_{}", letters.iter().collect::<String>()))
    }

    /// Takes a stored name back; `None` for anything that `generate` can't have made.
    pub fn stored(name: &str) -> Option<Self> {
        let letters = name.strip_prefix("t_")?;
        let known = |c: u8| c.is_ascii_lowercase() || (b'2'..=b'7').contains(&c);
        (letters.len() == 26 && letters.bytes().all(known)).then(|| Self(name.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DatabaseName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
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
