use leptos::prelude::*;

use crate::ui::{Avatar, Glyph, Icon, Menu};

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
#[component]
pub(super) fn AccountMenu(account: Account, label: String, sign_out: String) -> impl IntoView {
    let Account { name, email, links, sign_out_action } = account;
    let picture = name.clone();
    view! {
        <Menu
            summary=move || view! { <Avatar name=picture /> }
            label=format!("{label}, {name}")
            group="topline"
            class="menu account"
            summary_class="account-summary"
        >
            <p class="menu-head">
                <strong>{name}</strong>
                <small>{email}</small>
            </p>
            {links.into_iter().map(account_link).collect_view()}
            <form method="post" action=sign_out_action>
                <button class="menu-item" type="submit">
                    <Icon glyph=Glyph::SignOut />
                    {sign_out}
                </button>
            </form>
        </Menu>
    }
}

fn account_link(link: AccountLink) -> impl IntoView {
    view! {
        <a class="menu-item" href=link.href>
            <Icon glyph=link.glyph />
            {link.label}
        </a>
    }
}
