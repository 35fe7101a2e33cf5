use super::{FormState, required_note};
use crate::ui::TextInput;
use leptos::prelude::*;

/// A line of text that must be filled, with its value and its error from the form.
#[component]
pub fn RequiredInput(
    form: FormState,
    name: &'static str,
    #[prop(into)] label: String,
    /// What stands there first.
    #[prop(optional, into)]
    initial: String,
    #[prop(optional, into)] hint: String,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "off")] autocomplete: &'static str,
) -> impl IntoView {
    let (value, error, note) = (form.value(name, initial), form.error(name), required_note());
    view! { <TextInput name label value error note hint kind autocomplete required=true /> }
}
