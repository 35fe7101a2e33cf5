//! The operator's one-time link: the page asks, the button uses it up.

use super::{DoorFrame, api::Enter, token_of_link, words};
use crate::{
    bundle::{Bundled, bundled},
    form::{FormState, PlainForm, Submit},
    site::use_locale,
    ui::{Banner, Tone},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;

pub struct EnterPage {
    token: String,
}

bundled!(entrance: EnterPage);

impl Bundled for EnterPage {
    fn data() -> Self {
        Self { token: token_of_link() }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        let form = FormState::plain::<Enter>();
        let refused = form.error("token");
        view! {
            <Title text=words::enter_title(locale) />
            <DoorFrame>
                <h1 class="page-title">{words::enter_title(locale)}</h1>
                <p class="page-lead">{words::enter_lead(locale)}</p>
                {move || refused.get().map(|message| view! { <Banner tone=Tone::Danger announce=true>{message}</Banner> })}
                <PlainForm action=Enter::url() state=form>
                    <input type="hidden" name="token" value=self.token />
                    <Submit state=form wide=true>
                        {words::enter(locale)}
                    </Submit>
                </PlainForm>
            </DoorFrame>
        }
        .into_any()
    }
}
