//! A colour, typed as `#rrggbb` or picked. What is sent is what is typed; the picker needs scripts and steps aside without them.

use super::words;
use crate::{
    site::use_locale,
    ui::{Field, FieldIds, is_wrong},
};
use leptos::{html, prelude::*};
use tenantry::brand::Color;

#[component]
pub(super) fn ColorField(
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(into)] hint: String,
    value: RwSignal<String>,
    #[prop(into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let ids = FieldIds::of(name);
    let (control, described) = (ids.control.clone(), ids.clone());
    let (text, picker) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    adopt_typed(text, value);
    follow(text, value.into());
    let pick = move |event| {
        let picked = event_target_value(&event);
        if let Some(text) = text.get_untracked() {
            text.set_value(&picked);
        }
        value.set(picked);
    };
    let first = value.get_untracked();
    let shown = Memo::new(move |last: Option<&String>| value.with(|typed| shown(typed, last)));
    follow(picker, shown.into());
    view! {
        <Field ids label=label.clone() hint error>
            <div class="color-input">
                <input
                    node_ref=picker
                    class="input"
                    type="color"
                    aria-label=words::pick(use_locale(), &label)
                    value=shown.get_untracked()
                    on:input=pick
                />
                <input
                    node_ref=text
                    class="input"
                    type="text"
                    id=control
                    name=name
                    value=first
                    autocomplete="off"
                    spellcheck="false"
                    aria-required="true"
                    autofocus=is_wrong(error)
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=move || described.described_by(true, error.with(Option::is_some))
                    on:input=move |event| value.set(event_target_value(&event))
                />
            </div>
        </Field>
    }
}

/// Takes up what was typed before the scripts arrived, or what the browser kept over a reload.
pub(super) fn adopt_typed(input: NodeRef<html::Input>, value: RwSignal<String>) {
    Effect::new(move || {
        if let Some(input) = input.get() {
            value.set(input.value());
        }
    });
}

/// Shows a value in the control beside. `prop:value` would say so as well, but its machinery, used on lazy pages alone,
/// would be split off from the part in which wasm-bindgen looks for it.
pub(super) fn follow(control: NodeRef<html::Input>, value: Signal<String>) {
    Effect::new(move || {
        if let Some(control) = control.get() {
            let value = value.read();
            if control.value() != *value {
                control.set_value(&value);
            }
        }
    });
}

/// A picker shows full colours only: while the text is no colour, it stays where it was.
fn shown(typed: &str, last: Option<&String>) -> String {
    let kept = || last.cloned().unwrap_or_else(|| Color::BLACK.to_string());
    typed.parse::<Color>().map_or_else(|_| kept(), |color| color.to_string())
}
