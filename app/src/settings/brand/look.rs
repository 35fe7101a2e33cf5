//! How a version looked, before it is published once more.

use super::{
    api::{ReadVersion, ShownVersion},
    history::RollBack,
    picked::Picked,
    preview::Previews,
    words,
};
use crate::{
    bundle::Bundled,
    load::{Loading, load},
    paths,
    site::use_locale,
    ui::{Glyph, LinkButton, PageHead, style_of_server},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use tenantry::brand::NamedBrand;

pub struct BrandLookPage {
    shown: Loading<ShownVersion>,
}

impl Bundled for BrandLookPage {
    fn data() -> Self {
        // Each version has a page of its own: no link on it leads to another.
        let version = use_query_map().with_untracked(|query| query.get_str("version").unwrap_or_default().to_owned());
        Self { shown: Loading::of(move || ReadVersion { version: version.clone() }) }
    }

    fn view(self) -> AnyView {
        let nonce = style_of_server();
        load(self.shown, move |shown| view! { <ShownInPreview shown nonce=nonce.clone() /> }).into_any()
    }
}

#[component]
fn ShownInPreview(shown: ShownVersion, nonce: Option<String>) -> impl IntoView {
    let locale = use_locale();
    let ShownVersion { number, brand: NamedBrand { name, tokens }, is_current } = shown;
    let title = match number {
        0 => words::look_current(locale).to_owned(),
        number => words::version_number(locale, &number.to_string()),
    };
    let (tokens, name) = (Memo::new(move |_| tokens.clone()), Memo::new(move |_| name.clone()));
    // What the server makes begins with the version and not with the draft.
    let changes = Memo::new(move |_| format!("version={number}"));
    view! {
        <Title text=title.clone() />
        <PageHead title lead=words::look_lead(locale) />
        <div class="stack stack-loose late-fonts">
            <div class="studio-side version-look">
                <Previews tokens name changes picked=Picked::new() nonce />
            </div>
            <div class="form-actions">
                {(!is_current).then(|| view! { <RollBack number /> })}
                <LinkButton href=paths::SETTINGS_BRAND_HISTORY icon=Glyph::History>
                    {words::to_history(locale)}
                </LinkButton>
            </div>
        </div>
    }
}
