//! Forms that work without WebAssembly and lose nothing.
//!
//! A form is an HTML form that posts to a server function. Hydrated, it is sent in the background and its errors appear
//! in place. Without WebAssembly the server renders the same page again, with the right status, and hands the errors and
//! what was typed to it as a [`Replay`]. Either way a field asks its [`FormState`].

mod dialog_form;
mod invitation;
mod new_password;
mod overtaken;
mod replay;
mod required_input;
mod saved;
mod state;

pub use dialog_form::DialogForm;
pub use invitation::InvitationFields;
pub use new_password::NewPasswordFields;
pub use overtaken::Overtaken;
pub use replay::{Replay, provide_replay};
pub use required_input::RequiredInput;
pub use saved::Saved;
pub use state::FormState;

use crate::{
    error::AppError,
    i18n::words,
    layout::path_and_query,
    site::{Site, use_locale, use_site},
    ui::{Banner, Button, ButtonKind, Glyph, Tone},
};
use leptos::web_sys::{self, FormData};
use leptos::{
    html,
    prelude::*,
    server_fn::{Http, ServerFn, client::Client, codec::PostUrl, request::ClientReq},
};
use serde::de::DeserializeOwned;

/// The field that says on which page a form stands. An answer without WebAssembly is shown under the address of the server
/// function, so that the browser can't say it the second time.
pub const PAGE: &str = "page";

/// A form over a server function, with a line above its fields when something is wrong with all of it.
#[component]
pub fn Form<F, Out>(
    action: ServerAction<F>,
    state: FormState,
    #[prop(default = "form")] class: &'static str,
    children: Children,
) -> impl IntoView
where
    F: ServerFn<Protocol = Http<PostUrl, Out>, Error = AppError> + DeserializeOwned + Clone + Send + Sync + 'static,
    <<F::Client as Client<AppError>>::Request as ClientReq<AppError>>::FormData: From<FormData>,
    F::Output: Send + Sync + 'static,
    F::Client: Client<AppError>,
{
    let form = NodeRef::<html::Form>::new();
    focus_first_error(form, state);
    view! {
        <ActionForm action=action node_ref=form attr:class=class attr:novalidate="novalidate">
            <FormBanner state />
            {guarded(children)}
        </ActionForm>
    }
}

/// A form that the browser always sends itself, for what changes who reads the page or how: signing in and out.
#[component]
pub fn PlainForm(
    #[prop(into)] action: String,
    state: FormState,
    #[prop(default = "form")] class: &'static str,
    #[prop(optional)] enctype: Option<&'static str>,
    /// For controls that stand elsewhere on the page, in [`FormControls`].
    #[prop(optional)]
    id: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    view! {
        <form method="post" action=action class=class id=id enctype=enctype novalidate="novalidate">
            <FormBanner state />
            {guarded(children)}
        </form>
    }
}

/// Controls of a form that stand outside of it. Each names the form by its id.
#[component]
pub fn FormControls(children: Children) -> impl IntoView {
    guarded(children)
}

/// For support that may only look all of a form's controls are off, with scripts and without; the server refuses it anyway.
fn guarded(children: Children) -> AnyView {
    if use_site().with_value(Site::is_read_only) {
        view! {
            <fieldset class="read-only" disabled=true>
                {children()}
            </fieldset>
        }
        .into_any()
    } else {
        children().into_any()
    }
}

/// The button that sends the form; a second click while it is sent does nothing.
#[component]
pub fn Submit(
    state: FormState,
    #[prop(default = ButtonKind::Primary)] kind: ButtonKind,
    #[prop(optional)] icon: Option<Glyph>,
    #[prop(optional)] wide: bool,
    children: Children,
) -> impl IntoView {
    match icon {
        Some(icon) => view! { <Button kind pending=state.pending() icon wide>{children()}</Button> }.into_any(),
        None => view! { <Button kind pending=state.pending() wide>{children()}</Button> }.into_any(),
    }
}

#[component]
fn FormBanner(state: FormState) -> impl IntoView {
    let message = state.message();
    let page = path_and_query();
    view! {
        <input type="hidden" name=PAGE value=page />
        <div role="alert" class="form-alert">
            {move || message.get().map(|message| view! { <Banner tone=Tone::Danger>{message}</Banner> })}
        </div>
    }
}

/// The word that stands beside the label of a field that must be filled.
pub fn required_note() -> &'static str {
    words::required(use_locale())
}

pub fn optional_note() -> &'static str {
    words::optional(use_locale())
}

/// Whoever sent a form with errors is led to the first of them.
fn focus_first_error(form: NodeRef<html::Form>, state: FormState) {
    Effect::watch(
        move || state.has_errors(),
        move |has_errors, _, _| {
            if *has_errors {
                request_animation_frame(move || focus_invalid(form));
            }
        },
        false,
    );
}

/// Of cards the group is what is wrong, and one of them is what has the focus.
const INVALID: &str = "[aria-invalid='true']:not(fieldset), fieldset[aria-invalid='true'] input";

fn focus_invalid(form: NodeRef<html::Form>) {
    use leptos::wasm_bindgen::JsCast;
    let invalid = form.get_untracked().and_then(|form| form.query_selector(INVALID).ok().flatten());
    if let Some(control) = invalid.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = control.focus();
    }
}
