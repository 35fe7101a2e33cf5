//! What the interface knows of a person.

use crate::fault::Problem;
use serde::{Deserialize, Serialize};

/// The least and the most characters of a password: NIST SP 800-63B-4 asks for 15 where it is the only factor.
pub const PASSWORD_LENGTH: std::ops::RangeInclusive<usize> = 15..=256;

/// An e-mail address in its stored form: trimmed and in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Email(String);

impl Email {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Email {
    type Error = Problem;

    /// Accepts what has a local part, an `@` and a domain with a dot or `localhost`; the mail that arrives is the proof.
    fn try_from(text: String) -> Result<Self, Problem> {
        let address = text.trim().to_lowercase();
        if address.is_empty() {
            return Err(Problem::Required);
        }
        let plausible = address.len() <= 254
            && !address.contains(|c: char| c.is_whitespace() || c.is_control() || "<>(),;:\"[]\\".contains(c))
            && address
                .split_once('@')
                .is_some_and(|(local, domain)| !local.is_empty() && !domain.contains('@') && is_domain(domain));
        if plausible { Ok(Self(address)) } else { Err(Problem::NotAnEmail) }
    }
}

fn is_domain(domain: &str) -> bool {
    domain.contains('.') && domain.split('.').all(|label| !label.is_empty() && !label.starts_with('-'))
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

const LONGEST_NAME: u32 = 120;

/// A name of a person or a thing: trimmed, 1 to 120 characters that somebody sees.
///
/// # Errors
/// `Required` or `TooLong`.
pub fn name(text: &str) -> Result<String, Problem> {
    let name: String = text.chars().filter(|c| !c.is_control() && !is_hidden(*c)).collect();
    let name = name.trim().to_owned();
    if name.chars().all(|c| c.is_whitespace() || is_joint(c)) {
        return Err(Problem::Required);
    }
    if name.chars().count() > LONGEST_NAME as usize { Err(Problem::TooLong { most: LONGEST_NAME }) } else { Ok(name) }
}

/// Signs that nobody sees and no writing needs: they make two names look alike, or turn round what stands beside a name.
fn is_hidden(sign: char) -> bool {
    matches!(sign, '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Joins letters, as some scripts and pictures need, or says which way they run. By itself it is no name.
fn is_joint(sign: char) -> bool {
    matches!(sign, '\u{200c}'..='\u{200f}' | '\u{61c}')
}

/// The signed-in person's own page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    pub name: String,
    pub email: String,
    pub locale: Option<crate::locale::Locale>,
}

/// Where somebody is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnSession {
    /// Names it without opening it.
    pub key: String,
    /// What it began on; empty where that isn't known.
    pub browser: String,
    pub system: String,
    /// The organisation's name; none is the console.
    pub place: Option<String>,
    #[serde(with = "crate::day::and_time")]
    pub began: jiff::civil::DateTime,
    #[serde(with = "crate::day::and_time")]
    pub last_used: jiff::civil::DateTime,
    /// The one that looks.
    pub is_this: bool,
}

/// Where somebody asks for a link to a new password, and where it leads.
pub const FORGOT_PASSWORD_PAGE: &str = "/forgot-password";
pub const NEW_PASSWORD_PAGE: &str = "/new-password";

/// How long such a link works, counted from when its mail goes out.
pub const RESET_MINUTES: i64 = 30;

/// Whose password a link is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResetPreview {
    pub name: String,
    pub email: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_what_somebody_sees() {
        for nothing in ["", " \u{a0}", "\u{200b}", "\u{202e}\u{200f}", "\u{200d} \u{feff}"] {
            assert_eq!(name(nothing), Err(Problem::Required), "{nothing:?}");
        }
        assert_eq!(name(" \u{202e}Rachel\u{200b} Lévy ").as_deref(), Ok("Rachel Lévy"));
        for whole in ["משה כהן", "👩\u{200d}🌾 Lucie"] {
            assert_eq!(name(whole).as_deref(), Ok(whole), "joints stay");
        }
    }

    #[test]
    fn addresses_are_stored_in_one_form() {
        assert_eq!(
            Email::try_from(" Rachel@Example.ORG ".to_owned()).map(String::from),
            Ok("rachel@example.org".into())
        );
        for bad in ["", "a", "a@", "@b.c", "a@b", "a b@c.d", "a@b@c.d", "a@.d", "a\n@b.c"] {
            assert!(Email::try_from(bad.to_owned()).is_err(), "{bad:?}");
        }
    }
}
