//! What a change of a plan would do, before somebody says that it may.

use super::{
    api::{PreviewPlan, SavePlan},
    what_if::WhatIfView,
    words,
};
use crate::{
    bundle::Bundled,
    error::AppError,
    form::{FormState, PlainForm, Submit},
    i18n::{Locale, words as common},
    load::{Loading, failed, load},
    paths,
    plan::{amount, module_names, price, words as plan},
    site::{use_locale, use_may},
    ui::{ButtonKind, Card, Fact, Facts, LinkButton, PageHead},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use tenantry::{
    access::Permission,
    plans::{Limit, Plan, PlanReview},
};

pub struct PlanReviewPage {
    review: Loading<PlanReview>,
    typed: Memo<String>,
}

impl Bundled for PlanReviewPage {
    fn data() -> Self {
        let (key, address) = (paths::use_param("key"), use_query_map());
        let typed = Memo::new(move |_| address.with(|address| address.get("form").unwrap_or_default()));
        Self { review: Loading::of(move || PreviewPlan { plan: key.get(), form: typed.get() }), typed }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        if !use_may(Permission::DeploymentManage) {
            return failed(&AppError::forbidden()).into_any();
        }
        let typed = self.typed;
        let page = load(self.review, move |review| view! { <Review review typed=typed.get_untracked() /> });
        view! {
            <Title text=words::review_title(locale) />
            {page}
        }
        .into_any()
    }
}

#[component]
fn Review(review: PlanReview, typed: String) -> impl IntoView {
    let locale = use_locale();
    let state = FormState::plain::<SavePlan>();
    let PlanReview { before, after, what_if } = review;
    let changes = changes(locale, &before, &after);
    let back = paths::console_plan(&before.key);
    view! {
        <div class="narrow">
            <PageHead title=words::review_title(locale) lead=words::review_lead(locale, before.name(locale)) />
            <div class="stack stack-loose">
                <Card title=words::changes(locale)>
                    {if changes.is_empty() {
                        view! { <p class="text-muted">{words::no_changes(locale)}</p> }.into_any()
                    } else {
                        view! {
                            <Facts>
                                {changes
                                    .into_iter()
                                    .map(|(name, text)| view! { <Fact name>{text}</Fact> })
                                    .collect_view()}
                            </Facts>
                        }
                            .into_any()
                    }}
                </Card>
                <Card title=words::what_if(locale)>
                    <WhatIfView what_if />
                </Card>
                <PlainForm action=SavePlan::url() state>
                    <input type="hidden" name="plan" value=before.key.clone() />
                    <input type="hidden" name="typed" value=typed />
                    <input type="hidden" name="version" value=before.version.to_string() />
                    <div class="form-actions">
                        <Submit state>{words::save(locale)}</Submit>
                        <LinkButton href=back kind=ButtonKind::Quiet>
                            {common::cancel(locale)}
                        </LinkButton>
                    </div>
                </PlainForm>
            </div>
        </div>
    }
}

/// Each value that is another, before and after.
fn changes(locale: Locale, before: &Plan, after: &Plan) -> Vec<(&'static str, String)> {
    let most = |plan: &Plan, limit: Limit| {
        let most = plan.allowance.of(limit).map(|most| amount(locale, limit, most));
        most.unwrap_or_else(|| words::no_limit(locale).to_owned())
    };
    let modules = |of: &Plan| match &of.allowance.modules {
        None => plan::all_modules(locale).to_owned(),
        Some(modules) if modules.is_empty() => plan::no_modules(locale).to_owned(),
        Some(modules) => module_names(locale, modules),
    };
    let features = |of: &Plan| {
        let names: Vec<&str> = of.features.iter().map(|feature| plan::feature(locale, *feature)).collect();
        if names.is_empty() { plan::no_modules(locale).to_owned() } else { names.join(", ") }
    };
    let values = |of: &Plan| {
        [
            (words::name_en(locale), of.name_en.clone()),
            (words::name_fr(locale), of.name_fr.clone()),
            (words::description_en(locale), of.description_en.clone()),
            (words::description_fr(locale), of.description_fr.clone()),
            (words::position(locale), of.position.to_string()),
            (plan::price(locale), price(locale, of)),
            (words::members(locale), most(of, Limit::Members)),
            (words::storage(locale), most(of, Limit::Storage)),
            (words::requests(locale), most(of, Limit::Requests)),
            (plan::modules(locale), modules(of)),
            (plan::features(locale), features(of)),
        ]
    };
    let pairs = values(before).into_iter().zip(values(after)).filter(|(before, after)| before != after);
    let said = |text: String| if text.is_empty() { "–".to_owned() } else { text };
    pairs.map(|((name, before), (_, after))| (name, format!("{} → {}", said(before), said(after)))).collect()
}
