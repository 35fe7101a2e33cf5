//! Another address for a server: a new password, or the way to where it has moved.

use super::{api::ReaddressServer, words};
use crate::{
    form::{FormState, PlainForm, Submit, required_note},
    site::use_locale,
    ui::{ButtonKind, Card, PasswordInput},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// The address is a secret like a password: it isn't seen while it is typed, and nothing that was typed comes back.
#[component]
pub(super) fn ReaddressCard(name: String) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain_of::<ReaddressServer>("name", &name);
    view! {
        <Card title=words::readdress_title(locale)>
            <p class="text-muted">{words::readdress_text(locale)}</p>
            <details class="fold" open=form.was_sent()>
                <summary class="button button-secondary">{words::readdress_ask(locale)}</summary>
                <PlainForm action=ReaddressServer::url() state=form>
                    <input type="hidden" name="name" value=name />
                    <PasswordInput
                        name="server_address"
                        label=words::new_address(locale)
                        autocomplete="off"
                        hint=words::address_hint(locale)
                        error=form.error("address")
                        note=required_note()
                        required=true
                    />
                    <Submit state=form kind=ButtonKind::Secondary>
                        {words::readdress(locale)}
                    </Submit>
                </PlainForm>
            </details>
        </Card>
    }
}
