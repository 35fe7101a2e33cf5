use leptos::prelude::*;

use super::{
    FieldIds,
    field::{FieldError, is_wrong},
};

/// Yes or no. When it is not checked the browser sends nothing, so its argument on the server needs a default. `switch` is for what takes effect at once.
#[component]
pub fn Checkbox(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] checked: Signal<bool>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    /// What is wrong with the [`ChoiceGroup`](super::ChoiceGroup) that it stands in, which says it.
    #[prop(optional, into)]
    group_error: Signal<Option<String>>,
    #[prop(default = "true")] value: &'static str,
    #[prop(optional)] switch: bool,
) -> impl IntoView {
    let ids = FieldIds::of(&name);
    let described = ids.clone();
    let has_hint = !hint.is_empty();
    let is_invalid = move || error.with(Option::is_some) || group_error.with(Option::is_some);
    view! {
        <div class="field">
            <label class="choice">
                <input
                    class=if switch { "switch" } else { "checkbox" }
                    type="checkbox"
                    role=switch.then_some("switch")
                    id=ids.control
                    name=name
                    value=value
                    checked=checked.get_untracked()
                    autofocus=is_wrong(error) || is_wrong(group_error)
                    aria-invalid=move || is_invalid().then_some("true")
                    aria-describedby=move || described.described_by(has_hint, error.with(Option::is_some))
                />
                <span>{label}</span>
                {has_hint.then(|| view! { <span class="field-hint" id=ids.hint>{hint}</span> })}
            </label>
            <FieldError id=ids.error error=error />
        </div>
    }
}
