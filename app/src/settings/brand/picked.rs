//! Files that were chosen and not sent yet. Pictures among them are seen in the preview at once.
//!
//! A picture is read into an address that holds it itself (`data:`), which the policy of every page allows: whoever comes to the
//! studio from another page still has that one's policy.

use super::{
    typed::{FORM, Typed},
    words,
};
use crate::{
    i18n::{Locale, problem_words},
    site::use_locale,
    ui::FileDrop,
};
use leptos::{
    html,
    prelude::*,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
    web_sys::js_sys::{Array, Function, Reflect, global},
};
use std::collections::BTreeMap;
use tenantry::{
    brand::{Image, Look, PICTURE_MAX_BYTES, Slot},
    fault::Problem,
};

/// As they are called in the form.
#[derive(Clone, Copy)]
pub(super) struct Picked(RwSignal<BTreeMap<&'static str, Chosen>>);

#[derive(Clone, Debug, Default, PartialEq)]
struct Chosen {
    bytes: f64,
    /// Once it is read, and if it is a picture.
    address: Option<String>,
}

/// One body takes no more: what is behind it the server doesn't read.
#[expect(clippy::cast_precision_loss, reason = "two million and a few are exact in 53 bits")]
const MOST_BYTES: f64 = PICTURE_MAX_BYTES as f64;

impl Picked {
    pub fn new() -> Self {
        Self(RwSignal::new(BTreeMap::new()))
    }

    fn address(self, name: &str) -> Option<String> {
        self.0.with(|chosen| chosen.get(name)?.address.clone())
    }

    /// The look with the pictures that were chosen.
    pub fn put_on(self, look: Look) -> Look {
        let over = |slot: Slot, before| {
            let picked = self.address(slot.key()).map(|src| Image { src, srcset: None });
            picked.or(before)
        };
        Look {
            logo: over(Slot::Logo, look.logo),
            logo_dark: over(Slot::LogoDark, look.logo_dark),
            sign_in_image: over(Slot::SignInImage, look.sign_in_image),
            ..look
        }
    }

    /// Looks at what was chosen in a control, and lets go of what the server wouldn't take; gives why.
    fn look_at(self, name: &'static str, control: &JsValue, locale: Locale) -> Option<String> {
        self.0.update(|chosen| drop(chosen.remove(name)));
        let file = of(&of(control, "files")?, "0").filter(|file| !file.is_undefined())?;
        let bytes = of(&file, "size")?.as_f64()?;
        let others: f64 = self.0.with_untracked(|chosen| chosen.values().map(|of| of.bytes).sum());
        let refused = if bytes > MOST_BYTES {
            Some(problem_words(locale, &Problem::FileTooLarge { most_bytes: PICTURE_MAX_BYTES as u64 }))
        } else {
            (bytes + others > MOST_BYTES).then(|| words::too_much_at_once(locale).to_owned())
        };
        if refused.is_some() {
            Reflect::set(control, &"value".into(), &"".into()).ok();
            return refused;
        }
        self.0.update(|chosen| drop(chosen.insert(name, Chosen { bytes, address: None })));
        let is_picture =
            of(&file, "type").and_then(|kind| kind.as_string()).is_some_and(|kind| kind.starts_with("image/"));
        if is_picture {
            let show = move |address| {
                self.0.try_update(|chosen| {
                    if let Some(chosen) = chosen.get_mut(name) {
                        chosen.address = Some(address);
                    }
                });
            };
            read(&file, show);
        }
        None
    }
}

fn of(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok()
}

/// Reads a file into an address that holds it. Without a way to do so nothing is shown before it is saved.
fn read(file: &JsValue, then: impl FnOnce(String) + 'static) -> Option<()> {
    let maker: Function = of(&global(), "FileReader")?.dyn_into().ok()?;
    let reader = Reflect::construct(&maker, &Array::new()).ok()?;
    let read: Function = of(&reader, "readAsDataURL")?.dyn_into().ok()?;
    let done = reader.clone();
    let loaded = Closure::once_into_js(move || {
        if let Some(address) = of(&done, "result").and_then(|address| address.as_string()) {
            then(address);
        }
    });
    Reflect::set(&reader, &"onload".into(), &loaded).ok()?;
    read.call1(&reader, file).ok().map(drop)
}

/// A place for a file of the form.
#[component]
pub(super) fn FileOfForm(
    typed: Typed,
    picked: Picked,
    name: &'static str,
    label: String,
    accept: &'static str,
    hint: &'static str,
    /// What is there now.
    #[prop(optional_no_strip)]
    picture: Option<String>,
) -> impl IntoView {
    let locale = use_locale();
    let place = NodeRef::<html::Div>::new();
    let refused = RwSignal::new(None);
    let sent = typed.form.error(name);
    let error = Signal::derive(move || refused.get().or_else(|| sent.get()));
    let shown = Signal::derive(move || picked.address(name).or_else(|| picture.clone()));
    // A file may have been chosen before this runs, or be kept by the browser from before the page was loaded again.
    Effect::new(move || {
        let control = place.get().and_then(|place| place.query_selector("input").ok().flatten());
        if let Some(control) = control {
            refused.set(untrack(|| picked.look_at(name, &control, locale)));
        }
    });
    let look = move |event: leptos::ev::Event| {
        if let Some(control) = event.target() {
            refused.set(picked.look_at(name, &control, locale));
        }
    };
    view! {
        <div node_ref=place on:change=look>
            <FileDrop name label accept hint picture=shown error form=FORM />
        </div>
    }
}
