//! A new invitation for an owner, for an organisation whose people can't ask anybody themselves.

use super::{api::InviteOwner, words};
use crate::{
    form::{FormState, PlainForm, Submit, required_note},
    i18n::words as common,
    site::use_locale,
    ui::{Card, TextInput},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// It folds open by itself when the page answers an attempt that failed.
#[component]
pub(super) fn InviteOwnerCard(slug: String) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain_of::<InviteOwner>("slug", &slug);
    view! {
        <Card title=words::invite_title(locale)>
            <p class="text-muted">{words::invite_text(locale)}</p>
            <details class="fold" open=form.was_sent()>
                <summary class="button button-secondary">{words::invite(locale)}</summary>
                <PlainForm action=InviteOwner::url() state=form>
                    <input type="hidden" name="slug" value=slug />
                    <TextInput
                        name="name"
                        label=common::name(locale)
                        autocomplete="off"
                        value=form.value("name", "")
                        error=form.error("name")
                        note=required_note()
                        required=true
                    />
                    <TextInput
                        name="email"
                        label=common::email(locale)
                        kind="email"
                        autocomplete="off"
                        value=form.value("email", "")
                        error=form.error("email")
                        note=required_note()
                        required=true
                    />
                    <Submit state=form>{words::make_link(locale)}</Submit>
                </PlainForm>
            </details>
        </Card>
    }
}
