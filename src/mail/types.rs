//! What the interface knows of mails. Moments are RFC 3339 in UTC.

use crate::ids::MailId;
use serde::{Deserialize, Serialize};

/// What a mail tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MailKind {
    Invitation,
    /// A link to a new password.
    PasswordReset,
    PasswordChanged,
    /// Support asks to come in.
    SupportAsked,
    /// Support came in by the deployment's policy.
    SupportBegan,
    /// The records of a domain of the organisation's own are gone.
    DomainFailing,
    /// They were gone for too long: it leads nowhere.
    DomainLost,
}

impl MailKind {
    pub const ALL: [Self; 7] = [
        Self::Invitation,
        Self::PasswordReset,
        Self::PasswordChanged,
        Self::SupportAsked,
        Self::SupportBegan,
        Self::DomainFailing,
        Self::DomainLost,
    ];

    /// As it is stored.
    pub fn key(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::PasswordReset => "password-reset",
            Self::PasswordChanged => "password-changed",
            Self::SupportAsked => "support-asked",
            Self::SupportBegan => "support-began",
            Self::DomainFailing => "domain-failing",
            Self::DomainLost => "domain-lost",
        }
    }

    /// `None` for one that only a later version knows.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// The mails of one sender that didn't go out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnsentMails {
    /// Those that were given up and that nobody left as they are, the newest first; of very many the first.
    pub failed: Vec<FailedMail>,
    /// How many those are in all.
    pub failed_count: i64,
    pub waiting: Option<WaitingMails>,
}

impl UnsentMails {
    pub fn are_there(&self) -> bool {
        self.failed_count > 0 || self.waiting.is_some()
    }
}

/// A mail that was refused, or tried too often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedMail {
    pub id: MailId,
    /// `None` for one that only a later version knows.
    pub kind: Option<MailKind>,
    pub recipient: String,
    /// In the words of the mail server, or of who tried to reach it.
    pub reason: String,
    pub failed_at: String,
}

/// Mails that are tried again for longer than a mail server is usually busy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingMails {
    pub count: i64,
    /// The one that is tried for the longest time.
    pub since: String,
    /// Why that one didn't go out the last time.
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_found_by_its_key() {
        for kind in MailKind::ALL {
            assert_eq!(MailKind::from_key(kind.key()), Some(kind));
        }
        assert_eq!(MailKind::from_key("newsletter"), None);
    }
}
