//! Making an organisation for somebody.

use super::{
    api::{CreateOrganisation, Offer, REGION, ReadOffer},
    moves::named,
    words,
};
use crate::{
    bundle::Bundled,
    error::AppError,
    form::{Form, FormState, RequiredInput, Submit},
    i18n::words as common,
    load::{Loading, failed, load},
    paths,
    public::OrganisationFields,
    site::{use_locale, use_may, use_site},
    ui::{ButtonKind, Choice, LinkButton, PageHead, Select},
};
use leptos::prelude::*;
use leptos_meta::Title;
use std::iter;
use tenantry::{access::Permission, modules::Module, moves::Place, plans::ListedPlan};

pub struct NewOrganisationPage {
    offer: Loading<Offer>,
}

impl Bundled for NewOrganisationPage {
    fn data() -> Self {
        Self { offer: Loading::of(|| ReadOffer {}) }
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
                {load(self.offer, |offer| view! { <NewOrganisationForm offer /> })}
            </div>
        }
        .into_any()
    }
}

#[component]
fn NewOrganisationForm(offer: Offer) -> impl IntoView {
    let locale = use_locale();
    let action = ServerAction::<CreateOrganisation>::new();
    let form = FormState::of(action);
    let language = use_site().with_value(|site| site.languages.default);
    view! {
        <Form action state=form>
            <OrganisationFields form language regional=offer.regional modules=Module::ALL.to_vec() />
            <fieldset class="form-section">
                <legend>{words::plan_and_place(locale)}</legend>
                <PlanSelect form plans=offer.plans />
                <PlaceSelect form places=offer.places regions=offer.regions />
            </fieldset>
            <fieldset class="form-section">
                <legend>{words::administrator(locale)}</legend>
                <p class="text-muted">{words::administrator_lead(locale)}</p>
                <RequiredInput form name="admin_name" label=words::administrator_name(locale) />
                <RequiredInput form name="admin_email" label=words::administrator_email(locale) kind="email" />
            </fieldset>
            <div class="form-actions">
                <Submit state=form>{words::create(locale)}</Submit>
                <LinkButton href=paths::CONSOLE_ORGANISATIONS kind=ButtonKind::Quiet>
                    {common::cancel(locale)}
                </LinkButton>
            </div>
        </Form>
    }
}

#[component]
fn PlanSelect(form: FormState, plans: Vec<ListedPlan>) -> impl IntoView {
    let locale = use_locale();
    let default = plans.iter().find(|of| of.is_default).map(|of| of.plan.key.clone()).unwrap_or_default();
    let open = plans.into_iter().filter(|of| !of.plan.is_archived);
    let choices = open.map(|of| Choice::new(of.plan.key.clone(), of.plan.name(locale).to_owned())).collect();
    view! {
        <Select
            name="plan"
            label=words::plan(locale)
            choices
            value=form.value("plan", default)
            error=form.error("plan")
        />
    }
}

/// Where its data goes: by the policy, somewhere in a region, or where the operator says.
#[component]
fn PlaceSelect(form: FormState, places: Vec<Place>, regions: Vec<String>) -> impl IntoView {
    let locale = use_locale();
    let by_policy = Choice::new("", words::by_policy(locale));
    let places = places.iter().map(|place| Choice::new(place.to_string(), named(place)));
    let regions =
        regions.iter().map(|region| Choice::new(format!("{REGION}{region}"), words::in_region(locale, region)));
    let choices = iter::once(by_policy).chain(regions).chain(places).collect();
    view! {
        <Select
            name="place"
            label=words::placement(locale)
            choices
            value=form.value("place", "")
            error=form.error("place")
        />
    }
}
