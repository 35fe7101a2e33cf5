//! The sign-in page, of an organisation or of the console.

use super::{api::SignIn, words};
use crate::{
    announcements::Announcements,
    form::{FormState, PlainForm, RequiredInput, Saved, Submit, required_note},
    frames::SignInFrame,
    i18n::words as common,
    layout::{labels, path_and_query, preferences},
    paths,
    site::{Site, use_locale, use_site},
    ui::PasswordInput,
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use tenantry::access::Plane;

/// The split page with the organisation's colours at one side.
#[component]
pub fn DoorFrame(children: Children) -> impl IntoView {
    let locale = use_locale();
    let (name, look, theme) = use_site().with_value(|site| (site.name(), site.look(), site.theme.clone()));
    let names_product = use_site().with_value(Site::names_product);
    let foot = move || names_product.then(|| view! { <span>{common::powered_by(locale)}</span> });
    view! {
        <SignInFrame labels=labels(locale) name look theme foot preferences=preferences() return_to=path_and_query()>
            {children()}
        </SignInFrame>
    }
}

/// Not lazy, as the first page that most people open: it comes with the main chunk.
#[component]
pub fn SignInPage() -> impl IntoView {
    let locale = use_locale();
    let lead = use_site().with_value(|site| match site.plane {
        Plane::Console => words::console_lead(locale).to_owned(),
        _ => words::lead(locale, &site.name()),
    });
    let is_tenant = use_site().with_value(|site| site.plane == Plane::Tenant);
    view! {
        <Title text=words::title(locale) />
        <DoorFrame>
            <Announcements />
            <h1 class="page-title">{words::title(locale)}</h1>
            <p class="page-lead">{lead}</p>
            {message()}
            <Saved what="password" message=words::password_set(locale) />
            <SignInForm />
            <p class="sign-in-other">
                <a href=paths::FORGOT_PASSWORD>{words::forgot_title(locale)}</a>
            </p>
            {is_tenant.then(|| view! { <p class="text-muted">{words::no_account(locale)}</p> })}
        </DoorFrame>
    }
}

/// What the organisation has to say to whoever signs in.
fn message() -> Option<impl IntoView> {
    let message = use_site().with_value(|site| site.look().sign_in_message);
    (!message.is_empty()).then(|| view! { <p class="sign-in-message">{message}</p> })
}

#[component]
fn SignInForm() -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain::<SignIn>();
    let return_to = use_query_map().read_untracked().get("return_to").unwrap_or_default();
    view! {
        <PlainForm action=SignIn::url() state=form>
            <input type="hidden" name="return_to" value=form.value("return_to", return_to) />
            <RequiredInput form name="email" label=common::email(locale) kind="email" autocomplete="username" />
            <PasswordInput name="password" label=common::password(locale) error=form.error("password") note=required_note() required=true />
            <Submit state=form wide=true>
                {common::sign_in(locale)}
            </Submit>
        </PlainForm>
    }
}
