//! The plan of an organisation, for its administrators.

use super::{FeatureList, PlanFacts, PlanMeter, api::ReadOwnPlan, words};
use crate::{
    bundle::{Bundled, bundled},
    load::{Loading, load},
    site::use_locale,
    ui::{Card, PageHead},
};
use leptos::prelude::*;
use leptos_meta::Title;
use tenantry::plans::TenantPlan;

pub struct PlanPage {
    plan: Loading<TenantPlan>,
}

bundled!(settings: PlanPage);

impl Bundled for PlanPage {
    fn data() -> Self {
        Self { plan: Loading::of(|| ReadOwnPlan {}) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        view! {
            <Title text=words::plan(locale) />
            <PageHead title=words::plan(locale) lead=words::lead(locale) />
            {load(self.plan, |plan| view! { <Own plan /> })}
        }
        .into_any()
    }
}

#[component]
fn Own(plan: TenantPlan) -> impl IntoView {
    let locale = use_locale();
    let TenantPlan { plan, meter, features, grace_days, .. } = plan;
    view! {
        <div class="stack stack-loose narrow">
            <Card title=words::used(locale)>
                <PlanMeter meter />
            </Card>
            <Card title=words::your_plan(locale)>
                <PlanFacts plan />
            </Card>
            <Card title=words::features(locale)>
                <FeatureList features />
            </Card>
            <Card title=words::what_happens_title(locale)>
                <p>{words::what_happens(locale, grace_days)}</p>
            </Card>
        </div>
    }
}
