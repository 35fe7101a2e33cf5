//! Files that were chosen and not saved yet. Pictures among them are seen in the preview at once, in what the server makes of it a
//! moment later.
//!
//! A picture is read into an address that holds it itself (`data:`), which the policy of every page allows: whoever comes to the
//! studio from another page still has that one's policy.

use super::{
    api::hold_picture,
    typed::{FORM, Typed},
};
use crate::{
    i18n::{Locale, too_large_words},
    site::use_locale,
    ui::FileDrop,
};
use leptos::{
    html,
    prelude::*,
    task::spawn_local,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
    web_sys::{
        FormData,
        js_sys::{Array, Function, Reflect, global},
    },
};
use std::collections::BTreeMap;
use tenantry::brand::{Image, Look, PICTURE_MAX_BYTES, PICTURES_OF_A_FILE, Slot};

/// As they are called in the form.
#[derive(Clone, Copy)]
pub(super) struct Picked(RwSignal<BTreeMap<&'static str, Chosen>>);

#[derive(Clone, Debug, Default, PartialEq)]
struct Chosen {
    /// Counts the choices: what comes late is of an earlier one.
    turn: u32,
    /// Of a picture, once it is read.
    address: Option<String>,
    /// Of a logo, once the server holds it: how the addresses of its previews name it.
    held: Option<String>,
}

impl Picked {
    pub fn new() -> Self {
        Self(RwSignal::new(BTreeMap::new()))
    }

    /// Of a picture that was chosen.
    pub fn address(self, name: &str) -> Option<String> {
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

    /// The logos that the server holds, as the addresses of previews have them.
    pub fn held(self) -> String {
        let logos = [Slot::Logo, Slot::LogoDark].map(Slot::key);
        let held =
            |name: &'static str| self.0.with(|chosen| Some(format!("{name}={}", chosen.get(name)?.held.as_ref()?)));
        logos.into_iter().filter_map(held).collect::<Vec<_>>().join("&")
    }

    /// Notes what came of a choice, if it still is the one.
    fn note(self, name: &str, turn: u32, note: impl FnOnce(&mut Chosen)) {
        self.0.try_update(|chosen| chosen.get_mut(name).filter(|of| of.turn == turn).map(note));
    }

    /// Looks at what was chosen in a control, and lets go of what the server wouldn't take; gives why.
    fn look_at(self, name: &'static str, control: &JsValue, locale: Locale) -> Option<String> {
        let turn = self.0.with_untracked(|chosen| chosen.get(name).map_or(0, |of| of.turn + 1));
        self.0.update(|chosen| drop(chosen.insert(name, Chosen { turn, ..Chosen::default() })));
        let file = of(&of(control, "files")?, "0").filter(|file| !file.is_undefined())?;
        let most = most_bytes(name);
        if of(&file, "size")?.as_f64()? > f64::from(most) {
            Reflect::set(control, &"value".into(), &"".into()).ok();
            return Some(too_large_words(locale, most.into()));
        }
        let is_picture =
            of(&file, "type").and_then(|kind| kind.as_string()).is_some_and(|kind| kind.starts_with("image/"));
        if is_picture {
            read(&file, move |address| self.note(name, turn, |of| of.address = Some(address)));
            self.hold(name, turn, &file);
        }
        None
    }

    /// Gives a logo to the server: mails and documents come from there. One that it refuses is refused again when it is saved.
    fn hold(self, name: &'static str, turn: u32, file: &JsValue) {
        let is_logo = matches!(Slot::from_key(name), Some(Slot::Logo | Slot::LogoDark));
        let Some(form) = is_logo.then(|| form_with(name, file)).flatten() else { return };
        spawn_local(async move {
            if let Ok(held) = hold_picture(form.into()).await {
                self.note(name, turn, |of| of.held = Some(held));
            }
        });
    }
}

/// Of a picture, or of a whole brand.
fn most_bytes(name: &str) -> u32 {
    let pictures = if Slot::from_key(name).is_some() { 1 } else { PICTURES_OF_A_FILE };
    u32::try_from(pictures * PICTURE_MAX_BYTES).unwrap_or(u32::MAX)
}

fn of(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok()
}

/// A form with one file in it.
fn form_with(name: &str, file: &JsValue) -> Option<FormData> {
    let maker: Function = of(&global(), "FormData")?.dyn_into().ok()?;
    let form = Reflect::construct(&maker, &Array::new()).ok()?;
    let append: Function = of(&form, "append")?.dyn_into().ok()?;
    append.call2(&form, &name.into(), file).ok()?;
    Some(form.unchecked_into())
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
