//! The plan of one organisation: its meter, another plan, and what differs for it.

use super::{
    api::{OrganisationPlan, PreviewChange, ReadOrganisationPlan},
    change::{CHANGED, ChangeCard, Confirmation},
    exceptions::{FEATURE_SET, FeatureCard, LIMIT_SET, LimitCard},
    words,
};
use crate::{
    bundle::Bundled,
    console::sections::{Section, SectionTabs},
    form::Saved,
    load::{Loading, load},
    paths,
    plan::{PlanFacts, PlanMeter, words as plan},
    site::{use_locale, use_may},
    ui::{Card, PageHead},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use tenantry::{
    access::Permission,
    plans::{PlanChange, TenantPlan},
};

pub struct OrganisationPlanPage {
    of: Loading<OrganisationPlan>,
    /// Asked for when the address names another plan.
    change: Option<Loading<PlanChange>>,
}

impl Bundled for OrganisationPlanPage {
    fn data() -> Self {
        let slug = paths::use_param("slug");
        let to = use_query_map().with_untracked(|query| query.get("to")).filter(|to| !to.is_empty());
        Self {
            of: Loading::of(move || ReadOrganisationPlan { slug: slug.get() }),
            change: to.map(|plan| Loading::of(move || PreviewChange { slug: slug.get(), plan: plan.clone() })),
        }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        let change = self.change.filter(|_| use_may(Permission::OrganisationsManage));
        let is_asked = change.is_some();
        view! {
            <Title text=plan::plan(locale) />
            <div class="stack stack-loose">
                <Saved what=CHANGED message=words::was_changed(locale) />
                <Saved what=FEATURE_SET message=words::feature_was_set(locale) />
                <Saved what=LIMIT_SET message=words::limit_was_set(locale) />
                {load(self.of, move |of| view! { <Shown of is_asked /> })}
                {change.map(|change| load(change, |change| view! { <Confirmation change /> }))}
            </div>
        }
        .into_any()
    }
}

/// While a change is asked about, the page is about nothing else.
#[component]
fn Shown(of: OrganisationPlan, is_asked: bool) -> impl IntoView {
    let locale = use_locale();
    let OrganisationPlan { of, choices } = of;
    let TenantPlan { slug, name, plan, meter, features, custom, .. } = of;
    let may = use_may(Permission::OrganisationsManage);
    let (current, of_feature, of_limit) = (plan.key.clone(), slug.clone(), slug.clone());
    let change = may.then(|| view! { <ChangeCard slug=slug.clone() current choices /> });
    view! {
        <Title text=name.clone() />
        <div>
            <PageHead title=name lead=words::of_lead(locale) />
            <SectionTabs slug current=Section::Plan />
            {(!is_asked)
                .then(|| {
                    view! {
                        <div class="with-aside">
                            <div class="stack">
                                <Card title=plan::used(locale)>
                                    <PlanMeter meter />
                                </Card>
                                <FeatureCard slug=of_feature features may />
                                <LimitCard slug=of_limit custom may />
                            </div>
                            <div class="stack">
                                <Card title=plan::plan(locale)>
                                    <PlanFacts plan />
                                </Card>
                                {change}
                            </div>
                        </div>
                    }
                })}
        </div>
    }
}
