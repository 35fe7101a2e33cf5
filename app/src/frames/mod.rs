//! What stands around a page's content on each plane. A frame has no words and no data of its own: all of it comes as properties.

mod account;
mod console;
mod preferences;
mod public;
mod rail;
mod search;
mod shell;
mod sign_in;
mod tenant;

pub use account::{Account, AccountLink, Toggle};
pub use console::ConsoleFrame;
pub use preferences::{Preference, PreferenceChoice};
pub use public::{PublicFrame, PublicLink};
pub(crate) use rail::mark_current_page;
pub use rail::{NavGroup, NavItem};
pub use search::Search;
pub use sign_in::SignInFrame;
pub(crate) use sign_in::{sign_in_aside, sign_in_links};
pub use tenant::{House, TenantFrame};

/// The words of all frames.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrameLabels {
    pub skip_to_content: String,
    /// The name of the main navigation.
    pub navigation: String,
    /// What opens the navigation on a phone.
    pub open_navigation: String,
    pub breadcrumb: String,
    /// The name of the account menu.
    pub account: String,
    pub sign_out: String,
    /// The name of the list of a person's organisations.
    pub organisations: String,
}
