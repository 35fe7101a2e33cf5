//! Where an operator comes in: the page asks, the button uses the address up. And where they are when they have left.

use super::{api::EnterSupport, words};
use crate::{
    bundle::Bundled,
    form::{FormState, PlainForm, Submit},
    sign_in::DoorFrame,
    site::{Site, use_locale, use_site},
    ui::{Banner, LinkButton, Tone},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

pub struct EnterPage {
    token: String,
    has_left: bool,
}

impl Bundled for EnterPage {
    fn data() -> Self {
        use_query_map().with_untracked(|query| Self {
            token: query.get("token").unwrap_or_default(),
            has_left: query.get_str("left").is_some(),
        })
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        let house = use_site().with_value(Site::name);
        if self.has_left {
            return view! {
                <Title text=words::left_title(locale) />
                <DoorFrame>
                    <h1 class="page-title">{words::left_title(locale)}</h1>
                    <p class="page-lead">{words::left_lead(locale, &house)}</p>
                    <LinkButton href=console()>{words::to_console(locale)}</LinkButton>
                </DoorFrame>
            }
            .into_any();
        }
        let form = FormState::plain::<EnterSupport>();
        let refused = form.error("token");
        let token = form.value("token", self.token);
        view! {
            <Title text=words::enter_title(locale, &house) />
            <DoorFrame>
                <h1 class="page-title">{words::enter_title(locale, &house)}</h1>
                <p class="page-lead">{words::enter_lead(locale)}</p>
                {move || refused.get().map(|message| view! { <Banner tone=Tone::Danger announce=true>{message}</Banner> })}
                <PlainForm action=EnterSupport::url() state=form>
                    <input type="hidden" name="token" value=token />
                    <Submit state=form wide=true>
                        {words::enter(locale)}
                    </Submit>
                </PlainForm>
            </DoorFrame>
        }
        .into_any()
    }
}

/// Operators work at a host of their own under the deployment's.
fn console() -> String {
    let origin = use_site().with_value(|site| site.public_origin.clone());
    origin.replacen("://", "://console.", 1)
}
