use crate::ui::{Glyph, PlainMenu, plain_avatar, plain_icon};
use maud::{Markup, html};

/// Who is signed in, and where the forms about it lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub name: String,
    pub email: String,
    pub links: Vec<AccountLink>,
    pub keys: Toggle,
    /// Where the sign-out form is sent.
    pub sign_out_action: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountLink {
    pub label: String,
    pub href: String,
    pub glyph: Glyph,
}

/// A setting of one's own that is on or off: a POST form of one button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toggle {
    pub label: String,
    pub glyph: Glyph,
    /// Where the form is sent.
    pub action: String,
    /// The name of the field that carries `on` or `off`.
    pub field: &'static str,
    pub is_on: bool,
}

/// The menu of the person who is signed in.
/// `return_to` is the page that it is rendered on.
pub(super) fn account_menu(account: &Account, label: &str, sign_out: &str, return_to: &str) -> Markup {
    let Account { name, email, links, keys, sign_out_action } = account;
    let panel = html! {
        p.menu-head {
            strong { (name) }
            small { (email) }
        }
        @for AccountLink { label, href, glyph } in links {
            a.menu-item href=(href) { (plain_icon(*glyph, "")) (label) }
        }
        (toggle(keys, return_to))
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

fn toggle(of: &Toggle, return_to: &str) -> Markup {
    let Toggle { label, glyph, action, field, is_on } = of;
    html! {
        form method="post" action=(action) {
            input type="hidden" name="return_to" value=(return_to);
            button.menu-item type="submit" name=(field) value=(if *is_on { "off" } else { "on" }) aria-pressed=(is_on) {
                (plain_icon(*glyph, ""))
                (label)
                @if *is_on { (plain_icon(Glyph::Check, "menu-mark")) }
            }
        }
    }
}
