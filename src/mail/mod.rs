//! Mails. What somebody should be told is written into the central database together with what it tells of; a moment later
//! it is put into words, in the organisation's brand and the recipient's language, and handed to a mail server.
//!
//! Without a mail server nothing is written down, and links are shown to who makes them alone. On a developer's machine
//! mails are kept and shown at `/dev/mail`.

mod types;

#[cfg(feature = "server")]
mod claim;
#[cfg(feature = "server")]
mod deliver;
#[cfg(feature = "server")]
mod failed;
#[cfg(feature = "server")]
mod letter;
#[cfg(feature = "server")]
mod outbox;
#[cfg(feature = "server")]
mod queue;
#[cfg(feature = "server")]
mod sender;
#[cfg(feature = "server")]
mod smtp;
#[cfg(feature = "server")]
mod trial;
#[cfg(feature = "server")]
mod unsent;
#[cfg(feature = "server")]
mod way;
#[cfg(feature = "server")]
mod writer;

pub use types::*;

#[cfg(feature = "server")]
pub use deliver::deliver_due;
#[cfg(feature = "server")]
pub(crate) use deliver::keep_delivering;
#[cfg(feature = "server")]
pub use failed::{Failed, leave, retry};
#[cfg(feature = "server")]
pub use letter::{Composed, Composer, Content, House, Letter};
#[cfg(feature = "server")]
pub(crate) use outbox::purge;
#[cfg(feature = "server")]
pub use outbox::{KeptMail, MailState, QueuedMail, kept, kept_mail, list};
#[cfg(feature = "server")]
pub(crate) use queue::{About, queue_invitation, queue_password_changed, queue_reset, queue_to_owners};
#[cfg(feature = "server")]
pub use sender::Sender;
#[cfg(feature = "server")]
pub use smtp::{SmtpServer, greet};
#[cfg(feature = "server")]
pub use trial::try_out;
#[cfg(feature = "server")]
pub use unsent::own_unsent;
#[cfg(feature = "server")]
pub(crate) use unsent::{NAMED_FOR, PATIENCE, unsent};
#[cfg(feature = "server")]
pub use way::Mails;
#[cfg(feature = "server")]
use way::Way;
#[cfg(feature = "server")]
pub use writer::house;
