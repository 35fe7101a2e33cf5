//! Making an organisation for somebody.

use super::{api::CreateOrganisation, words};
use crate::{
    bundle::{Bundled, bundled},
    error::AppError,
    form::{Form, FormState, RequiredInput, Submit},
    i18n::words as common,
    load::failed,
    paths,
    public::OrganisationFields,
    site::{use_locale, use_may},
    ui::{ButtonKind, LinkButton, PageHead},
};
use leptos::prelude::*;
use leptos_meta::Title;
use tenantry::access::Permission;

pub struct NewOrganisationPage;

bundled!(console: NewOrganisationPage);

impl Bundled for NewOrganisationPage {
    fn data() -> Self {
        Self
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        if !use_may(Permission::OrganisationsManage) {
            return failed(&AppError::forbidden()).into_any();
        }
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
            <OrganisationFields form />
            <fieldset class="form-section">
                <legend>{words::administrator(locale)}</legend>
                <p class="text-muted">{words::administrator_lead(locale)}</p>
                <RequiredInput form name="admin_name" label=words::administrator_name(locale) />
                <RequiredInput form name="admin_email" label=words::administrator_email(locale) kind="email" />
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
