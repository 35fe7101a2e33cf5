use super::{FormState, RequiredInput, Submit};
use crate::{
    i18n::words,
    site::use_locale,
    ui::{ButtonKind, LinkButton},
};
use leptos::prelude::*;

/// What an invitation asks for. Which roles there are is the children's to say: it differs by where somebody is invited to.
#[component]
pub fn InvitationFields(
    form: FormState,
    /// What the address decides.
    email_hint: &'static str,
    /// Where one goes who invites nobody.
    back: &'static str,
    children: Children,
) -> impl IntoView {
    let locale = use_locale();
    view! {
        <RequiredInput form name="name" label=words::name(locale) />
        <RequiredInput form name="email" label=words::email(locale) hint=email_hint kind="email" />
        {children()}
        <div class="form-actions">
            <Submit state=form>{words::make_link(locale)}</Submit>
            <LinkButton href=back kind=ButtonKind::Quiet>
                {words::cancel(locale)}
            </LinkButton>
        </div>
    }
}
