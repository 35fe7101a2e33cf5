use crate::ui::{Glyph, PlainMenu, plain_avatar, plain_icon};
use maud::{Markup, html};

/// Who is signed in, and where the forms about it lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub name: String,
    pub email: String,
    pub links: Vec<AccountLink>,
    /// Where the sign-out form is sent.
    pub sign_out_action: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountLink {
    pub label: String,
    pub href: String,
    pub glyph: Glyph,
}

/// The menu of the person who is signed in.
pub(super) fn account_menu(account: &Account, label: &str, sign_out: &str) -> Markup {
    let Account { name, email, links, sign_out_action } = account;
    let panel = html! {
        p.menu-head {
            strong { (name) }
            small { (email) }
        }
        @for AccountLink { label, href, glyph } in links {
            a.menu-item href=(href) { (plain_icon(*glyph, "")) (label) }
        }
        form method="post" action=(sign_out_action) {
            button.menu-item type="submit" { (plain_icon(Glyph::SignOut, "")) (sign_out) }
        }
    };
    let menu = PlainMenu {
        class: "menu account",
        group: Some("topline"),
        summary_class: "account-summary",
        summary: &plain_avatar(name, false),
        label: &format!("{label}, {name}"),
        panel: &panel,
    };
    html! { (menu) }
}
