//! What a link to a draft shows beside the door: the pages that only members see, a mail and a receipt, in the studio's
//! preview.

use super::{api::ReadPreviewPages, over::over, token_of_link, words};
use crate::{
    bundle::Bundled,
    error::AppError,
    i18n::{format_time, words as common},
    load::{Loading, load_quietly},
    paths,
    settings::brand::PreviewsOf,
    site::{Site, use_locale, use_site},
    ui::{Banner, Tone, style_of_server},
};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use tenantry::brand::PreviewedBrand;

pub struct PreviewPagesPage {
    shown: Loading<Option<PreviewedBrand>>,
}

impl Bundled for PreviewPagesPage {
    fn data() -> Self {
        let token = token_of_link();
        Self { shown: Loading::of(move || ReadPreviewPages { token: token.clone() }) }
    }

    fn view(self) -> AnyView {
        let (locale, token, nonce) = (use_locale(), token_of_link(), style_of_server());
        let gone = words::preview_over(locale, &use_site().with_value(Site::name));
        view! {
            <Title text=words::preview_title(locale) />
            <Meta name="robots" content="noindex" />
            <a class="skip-link" href="#content">
                {common::skip_to_content(locale)}
            </a>
            <main class="content stack stack-loose late-fonts" id="content" tabindex="-1">
                {load_quietly(
                    self.shown,
                    move |shown| match shown {
                        Ok(Some(shown)) => view! { <Pages shown token=token.clone() nonce=nonce.clone() /> }.into_any(),
                        Ok(None) => over(&AppError::not_found(), gone.clone()).into_any(),
                        Err(error) => over(&error, gone.clone()).into_any(),
                    },
                )}
            </main>
        }
        .into_any()
    }
}

#[component]
fn Pages(shown: PreviewedBrand, token: String, nonce: Option<String>) -> impl IntoView {
    let locale = use_locale();
    let PreviewedBrand { brand, until } = shown;
    let door = paths::with_query(paths::PREVIEW, &[("token", &token)]);
    view! {
        <h1 class="page-title">{brand.name.clone()}</h1>
        <Banner tone=Tone::Warning title=words::preview_title(locale)>
            <p>{words::preview_pages_text(locale, &format_time(until, locale))}</p>
            <p>
                <a href=door>{words::preview_door(locale)}</a>
            </p>
        </Banner>
        <PreviewsOf brand token nonce />
    }
}
