use super::FormState;
use crate::ui::{Glyph, Icon};
use leptos::prelude::*;

/// Why the last attempt at a row was refused. Its forms are folded away in dialogs, so that it is said in the row itself: each
/// form is named with the field that may be wrong.
#[component]
pub fn Refusal(attempts: Vec<(FormState, &'static str)>) -> impl IntoView {
    let said = attempts.into_iter().flat_map(|(form, field)| [form.error(field), form.message()]);
    let refusals: Vec<Signal<Option<String>>> = said.collect();
    move || {
        refusals.iter().find_map(Signal::get).map(|message| {
            view! {
                <span class="field-error refusal" role="alert">
                    <Icon glyph=Glyph::Alert />
                    <span>{message}</span>
                </span>
            }
        })
    }
}
