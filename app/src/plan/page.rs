//! The plan of an organisation, for its administrators.

use super::{FeatureList, PlanFacts, PlanMeter, api::ReadOwnPlan, module_name, words};
use crate::{
    bundle::Bundled,
    endpoints,
    load::{Loading, load},
    site::{use_locale, use_site},
    ui::{Card, Glyph, Icon, PageHead},
};
use leptos::prelude::*;
use leptos_meta::Title;
use tenantry::{
    modules::Module,
    plans::{Limit, Meter, TenantPlan},
};

pub struct PlanPage {
    plan: Loading<TenantPlan>,
}

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

/// The ways to what is in modules whose pages are gone.
#[component]
fn ClosedModules(meter: Meter) -> impl IntoView {
    let locale = use_locale();
    let is_closed = meter.over.iter().any(|over| over.limit == Limit::Modules && over.has_ended);
    let may_take = use_site().with_value(|site| site.viewer.as_ref().is_some_and(|viewer| viewer.inside.is_none()));
    let link = |module: Module| {
        let href = match module {
            Module::Loans => endpoints::LOANS_EXPORT.path,
        };
        view! {
            <a class="button button-secondary" href=href rel="external">
                <Icon glyph=Glyph::Download />
                <span>{words::take_along(locale, module_name(locale, module))}</span>
            </a>
        }
    };
    (is_closed && may_take)
        .then(|| view! { <div class="row">{meter.beyond.into_iter().map(link).collect_view()}</div> })
}

#[component]
fn Own(plan: TenantPlan) -> impl IntoView {
    let locale = use_locale();
    let TenantPlan { plan, meter, features, grace_days, .. } = plan;
    view! {
        <div class="stack stack-loose narrow">
            <Card title=words::used(locale)>
                <div class="stack">
                    <PlanMeter meter=meter.clone() />
                    <ClosedModules meter />
                </div>
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
