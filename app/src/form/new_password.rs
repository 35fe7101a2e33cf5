use super::{FormState, required_note};
use crate::{i18n::words, site::use_locale, ui::PasswordInput};
use leptos::prelude::*;

/// A new password of one's own, below the current one where there is one. `email` tells a password manager whose it is.
#[component]
pub fn NewPasswordFields(form: FormState, email: String, #[prop(default = true)] asks_current: bool) -> impl IntoView {
    let locale = use_locale();
    view! {
        <input type="hidden" name="username" autocomplete="username" value=email />
        {asks_current
            .then(|| {
                view! {
                    <PasswordInput
                        name="current"
                        label=words::current_password(locale)
                        error=form.error("current")
                        note=required_note()
                        required=true
                    />
                }
            })}
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
    }
}
