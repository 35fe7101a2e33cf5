use super::{FormState, PlainForm, Submit};
use crate::{
    i18n::words,
    site::use_locale,
    ui::{ButtonKind, Dialog},
};
use leptos::prelude::*;

/// A plain form behind a button, for what is asked about before it is done. It folds open by itself when the page answers an
/// attempt that failed.
#[component]
pub fn DialogForm(
    /// Of the dialog: unique on the page.
    #[prop(into)]
    id: String,
    /// What the button says that opens it.
    #[prop(into)]
    opener: String,
    #[prop(default = "button button-quiet button-small")] opener_class: &'static str,
    #[prop(into)] title: String,
    /// What will happen.
    #[prop(optional, into)]
    text: String,
    #[prop(into)] action: String,
    state: FormState,
    /// The hidden field that names what it is about, and its value.
    about: (&'static str, String),
    #[prop(into)] submit: String,
    #[prop(default = ButtonKind::Primary)] kind: ButtonKind,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let (name, value) = about;
    view! {
        <Dialog id opener opener_class title close_label=words::cancel(use_locale()) open=state.was_sent()>
            {(!text.is_empty()).then(|| view! { <p>{text}</p> })}
            <PlainForm action state>
                <input type="hidden" name=name value=value />
                {children.map(|children| children())}
                <div class="form-actions">
                    <Submit state kind>
                        {submit}
                    </Submit>
                </div>
            </PlainForm>
        </Dialog>
    }
}
