//! What a mail says, before it is put into words.

use crate::{access::Role, brand::BrandTokens, domains::DomainSetup, locale::Locale};
use jiff::civil::DateTime;

/// One mail to one person.
#[derive(Clone, Debug)]
pub struct Letter {
    pub house: House,
    pub locale: Locale,
    pub recipient_name: String,
    pub content: Content,
}

/// The organisation that writes, or the deployment.
#[derive(Clone, Debug)]
pub struct House {
    pub name: String,
    /// Its front door, without a path.
    pub url: String,
    pub tokens: BrandTokens,
    /// A picture that mail programs show: a raster, by its whole address.
    pub logo_url: Option<String>,
    /// The one in the dark, where it is another.
    pub dark_logo_url: Option<String>,
}

#[derive(Clone, Debug)]
pub enum Content {
    /// An operator wants to see whether mails go out.
    Trial,
    /// Somebody is asked to join. The link is this mail's own.
    Invitation {
        role: Role,
        url: String,
        /// Where the organisation is.
        expires: DateTime,
    },
    /// Somebody asked for a link to a new password.
    PasswordReset { url: String },
    /// A password is another one now. `url` is where a link to yet another can be asked for.
    PasswordChanged { url: String },
    /// An operator asks to come in, for so many minutes.
    SupportAsked { operator: String, reason: String, wants_write: bool, minutes: i64, url: String },
    /// An operator may be inside, without having been asked for it.
    SupportBegan {
        operator: String,
        reason: String,
        wants_write: bool,
        /// Where the organisation is.
        until: DateTime,
        url: String,
    },
    /// The records of an own domain are gone.
    DomainFailing {
        /// The records that it needs, and what was found instead.
        setup: Box<DomainSetup>,
        /// For so long it is served all the same, where the organisation is.
        until: DateTime,
        url: String,
    },
    /// They were gone for too long.
    DomainLost {
        setup: Box<DomainSetup>,
        /// For so long it can be verified anew with the same records, where the organisation is.
        until: DateTime,
        url: String,
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
