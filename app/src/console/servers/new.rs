//! Registering a server.

use super::{api::AddServer, words};
use crate::{
    bundle::Bundled,
    error::AppError,
    form::{Form, FormState, RequiredInput, Submit, required_note},
    i18n::words as common,
    load::failed,
    paths,
    site::{use_locale, use_may},
    ui::{ButtonKind, LinkButton, PageHead, PasswordInput},
};
use leptos::prelude::*;
use leptos_meta::Title;
use tenantry::access::Permission;

pub struct NewServerPage;

impl Bundled for NewServerPage {
    fn data() -> Self {
        Self
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        if !use_may(Permission::FleetManage) {
            return failed(&AppError::forbidden()).into_any();
        }
        view! {
            <Title text=words::new(locale) />
            <PageHead title=words::new(locale) lead=words::new_lead(locale) />
            <div class="narrow">
                <NewServerForm />
            </div>
        }
        .into_any()
    }
}

/// The address is a secret like a password: it isn't seen while it is typed, and nothing that was typed comes back.
#[component]
fn NewServerForm() -> impl IntoView {
    let locale = use_locale();
    let action = ServerAction::<AddServer>::new();
    let form = FormState::of(action);
    view! {
        <Form action state=form>
            <RequiredInput form name="name" label=words::name(locale) hint=words::label_hint(locale) />
            <RequiredInput form name="region" label=words::region(locale) hint=words::label_hint(locale) />
            <RequiredInput form name="capacity" label=words::capacity(locale) hint=words::capacity_hint(locale) />
            <PasswordInput
                name="server_address"
                label=words::address(locale)
                autocomplete="off"
                hint=words::address_hint(locale)
                error=form.error("address")
                note=required_note()
                required=true
            />
            <div class="form-actions">
                <Submit state=form>{words::register(locale)}</Submit>
                <LinkButton href=paths::CONSOLE_SERVERS kind=ButtonKind::Quiet>
                    {common::cancel(locale)}
                </LinkButton>
            </div>
        </Form>
    }
}
