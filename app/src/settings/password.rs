//! Changing one's own password.

use super::{api::ChangePassword, words};
use crate::{
    form::{FormState, NewPasswordFields, PlainForm, Submit},
    site::use_locale,
    ui::Card,
};
use leptos::{prelude::*, server_fn::ServerFn};

/// The profile's address after the password was changed.
#[cfg(feature = "ssr")]
pub(super) const CHANGED: &str = "/settings/profile?saved=password";

#[component]
pub(super) fn PasswordForm(email: String) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain::<ChangePassword>();
    view! {
        <Card title=words::password_title(locale) note=words::password_note(locale)>
            <PlainForm action=ChangePassword::url() state=form>
                <NewPasswordFields form email />
                <div class="form-actions">
                    <Submit state=form>{words::change_password(locale)}</Submit>
                </div>
            </PlainForm>
        </Card>
    }
}
