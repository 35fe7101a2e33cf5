//! What a mail says, before it is put into words.

use crate::{access::Role, brand::BrandTokens, locale::Locale};
use jiff::civil::DateTime;

/// One mail to one person.
#[derive(Clone, Debug)]
pub struct Letter {
    pub house: House,
    pub locale: Locale,
    pub recipient_name: String,
    pub content: Content,
}

/// The organisation that writes.
#[derive(Clone, Debug)]
pub struct House {
    pub name: String,
    /// Its front door, without a path.
    pub url: String,
    pub tokens: BrandTokens,
    /// A picture that mail programs show: a raster, by its whole address.
    pub logo_url: Option<String>,
}

#[derive(Clone, Debug)]
pub enum Content {
    /// Somebody is asked to join. The link is this mail's own.
    Invitation {
        role: Role,
        url: String,
        /// Where the organisation is.
        expires: DateTime,
    },
}

/// A mail in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Composed {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// Puts mails into words.
pub trait Composer: Send + Sync {
    fn compose(&self, letter: &Letter) -> Composed;
}
