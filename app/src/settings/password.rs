//! Changing one's own password.

use super::{api::ChangePassword, words};
use crate::{
    form::{FormState, PlainForm, Submit, required_note},
    site::use_locale,
    ui::{Card, PasswordInput},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// The profile's address after the password was changed.
#[cfg(feature = "ssr")]
pub(super) const CHANGED: &str = "/settings/profile?saved=password";

/// `email` tells a password manager whose password it is.
#[component]
pub(super) fn PasswordForm(email: String) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain::<ChangePassword>();
    view! {
        <Card title=words::password_title(locale) note=words::password_note(locale)>
            <PlainForm action=ChangePassword::url() state=form>
                <input type="hidden" name="username" autocomplete="username" value=email />
                <PasswordInput
                    name="current"
                    label=words::current_password(locale)
                    error=form.error("current")
                    note=required_note()
                    required=true
                />
                <PasswordInput
                    name="new"
                    label=words::new_password(locale)
                    autocomplete="new-password"
                    hint=words::password_rules(locale)
                    error=form.error("new")
                    note=required_note()
                    required=true
                />
                <PasswordInput
                    name="repeat"
                    label=words::repeat_password(locale)
                    autocomplete="new-password"
                    error=form.error("repeat")
                    note=required_note()
                    required=true
                />
                <div class="form-actions">
                    <Submit state=form>{words::change_password(locale)}</Submit>
                </div>
            </PlainForm>
        </Card>
    }
}
