//! The pictures: choosing one, taking it away, and the colours of the logo.

use super::{
    api::{RemovePicture, SavePicture, TakeColor},
    editor::Colors,
    picked::{FileOfForm, Picked},
    typed::{FORM, Typed},
    words,
};
use crate::{
    form::FormControls,
    site::use_locale,
    ui::{Button, ButtonKind, Card},
};
use leptos::{ev, prelude::*, server_fn::ServerFn};
use tenantry::brand::{BrandTokens, Color, Slot};

const ACCEPTED: &str = "image/png,image/jpeg,image/webp,image/svg+xml";

/// Each button sends the whole form: what was typed beside goes into the draft too.
#[component]
pub(super) fn Pictures(typed: Typed, tokens: BrandTokens, colors: Colors, picked: Picked) -> impl IntoView {
    let locale = use_locale();
    let found = tokens.logo.as_ref().map(|logo| logo.colors.clone()).unwrap_or_default();
    let slots: Vec<_> = Slot::ALL.iter().map(|slot| (*slot, tokens.url_of(*slot))).collect();
    let slots = slots.into_iter().map(move |(of, picture)| view! { <PictureOf typed picked of picture /> });
    view! {
        <Card title=words::pictures(locale) note=words::pictures_note(locale)>
            <FormControls>
                <div class="stack stack-loose">
                    {slots.collect_view()} {(!found.is_empty()).then(|| view! { <Swatches found colors /> })}
                </div>
            </FormControls>
        </Card>
    }
}

#[component]
fn PictureOf(typed: Typed, picked: Picked, of: Slot, picture: Option<String>) -> impl IntoView {
    let locale = use_locale();
    let (name, hint) = words::slot_words(locale, of);
    let remove = picture.is_some().then(|| {
        view! {
            <Button kind=ButtonKind::Quiet name="slot" value=of.key() form=FORM formaction=RemovePicture::url()>
                {words::remove(locale, name)}
            </Button>
        }
    });
    view! {
        <div class="slot">
            <FileOfForm typed picked name=of.key() label=words::choose(locale, name) accept=ACCEPTED hint picture />
            <div class="form-actions">
                <Button name="slot" value=of.key() form=FORM formaction=SavePicture::url()>
                    {words::upload(locale, name)}
                </Button>
                {remove}
            </div>
        </div>
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
                <ColorButton field="primary" code=code.clone() into=colors.primary />
                <ColorButton field="accent" code into=colors.accent />
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
fn ColorButton(field: &'static str, code: String, into: RwSignal<String>) -> impl IntoView {
    let locale = use_locale();
    let (label, text) = match field {
        "primary" => (words::as_primary(locale, &code), words::primary_short(locale)),
        _ => (words::as_accent(locale, &code), words::accent_short(locale)),
    };
    let pressed = format!("{field} {code}");
    let take = move |event: ev::MouseEvent| {
        event.prevent_default();
        into.set(code.clone());
    };
    view! {
        <button
            class="button button-secondary button-small"
            type="submit"
            name="color"
            value=pressed
            form=FORM
            formaction=TakeColor::url()
            aria-label=label
            on:click=take
        >
            {text}
        </button>
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
