use leptos::{html, prelude::*};

use super::{Field, FieldIds, field::is_wrong, replay::replay_input};

/// One line of text with its label. `prefix` and `suffix` stand inside the frame: a currency, a domain.
#[component]
pub fn TextInput(
    #[prop(into)] name: String,
    /// What its id is made of, where several of a name stand on a page.
    #[prop(optional, into)]
    id: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: Signal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] note: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] prefix: String,
    #[prop(optional, into)] suffix: String,
    #[prop(default = "text")] kind: &'static str,
    #[prop(default = "input")] class: &'static str,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional)] inputmode: Option<&'static str>,
    #[prop(optional, into)] placeholder: Option<String>,
    #[prop(optional)] maxlength: Option<u32>,
    #[prop(optional)] required: bool,
    #[prop(optional)] autofocus: bool,
    /// As of a [`MoneyField`].
    #[prop(optional)]
    is_sample: bool,
) -> impl IntoView {
    let ids = FieldIds::of(if id.is_empty() { &name } else { &id });
    let described = ids.clone();
    let has_hint = !hint.is_empty();
    let control = NodeRef::<html::Input>::new();
    replay_input(control, value);
    let input = view! {
        <input
            node_ref=control
            class=class
            id=ids.control.clone()
            name=name
            type=kind
            value=move || value.get()
            autocomplete=autocomplete
            inputmode=inputmode
            placeholder=placeholder
            maxlength=maxlength.map(|n| n.to_string())
            autofocus=!is_sample && (autofocus || is_wrong(error))
            aria-required=required.then_some("true")
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            aria-describedby=move || described.described_by(has_hint, error.with(Option::is_some))
        />
    };
    view! {
        <Field ids label note hint error>
            {framed(prefix, input.into_any(), suffix)}
        </Field>
    }
}

/// A password. `autocomplete` is `"current-password"` or `"new-password"`; a password that was typed is never sent back.
#[component]
pub fn PasswordInput(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(default = "current-password")] autocomplete: &'static str,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] note: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    view! { <TextInput name label autocomplete error note hint required kind="password" /> }
}

/// A day, as `YYYY-MM-DD` on the wire and in the browser's own way on the screen.
#[component]
pub fn DateField(
    #[prop(into)] name: String,
    /// As of a [`TextInput`].
    #[prop(optional, into)]
    id: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: Signal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] note: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    view! { <TextInput name id label value error note hint required kind="date" /> }
}

/// An amount as a person writes it, with the currency's sign behind it. The server reads it in the person's locale.
#[component]
pub fn MoneyField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(into)] currency: String,
    #[prop(optional, into)] value: Signal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] note: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] required: bool,
    /// Part of a picture of a form: what is wrong in it leads nobody there.
    #[prop(optional)]
    is_sample: bool,
) -> impl IntoView {
    view! {
        <TextInput
            name
            label
            value
            error
            note
            hint
            required
            is_sample
            suffix=currency
            inputmode="decimal"
            autocomplete="off"
            class="input input-amount"
        />
    }
}

fn framed(prefix: String, input: AnyView, suffix: String) -> AnyView {
    if prefix.is_empty() && suffix.is_empty() {
        return input;
    }
    let affix = |text: String| (!text.is_empty()).then(|| view! { <span class="input-affix">{text}</span> });
    view! { <div class="input-group">{affix(prefix)} {input} {affix(suffix)}</div> }.into_any()
}
