//! Making an organisation for somebody.

use super::{api::CreateOrganisation, words};
use crate::{
    form::{Form, FormState, Submit, required_note},
    i18n::words as common,
    paths,
    public::{AddressFields, LocaleField, ModuleFields},
    site::use_locale,
    ui::{ButtonKind, LinkButton, PageHead, TextInput},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};

pub struct NewOrganisationPage;

#[lazy_route]
impl LazyRoute for NewOrganisationPage {
    fn data() -> Self {
        Self
    }

    fn view(this: Self) -> AnyView {
        let NewOrganisationPage = this;
        let locale = use_locale();
        view! {
            <Title text=common::new_organisation(locale) />
            <PageHead title=common::new_organisation(locale) lead=words::new_lead(locale) />
            <div class="narrow">
                <NewOrganisationForm />
            </div>
        }
        .into_any()
    }
}

#[component]
fn NewOrganisationForm() -> impl IntoView {
    let locale = use_locale();
    let action = ServerAction::<CreateOrganisation>::new();
    let form = FormState::of(action);
    view! {
        <Form action state=form>
            <fieldset class="form-section">
                <legend>{common::organisation(locale)}</legend>
                <AddressFields form />
                <LocaleField form />
                <ModuleFields form />
            </fieldset>
            <fieldset class="form-section">
                <legend>{words::administrator(locale)}</legend>
                <p class="text-muted">{words::administrator_lead(locale)}</p>
                <TextInput
                    name="admin_name"
                    label=words::administrator_name(locale)
                    autocomplete="off"
                    value=form.value("admin_name", "")
                    error=form.error("admin_name")
                    note=required_note()
                    required=true
                />
                <TextInput
                    name="admin_email"
                    label=words::administrator_email(locale)
                    kind="email"
                    autocomplete="off"
                    value=form.value("admin_email", "")
                    error=form.error("admin_email")
                    note=required_note()
                    required=true
                />
            </fieldset>
            <div class="form-actions">
                <Submit state=form>{words::create(locale)}</Submit>
                <LinkButton href=paths::HOME kind=ButtonKind::Quiet>
                    {common::cancel(locale)}
                </LinkButton>
            </div>
        </Form>
    }
}
