//! People, stored once for the whole deployment, and how they prove who they are.

mod types;

#[cfg(feature = "server")]
mod foreign_links;
#[cfg(feature = "server")]
mod password_change;
#[cfg(feature = "server")]
mod password_reset;
#[cfg(feature = "server")]
mod password_rules;
#[cfg(feature = "server")]
mod passwords;
#[cfg(feature = "server")]
mod replacement;
#[cfg(feature = "server")]
mod sign_in;
#[cfg(feature = "server")]
mod store;
#[cfg(feature = "server")]
mod throttle;
#[cfg(feature = "server")]
pub(crate) mod token;

pub use types::*;

#[cfg(feature = "server")]
pub use password_change::{PasswordChange, change_password};
#[cfg(feature = "server")]
pub use password_reset::{ask_reset, new_reset_link, reset_password, reset_preview};
#[cfg(feature = "server")]
pub use password_rules::password_problem;
#[cfg(feature = "server")]
pub use passwords::Passwords;
#[cfg(feature = "server")]
pub use sign_in::{Principal, SignIn, sign_in};
#[cfg(feature = "server")]
pub use store::{User, create, find_by_email, has_password, profile, update_profile};
#[cfg(feature = "server")]
use throttle::{forget_failures, note_reset};
#[cfg(feature = "server")]
pub(crate) use {
    foreign_links::{Tried, has_page, note_foreign_link, note_link_of_another},
    password_change::check_new,
    password_reset::{MailedReset, asking_url, mail_reset, purge_resets},
    replacement::replace_password,
    store::{NewUser, create_in, find, find_by_email_in, prove_email, set_password},
    throttle::{Attempt, forget_old_failures, network_of},
};
