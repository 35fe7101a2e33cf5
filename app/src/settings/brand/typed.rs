//! What stands in the form: what was saved, or typed before a failed attempt, and in the browser what is typed now.

use super::api::{CopyBrand, ImportBrand, RemovePicture, SaveBrand, SavePicture, StartBrand, TakeColor};
use crate::form::FormState;
use leptos::{
    prelude::*,
    server_fn::ServerFn,
    wasm_bindgen::JsValue,
    web_sys::{HtmlDivElement, js_sys::Reflect},
};
use serde::{
    Deserialize,
    de::value::{Error, MapDeserializer},
};
use std::collections::BTreeMap;
use tenantry::brand::{BrandForm, BrandTokens, NamedBrand};

/// The studio's form. Every button that changes the draft sends all of it, wherever on the page it stands.
pub(super) const FORM: &str = "brand";

/// Where the form's buttons send it.
const SENT_TO: [&str; 7] = [
    SaveBrand::PATH,
    TakeColor::PATH,
    SavePicture::PATH,
    RemovePicture::PATH,
    StartBrand::PATH,
    CopyBrand::PATH,
    ImportBrand::PATH,
];

#[derive(Clone, Copy)]
pub(super) struct Typed {
    pub form: FormState,
    now: RwSignal<BrandForm>,
}

impl Typed {
    pub fn of(brand: &NamedBrand) -> Self {
        let form = FormState::plain_to(&SENT_TO);
        let saved = BrandForm::of(&brand.name, &brand.tokens);
        let now = if form.was_sent() { sent_before(form, &saved) } else { saved };
        Self { form, now: RwSignal::new(now) }
    }

    /// What the form shows first.
    pub fn first(self) -> BrandForm {
        self.now.get_untracked()
    }

    /// The brand that is typed; a field that can't be read counts as it was.
    pub fn tokens(self, before: BrandTokens) -> Memo<BrandTokens> {
        Memo::new(move |_| self.now.with(|form| form.preview(&before)))
    }

    pub fn name(self) -> Memo<String> {
        Memo::new(move |_| self.now.with(|form| form.name.clone()))
    }

    /// What of it mails and documents show and the draft has otherwise, as an address has it.
    pub fn changes(self, draft: &NamedBrand) -> Memo<String> {
        let draft = fields(&BrandForm::of(&draft.name, &draft.tokens));
        Memo::new(move |_| {
            let typed = self.now.with(fields);
            let changed = typed.iter().filter(|(name, _)| ON_PAPER.contains(&name.as_str()));
            let changed: BTreeMap<&str, &str> = changed
                .filter(|(name, value)| draft.get(*name) != Some(*value))
                .filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)))
                .collect();
            serde_qs::to_string(&changed).unwrap_or_default()
        })
    }

    pub fn paint(self, primary: String, accent: String) {
        self.now.update(|form| {
            form.primary = primary;
            form.accent = accent;
        });
    }

    /// Reads the form again, whatever changed in it.
    pub fn follow(self, controls: &HtmlDivElement) {
        if let Some(form) = form_of(values(controls)) {
            self.now.set(form);
        }
    }
}

const ON_PAPER: [&str; 10] = [
    "name",
    "primary",
    "tint",
    "radius",
    "heading_font",
    "body_font",
    "footer_en",
    "footer_fr",
    "legal_en",
    "legal_fr",
];

fn fields(form: &BrandForm) -> serde_json::Map<String, serde_json::Value> {
    match serde_json::to_value(form) {
        Ok(serde_json::Value::Object(fields)) => fields,
        _ => serde_json::Map::new(),
    }
}

/// A box that wasn't ticked sent nothing, and is not what was saved.
fn sent_before(form: FormState, saved: &BrandForm) -> BrandForm {
    let names = serde_json::to_value(saved).ok();
    let names = names.as_ref().and_then(serde_json::Value::as_object);
    let sent = names.into_iter().flatten().map(|(name, _)| (name.clone(), form.value(name, "").get_untracked()));
    form_of(sent.collect()).unwrap_or_default()
}

fn form_of(values: Vec<(String, String)>) -> Option<BrandForm> {
    BrandForm::deserialize(MapDeserializer::<_, Error>::new(values.into_iter())).ok()
}

/// What the browser would send of the controls inside.
fn values(controls: &HtmlDivElement) -> Vec<(String, String)> {
    let Ok(found) = controls.query_selector_all("[name]") else { return Vec::new() };
    (0..found.length()).filter_map(|at| value_of(&found.item(at)?.into())).collect()
}

fn value_of(control: &JsValue) -> Option<(String, String)> {
    let of = |name: &str| Reflect::get(control, &JsValue::from_str(name)).ok();
    let kind = of("type")?.as_string()?;
    let is_off = matches!(kind.as_str(), "radio" | "checkbox") && !of("checked")?.is_truthy();
    let is_sent = !is_off && !matches!(kind.as_str(), "submit" | "button" | "file");
    is_sent.then(|| Some((of("name")?.as_string()?, of("value")?.as_string()?))).flatten()
}
