//! Joining an organisation by an invitation.

use super::{
    DoorFrame,
    api::{AcceptInvitation, PreviewInvitation},
    over::over,
    token_of_link, words,
};
use crate::{
    bundle::Bundled,
    form::{FormState, PlainForm, RequiredInput, Submit, required_note},
    i18n::words as common,
    load::{Loading, load_quietly},
    paths,
    site::{Site, use_locale, use_site},
    ui::{Fact, Facts, PasswordInput},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use tenantry::memberships::InvitationPreview;

pub struct InvitationPage {
    token: String,
    preview: Loading<InvitationPreview>,
}

impl Bundled for InvitationPage {
    fn data() -> Self {
        let token = token_of_link();
        let asked = token.clone();
        Self { token, preview: Loading::of(move || PreviewInvitation { token: asked.clone() }) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        let token = self.token;
        view! {
            <Title text=words::invitation_title(locale) />
            <DoorFrame>
                {load_quietly(
                    self.preview,
                    move |preview| match preview {
                        Ok(preview) => view! { <JoinForm token=token.clone() preview /> }.into_any(),
                        Err(error) => over(&error, words::link_over(locale).to_owned()).into_any(),
                    },
                )}
            </DoorFrame>
        }
        .into_any()
    }
}

#[component]
fn JoinForm(token: String, preview: InvitationPreview) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain::<AcceptInvitation>();
    let organisation = use_site().with_value(Site::name);
    let username = preview.email.clone();
    view! {
        <h1 class="page-title">{words::invitation_title(locale)}</h1>
        <p class="page-lead">{words::invitation_lead(locale, &organisation)}</p>
        <Facts>
            <Fact name=common::email(locale)>{preview.email}</Fact>
            <Fact name=words::invitation_role(locale)>{common::role_name(locale, preview.role)}</Fact>
        </Facts>
        <PlainForm action=AcceptInvitation::url() state=form>
            <input type="hidden" name="token" value=token />
            <input type="hidden" name="username" autocomplete="username" value=username />
            <RequiredInput
                form
                name="name"
                label=words::your_name(locale)
                autocomplete="name"
                initial=preview.name
            />
            <PasswordInput
                name="password"
                label=common::password(locale)
                autocomplete="new-password"
                hint=words::invitation_password_hint(locale)
                error=form.error("password")
                note=required_note()
                required=true
            />
            <Submit state=form wide=true>
                {words::accept(locale)}
            </Submit>
        </PlainForm>
        <p class="sign-in-other">
            <a href=paths::FORGOT_PASSWORD>{words::forgot_title(locale)}</a>
        </p>
    }
}
