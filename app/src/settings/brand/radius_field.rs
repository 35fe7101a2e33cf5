//! The radius of corners in pixels, typed or slid. What is sent is what is typed.

use super::{
    color_field::{adopt_typed, follow},
    words,
};
use crate::{
    site::use_locale,
    ui::{Field, FieldIds, is_wrong},
};
use leptos::{html, prelude::*};
use tenantry::brand::BrandTokens;

#[component]
pub(super) fn RadiusField(first: String, #[prop(into)] error: Signal<Option<String>>) -> impl IntoView {
    let locale = use_locale();
    let value = RwSignal::new(first.clone());
    let ids = FieldIds::of("radius");
    let (control, described) = (ids.control.clone(), ids.clone());
    let (text, slider) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    adopt_typed(text, value);
    follow(slider, value.into());
    let slide = move |event| {
        let slid = event_target_value(&event);
        if let Some(text) = text.get_untracked() {
            text.set_value(&slid);
        }
        value.set(slid);
    };
    view! {
        <Field ids label=words::radius(locale) hint=words::radius_hint(locale) error>
            <div class="radius-input">
                <div class="input-group">
                    <input
                        node_ref=text
                        class="input"
                        type="text"
                        inputmode="numeric"
                        id=control
                        name="radius"
                        value=first.clone()
                        autocomplete="off"
                        aria-required="true"
                        autofocus=is_wrong(error)
                        aria-invalid=move || error.with(Option::is_some).then_some("true")
                        aria-describedby=move || described.described_by(true, error.with(Option::is_some))
                        on:input=move |event| value.set(event_target_value(&event))
                    />
                    <span class="input-affix">px</span>
                </div>
                <input
                    node_ref=slider
                    class="slider"
                    type="range"
                    min="0"
                    max=BrandTokens::MAX_RADIUS.to_string()
                    aria-label=words::radius_slider(locale)
                    value=first
                    on:input=slide
                />
            </div>
        </Field>
    }
}
