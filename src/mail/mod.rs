//! Mails. What somebody should be told is written into the central database together with what it tells of; a moment later
//! it is put into words, in the organisation's brand and the recipient's language, and handed to a mail server.
//!
//! Without a mail server nothing is written down, and links are shown to who makes them alone. On a developer's machine
//! mails are kept and shown at `/dev/mail`.

mod claim;
mod deliver;
mod letter;
mod outbox;
mod queue;
mod sender;
mod smtp;
mod writer;

pub use deliver::deliver_due;
pub(crate) use deliver::keep_delivering;
pub use letter::{Composed, Composer, Content, House, Letter};
pub(crate) use outbox::purge;
pub use outbox::{KeptMail, MailState, QueuedMail, kept, kept_mail, list, retry};
pub(crate) use queue::{
    SUPPORT_ASKED, SUPPORT_BEGAN, queue_invitation, queue_password_changed, queue_reset, queue_to_owners,
};
pub use sender::Sender;
pub use smtp::{SmtpServer, greet};
pub use writer::house;

use crate::config::Config;
use lettre::{AsyncSmtpTransport, Tokio1Executor};
use smtp::transport;
use std::sync::{Arc, OnceLock};
use tokio::sync::Notify;

/// How mails go out.
pub struct Mails {
    way: Way,
    /// Who puts them into words: the product has the words.
    composer: OnceLock<Arc<dyn Composer>>,
    /// Something was written down.
    awake: Notify,
}

enum Way {
    Nowhere,
    /// They are kept and shown.
    Shown,
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
}

impl Mails {
    pub(crate) fn new(config: &Config) -> Self {
        let way = match transport(&config.mail.smtp) {
            Some(transport) => Way::Smtp(transport),
            None if config.server.public_url.is_localhost() => Way::Shown,
            None => Way::Nowhere,
        };
        Self { way, composer: OnceLock::new(), awake: Notify::new() }
    }

    /// Whether anything is written down.
    pub fn is_on(&self) -> bool {
        !matches!(self.way, Way::Nowhere)
    }

    /// Whether mails are shown instead of sent.
    pub fn is_shown(&self) -> bool {
        matches!(self.way, Way::Shown)
    }

    /// From now on mails are put into words. The first one stays.
    pub fn compose_with(&self, composer: Arc<dyn Composer>) {
        let _ = self.composer.set(composer);
    }
}

impl std::fmt::Debug for Mails {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.way {
            Way::Nowhere => "Mails(nowhere)",
            Way::Shown => "Mails(shown)",
            Way::Smtp(_) => "Mails(smtp)",
        })
    }
}
