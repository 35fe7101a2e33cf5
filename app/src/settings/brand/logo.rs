//! The logo: uploading one, and taking it away.

use super::super::{
    api::{RemoveLogo, SaveLogo},
    words,
};
use crate::{
    form::{FormState, PlainForm, Submit},
    i18n::{problem_words, words as common},
    site::use_locale,
    ui::{ButtonKind, Card, Dialog, FileDrop},
};
use leptos::{ev, prelude::*, server_fn::ServerFn, wasm_bindgen::JsValue, web_sys::js_sys::Reflect};
use tenantry::{brand::LOGO_MAX_BYTES, fault::Problem};

const ACCEPTED: &str = "image/png,image/jpeg,image/webp,image/svg+xml";

/// Forms of their own: a file isn't kept when another field is refused.
#[component]
pub(super) fn LogoCard(logo: Option<String>) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain::<SaveLogo>();
    let is_set = logo.is_some();
    let too_large = RwSignal::new(false);
    let error = Signal::derive(move || {
        let problem = Problem::FileTooLarge { most_bytes: LOGO_MAX_BYTES as u64 };
        if too_large.get() { Some(problem_words(locale, &problem)) } else { form.error("logo").get() }
    });
    let keep_back = move |event: ev::SubmitEvent| {
        if too_large.get_untracked() {
            event.prevent_default();
        }
    };
    let (label, hint) = (words::logo_choose(locale), words::logo_hint(locale));
    let drop = match logo {
        Some(picture) => view! { <FileDrop name="logo" label accept=ACCEPTED hint picture error /> }.into_any(),
        None => view! { <FileDrop name="logo" label accept=ACCEPTED hint error /> }.into_any(),
    };
    view! {
        <Card title=words::logo(locale)>
            <div class="stack">
                <PlainForm action=SaveLogo::url() state=form enctype="multipart/form-data" on:submit=keep_back>
                    <div on:change=move |event| too_large.set(is_too_large(&event))>{drop}</div>
                    <div class="form-actions">
                        <Submit state=form kind=ButtonKind::Secondary>
                            {words::logo_upload(locale)}
                        </Submit>
                    </div>
                </PlainForm>
                {is_set.then(|| view! { <RemoveLogoDialog /> })}
            </div>
        </Card>
    }
}

/// Asked here too, because what the server can't take it refuses unread, without the page.
#[expect(clippy::cast_precision_loss, reason = "two million and a few are exact in 53 bits")]
fn is_too_large(event: &ev::Event) -> bool {
    let of = |value, name: &str| Reflect::get(&value, &JsValue::from_str(name));
    let size = event.target().map(Into::into).and_then(|input| {
        let files = of(input, "files").ok()?;
        of(of(files, "0").ok()?, "size").ok()?.as_f64()
    });
    size.is_some_and(|bytes| bytes > LOGO_MAX_BYTES as f64)
}

#[component]
fn RemoveLogoDialog() -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain::<RemoveLogo>();
    view! {
        <Dialog
            id="remove-logo"
            opener=words::logo_remove(locale)
            opener_class="button button-quiet"
            title=words::logo_remove_title(locale)
            close_label=common::cancel(locale)
        >
            <p>{words::logo_remove_text(locale)}</p>
            <PlainForm action=RemoveLogo::url() state=form>
                <div class="form-actions">
                    <Submit state=form kind=ButtonKind::Danger>
                        {words::logo_remove(locale)}
                    </Submit>
                </div>
            </PlainForm>
        </Dialog>
    }
}
