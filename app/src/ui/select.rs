use leptos::{html, prelude::*};

use super::{Field, FieldIds, Glyph, Icon, replay::replay_select};

/// One entry of a select: what is sent, and what is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// One of several, with a label.
#[component]
pub fn Select(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    choices: Vec<Choice>,
    #[prop(optional, into)] value: Signal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] note: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] required: bool,
    /// The id of the form that it belongs to, where it stands outside of it.
    #[prop(optional)]
    form: Option<&'static str>,
) -> impl IntoView {
    let ids = FieldIds::of(&name);
    let described = ids.clone();
    let has_hint = !hint.is_empty();
    let described_by = Signal::derive(move || described.described_by(has_hint, error.with(Option::is_some)));
    let invalid = Signal::derive(move || error.with(Option::is_some));
    view! {
        <Field ids=ids.clone() label note hint error>
            <SelectInput name choices value id=ids.control invalid described_by required form />
        </Field>
    }
}

/// The control alone, for toolbars; there `label` names it for those who don't see its surroundings.
#[component]
pub fn SelectInput(
    #[prop(into)] name: String,
    choices: Vec<Choice>,
    #[prop(optional, into)] value: Signal<String>,
    #[prop(optional, into)] label: Option<String>,
    #[prop(optional, into)] id: Option<String>,
    #[prop(optional, into)] invalid: Signal<bool>,
    #[prop(optional, into)] described_by: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    #[prop(optional_no_strip)] form: Option<&'static str>,
) -> impl IntoView {
    let control = NodeRef::<html::Select>::new();
    replay_select(control, value);
    let chosen = value.get_untracked();
    let options = choices.into_iter().map(|choice| {
        let selected = choice.value == chosen;
        view! { <option value=choice.value selected=selected>{choice.label}</option> }
    });
    view! {
        <div class="select">
            <select
                node_ref=control
                class="input"
                id=id
                name=name
                form=form
                aria-label=label
                aria-required=required.then_some("true")
                autofocus=invalid.get_untracked()
                aria-invalid=move || invalid.get().then_some("true")
                aria-describedby=move || described_by.get()
            >
                {options.collect_view()}
            </select>
            <Icon glyph=Glyph::ChevronDown />
        </div>
    }
}
