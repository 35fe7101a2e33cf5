//! A new invitation for an owner, for an organisation whose people can't ask anybody themselves.

use super::{api::InviteOwner, words};
use crate::{
    form::{FormState, PlainForm, RequiredInput, Submit},
    i18n::words as common,
    site::use_locale,
    ui::Card,
};
use leptos::{prelude::*, server_fn::ServerFn};

/// It folds open by itself when the page answers an attempt that failed.
#[component]
pub(super) fn InviteOwnerCard(slug: String) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain_of::<InviteOwner>("slug", &slug);
    view! {
        <Card title=words::invite_title(locale) id="invitation">
            <p class="text-muted">{words::invite_text(locale)}</p>
            <details class="fold" open=form.was_sent()>
                <summary class="button button-secondary">{words::invite(locale)}</summary>
                <PlainForm action=InviteOwner::url() state=form>
                    <input type="hidden" name="slug" value=slug />
                    <RequiredInput form name="name" label=common::name(locale) />
                    <RequiredInput form name="email" label=common::email(locale) kind="email" />
                    <Submit state=form>{words::make_link(locale)}</Submit>
                </PlainForm>
            </details>
        </Card>
    }
}
