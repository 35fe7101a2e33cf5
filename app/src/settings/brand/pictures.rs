//! The pictures: uploading one, taking it away, and the colours of the logo.

use super::{
    api::{RemovePicture, SavePicture, TakeColor},
    editor::Colors,
    words,
};
use crate::{
    form::{FormState, PlainForm, Submit},
    i18n::problem_words,
    site::use_locale,
    ui::{ButtonKind, Card, FileDrop},
};
use leptos::{ev, prelude::*, server_fn::ServerFn, wasm_bindgen::JsValue, web_sys::js_sys::Reflect};
use tenantry::{
    brand::{BrandTokens, Color, PICTURE_MAX_BYTES, Slot},
    fault::Problem,
};

const ACCEPTED: &str = "image/png,image/jpeg,image/webp,image/svg+xml";

#[component]
pub(super) fn Pictures(tokens: BrandTokens, colors: Colors) -> impl IntoView {
    let locale = use_locale();
    let found = tokens.logo.as_ref().map(|logo| logo.colors.clone()).unwrap_or_default();
    let slots: Vec<_> = Slot::ALL.iter().map(|slot| (*slot, tokens.url_of(*slot))).collect();
    let slots = slots.into_iter().map(|(of, picture)| view! { <SlotForm of picture /> });
    view! {
        <Card title=words::pictures(locale) note=words::pictures_note(locale)>
            <div class="stack stack-loose">
                {slots.collect_view()}
                {(!found.is_empty()).then(|| view! { <Swatches found colors /> })}
            </div>
        </Card>
    }
}

/// Forms of their own: a file isn't kept when another field is refused.
#[component]
fn SlotForm(of: Slot, picture: Option<String>) -> impl IntoView {
    let locale = use_locale();
    let (name, hint) = words::slot_words(locale, of);
    let form = FormState::plain_at::<SavePicture>(of.key());
    let is_set = picture.is_some();
    let too_large = RwSignal::new(false);
    let error = Signal::derive(move || {
        let problem = Problem::FileTooLarge { most_bytes: PICTURE_MAX_BYTES as u64 };
        if too_large.get() { Some(problem_words(locale, &problem)) } else { form.error(of.key()).get() }
    });
    let keep_back = move |event: ev::SubmitEvent| {
        if too_large.get_untracked() {
            event.prevent_default();
        }
    };
    let label = words::choose(locale, name);
    let drop = match picture {
        Some(picture) => view! { <FileDrop name=of.key() label accept=ACCEPTED hint picture error /> }.into_any(),
        None => view! { <FileDrop name=of.key() label accept=ACCEPTED hint error /> }.into_any(),
    };
    view! {
        <div class="slot">
            <PlainForm action=SavePicture::url() state=form enctype="multipart/form-data" on:submit=keep_back>
                <div on:change=move |event| too_large.set(is_too_large(&event))>{drop}</div>
                <div class="form-actions">
                    <Submit state=form kind=ButtonKind::Secondary>
                        {words::upload(locale, name)}
                    </Submit>
                </div>
            </PlainForm>
            {is_set.then(|| view! { <RemoveForm of name /> })}
        </div>
    }
}

/// Asked here too, before all of it is sent for nothing.
#[expect(clippy::cast_precision_loss, reason = "two million and a few are exact in 53 bits")]
fn is_too_large(event: &ev::Event) -> bool {
    let part = |value, name: &str| Reflect::get(&value, &JsValue::from_str(name));
    let size = event.target().map(Into::into).and_then(|input| {
        let files = part(input, "files").ok()?;
        part(part(files, "0").ok()?, "size").ok()?.as_f64()
    });
    size.is_some_and(|bytes| bytes > PICTURE_MAX_BYTES as f64)
}

/// Nothing is lost by it that the draft's predecessor doesn't have.
#[component]
fn RemoveForm(of: Slot, name: &'static str) -> impl IntoView {
    let form = FormState::plain::<RemovePicture>();
    view! {
        <PlainForm action=RemovePicture::url() state=form class="slot-remove">
            <input type="hidden" name="slot" value=of.key() />
            <Submit state=form kind=ButtonKind::Quiet>
                {words::remove(use_locale(), name)}
            </Submit>
        </PlainForm>
    }
}

/// Each goes into its field at once; without scripts into the draft.
#[component]
fn Swatches(found: Vec<Color>, colors: Colors) -> impl IntoView {
    let locale = use_locale();
    let rows = found.into_iter().map(|color| {
        let code = color.to_string();
        view! {
            <li class="swatch-row">
                {swatch(color)} <code>{code.clone()}</code>
                <ColorForm field="primary" code=code.clone() into=colors.primary />
                <ColorForm field="accent" code into=colors.accent />
            </li>
        }
    });
    view! {
        <section class="swatches" aria-label=words::from_logo(locale)>
            <h3>{words::from_logo(locale)}</h3>
            <p class="field-hint">{words::from_logo_note(locale)}</p>
            <ul>{rows.collect_view()}</ul>
        </section>
    }
}

#[component]
fn ColorForm(field: &'static str, code: String, into: RwSignal<String>) -> impl IntoView {
    let locale = use_locale();
    let (label, text) = match field {
        "primary" => (words::as_primary(locale, &code), words::primary_short(locale)),
        _ => (words::as_accent(locale, &code), words::accent_short(locale)),
    };
    let taken = code.clone();
    let take = move |event: ev::SubmitEvent| {
        event.prevent_default();
        into.set(taken.clone());
    };
    view! {
        <form method="post" action=TakeColor::url() on:submit=take>
            <input type="hidden" name="field" value=field />
            <input type="hidden" name="color" value=code />
            <button class="button button-secondary button-small" type="submit" aria-label=label>
                {text}
            </button>
        </form>
    }
}

/// A colour as a picture: a page may carry no style of its own.
pub(super) fn swatch(color: Color) -> impl IntoView {
    view! {
        <svg class="swatch" viewBox="0 0 16 16" aria-hidden="true">
            <rect width="16" height="16" fill=color.to_string()></rect>
        </svg>
    }
}
