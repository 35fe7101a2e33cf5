//! A new password, by the link of a mail.

use super::{
    DoorFrame,
    api::{PreviewReset, ResetPassword},
    over::over_at,
    token_of_link, words,
};
use crate::{
    bundle::Bundled,
    form::{FormState, NewPasswordFields, PlainForm, Submit},
    i18n::words as common,
    load::{Loading, load_quietly},
    paths,
    site::use_locale,
    ui::{Banner, Fact, Facts, Tone},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::{Meta, Title};
use tenantry::users::ResetPreview;

pub struct NewPasswordPage {
    token: String,
    preview: Loading<ResetPreview>,
}

impl Bundled for NewPasswordPage {
    fn data() -> Self {
        let token = token_of_link();
        let asked = token.clone();
        Self { token, preview: Loading::of(move || PreviewReset { token: asked.clone() }) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        let token = self.token;
        view! {
            <Title text=words::new_password_title(locale) />
            <Meta name="robots" content="noindex" />
            <DoorFrame>
                {load_quietly(
                    self.preview,
                    move |preview| match preview {
                        Ok(preview) => view! { <ResetForm token=token.clone() preview /> }.into_any(),
                        Err(error) => {
                            let again = (paths::FORGOT_PASSWORD, words::ask_again(locale));
                            over_at(&error, words::reset_over(locale).to_owned(), again).into_any()
                        }
                    },
                )}
            </DoorFrame>
        }
        .into_any()
    }
}

#[component]
fn ResetForm(token: String, preview: ResetPreview) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain::<ResetPassword>();
    let refused = form.error("token");
    let ResetPreview { name, email } = preview;
    let address = email.clone();
    view! {
        <h1 class="page-title">{words::new_password_title(locale)}</h1>
        <p class="page-lead">{words::new_password_lead(locale)}</p>
        <Facts>
            <Fact name=words::account(locale)>{name}</Fact>
            <Fact name=common::email(locale)>{address}</Fact>
        </Facts>
        {move || refused.get().map(|message| view! { <Banner tone=Tone::Danger announce=true>{message}</Banner> })}
        <PlainForm action=ResetPassword::url() state=form>
            <input type="hidden" name="token" value=token />
            <NewPasswordFields form email asks_current=false />
            <Submit state=form wide=true>
                {words::set_password(locale)}
            </Submit>
        </PlainForm>
    }
}
