use leptos::prelude::*;

use super::{
    FieldIds, Glyph, Icon,
    field::{FieldError, is_wrong},
};

/// A place to choose a file or to drop one on. `accept` is the list of types as HTML knows it; `picture` shows what is there now;
/// `form` is the id of the form that it belongs to, where it stands outside of it.
#[component]
pub fn FileDrop(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(into)] accept: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] picture: Signal<Option<String>>,
    #[prop(optional)] form: Option<&'static str>,
    #[prop(optional, into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let ids = FieldIds::of(&name);
    let described = ids.clone();
    let has_hint = !hint.is_empty();
    let sign = move || match picture.get() {
        Some(source) => view! { <img src=source alt="" /> }.into_any(),
        None => view! { <Icon glyph=Glyph::Upload /> }.into_any(),
    };
    view! {
        <div class="field">
            <label class="file-drop">
                {sign} <span class="file-drop-label">{label}</span>
                <input
                    type="file"
                    id=ids.control
                    name=name
                    form=form
                    accept=accept
                    autofocus=is_wrong(error)
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=move || described.described_by(has_hint, error.with(Option::is_some))
                />
            </label>
            {has_hint.then(|| view! { <p class="field-hint" id=ids.hint>{hint}</p> })}
            <FieldError id=ids.error error=error />
        </div>
    }
}
