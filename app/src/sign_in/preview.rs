//! The door in the brand that is worked on, for whoever has a link to it. Nobody can sign in here.

use super::{DoorFrame, api::ReadPreview, over::over, token_of_link, words};
use crate::{
    bundle::Bundled,
    error::AppError,
    i18n::{format_time, words as common},
    load::{Loading, load_quietly},
    paths,
    site::{Site, use_locale, use_site},
    ui::{Banner, Button, ButtonKind, PasswordInput, TextInput, Tone},
};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use tenantry::brand::PreviewedDoor;

pub struct PreviewPage {
    door: Loading<Option<PreviewedDoor>>,
}

impl Bundled for PreviewPage {
    fn data() -> Self {
        let token = token_of_link();
        Self { door: Loading::of(move || ReadPreview { token: token.clone() }) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        let token = token_of_link();
        let gone = words::preview_over(locale, &use_site().with_value(Site::name));
        view! {
            <Title text=words::preview_title(locale) />
            <Meta name="robots" content="noindex" />
            <DoorFrame>
                {load_quietly(
                    self.door,
                    move |door| match door {
                        Ok(Some(door)) => view! { <Door door token=token.clone() /> }.into_any(),
                        Ok(None) => over(&AppError::not_found(), gone.clone()).into_any(),
                        Err(error) => over(&error, gone.clone()).into_any(),
                    },
                )}
            </DoorFrame>
        }
        .into_any()
    }
}

#[component]
fn Door(door: PreviewedDoor, token: String) -> impl IntoView {
    let locale = use_locale();
    let (name, message) = use_site().with_value(|site| (site.name(), site.look().sign_in_message));
    view! {
        <Banner tone=Tone::Warning title=words::preview_title(locale)>
            <p>{words::preview_text(locale, &format_time(door.until, locale))}</p>
            <p>
                <a href=paths::with_query(paths::PREVIEW_PAGES, &[("token", &token)])>{words::preview_pages(locale)}</a>
            </p>
        </Banner>
        <h1 class="page-title">{words::title(locale)}</h1>
        <p class="page-lead">{words::lead(locale, &name)}</p>
        {(!message.is_empty()).then(|| view! { <p class="sign-in-message">{message}</p> })}
        <div class="form" inert=true>
            <TextInput name="email" label=common::email(locale) />
            <PasswordInput name="password" label=common::password(locale) />
            <Button kind=ButtonKind::Primary kind_of="button" wide=true>
                {common::sign_in(locale)}
            </Button>
        </div>
    }
}
