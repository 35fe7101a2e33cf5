//! Mails that don't go out: of an organisation in its health, and the console's own beside the settings.

pub mod api;
mod own;
mod unsent;
pub(in crate::console) mod words;

pub(in crate::console) use own::OwnMailsCard;
pub(in crate::console) use unsent::Unsent;

/// What a page says was done.
pub(in crate::console) const SENT_AGAIN: &str = "mails-sent-again";
pub(in crate::console) const TRIED: &str = "mail-tried";
pub(in crate::console) const LEFT: &str = "mails-left";
