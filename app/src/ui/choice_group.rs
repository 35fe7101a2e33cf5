use leptos::prelude::*;

use super::{FieldIds, field::FieldError};

/// Several boxes under one label. What is wrong with them is said once, below all.
#[component]
pub fn ChoiceGroup(
    /// The name of the boxes without their places.
    #[prop(into)]
    name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] error: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    let ids = FieldIds::of(&name);
    let described = ids.clone();
    view! {
        <fieldset
            class="field"
            aria-describedby=move || described.described_by(false, error.with(Option::is_some))
        >
            <legend class="field-label">{label}</legend>
            {children()}
            <FieldError id=ids.error error=error />
        </fieldset>
    }
}
