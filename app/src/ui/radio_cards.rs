use leptos::prelude::*;

use super::{
    FieldIds,
    field::{FieldError, is_wrong},
};

/// One card: what is sent, what is read, and a line that explains it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RadioOption {
    pub value: String,
    pub label: String,
    pub hint: String,
}

/// One of a few, each worth a line of explanation.
#[component]
pub fn RadioCards(
    #[prop(into)] name: String,
    #[prop(into)] legend: String,
    options: Vec<RadioOption>,
    #[prop(optional, into)] value: Signal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] note: String,
) -> impl IntoView {
    let ids = FieldIds::of(&name);
    let described = ids.clone();
    let chosen = value.get_untracked();
    let cards =
        options.into_iter().map(|option| radio_card(name.clone(), option.value == chosen, is_wrong(error), option));
    view! {
        <fieldset
            class="field"
            role="radiogroup"
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            aria-describedby=move || described.described_by(false, error.with(Option::is_some))
        >
            <legend class="field-label">
                {legend}
                {(!note.is_empty()).then(|| view! { <span class="field-note">{note}</span> })}
            </legend>
            <div class="radio-cards">{cards.collect_view()}</div>
            <FieldError id=ids.error error=error />
        </fieldset>
    }
}

/// Of cards with something wrong the browser leads to the first: which one is wrong nobody knows.
fn radio_card(name: String, chosen: bool, wrong: bool, option: RadioOption) -> impl IntoView {
    let RadioOption { value, label, hint } = option;
    view! {
        <label class="radio-card">
            <input class="radio" type="radio" name=name value=value checked=chosen autofocus=wrong />
            <span class="radio-card-label">{label}</span>
            {(!hint.is_empty()).then(|| view! { <span class="field-hint">{hint}</span> })}
        </label>
    }
}
