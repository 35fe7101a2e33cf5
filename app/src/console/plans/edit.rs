//! One plan: what it says, and its end.

use super::{
    api::{CreatePlan, EditedPlan, ReadPlan, ReviewPlan},
    fields::{PlanFields, first_values},
    words,
};
use crate::{
    bundle::Bundled,
    error::AppError,
    form::{FormState, PlainForm, RequiredInput, Saved, Submit},
    i18n::words as common,
    load::{Loading, failed, load},
    paths,
    plan::{PlanFacts, words as plan},
    site::{use_locale, use_may},
    ui::{Badge, Button, ButtonKind, Card, Choice, LinkButton, PageHead, Select, Tone},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use tenantry::{
    access::Permission,
    plans::{ListedPlan, Plan},
};

/// What the page says was done.
pub(super) const MADE: &str = "made";

pub struct NewPlanPage;

impl Bundled for NewPlanPage {
    fn data() -> Self {
        Self
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        if !use_may(Permission::DeploymentManage) {
            return failed(&AppError::forbidden()).into_any();
        }
        let form = FormState::plain::<CreatePlan>();
        view! {
            <Title text=words::new(locale) />
            <PageHead title=words::new(locale) lead=words::new_lead(locale) />
            <div class="narrow">
                <PlainForm action=CreatePlan::url() state=form>
                    <RequiredInput form name="key" label=words::key(locale) hint=words::key_hint(locale) />
                    <PlanFields form first=first_values(None) />
                    <div class="form-actions">
                        <Submit state=form>{words::make(locale)}</Submit>
                        <LinkButton href=paths::CONSOLE_PLANS kind=ButtonKind::Quiet>
                            {common::cancel(locale)}
                        </LinkButton>
                    </div>
                </PlainForm>
            </div>
        }
        .into_any()
    }
}

pub struct PlanPage {
    edited: Loading<EditedPlan>,
}

impl Bundled for PlanPage {
    fn data() -> Self {
        let key = paths::use_param("key");
        Self { edited: Loading::of(move || ReadPlan { plan: key.get() }) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        view! {
            <Title text=plan::plan(locale) />
            <div class="stack stack-loose">
                <Saved message=words::was_saved(locale) />
                <Saved what=MADE message=words::was_made(locale) />
                {load(self.edited, |edited| view! { <Edited edited /> })}
            </div>
        }
        .into_any()
    }
}

#[component]
fn Edited(edited: EditedPlan) -> impl IntoView {
    let locale = use_locale();
    let EditedPlan { listed: ListedPlan { plan, organisations, is_default }, others } = edited;
    let state = match () {
        () if plan.is_archived => Some((Tone::Neutral, words::archived(locale))),
        () if is_default => Some((Tone::Info, words::of_new(locale))),
        () => None,
    };
    let badge = move || state.map(|(tone, label)| view! { <Badge tone label /> });
    let may = use_may(Permission::DeploymentManage) && !plan.is_archived;
    let name = plan.name(locale).to_owned();
    let archive = (may && !is_default).then({
        let plan = plan.clone();
        || view! { <ArchiveCard plan others organisations /> }
    });
    let body = if may {
        view! { <EditForm plan /> }.into_any()
    } else {
        view! {
            <Card>
                <PlanFacts plan />
            </Card>
        }
        .into_any()
    };
    view! {
        <Title text=name.clone() />
        <div>
            <PageHead title=name lead=words::had_by(locale, organisations) badge />
            <div class="narrow stack stack-loose">
                {body} {archive}
            </div>
        </div>
    }
}

#[component]
fn EditForm(plan: Plan) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain_of::<ReviewPlan>("plan", &plan.key);
    let first = first_values(Some(&plan));
    view! {
        <PlainForm action=ReviewPlan::url() state=form>
            <input type="hidden" name="plan" value=plan.key />
            <PlanFields form first />
            <div class="form-actions">
                <Submit state=form>{words::review(locale)}</Submit>
                <LinkButton href=paths::CONSOLE_PLANS kind=ButtonKind::Quiet>
                    {common::cancel(locale)}
                </LinkButton>
            </div>
        </PlainForm>
    }
}

/// Leads to the page that says what would come of it.
#[component]
fn ArchiveCard(plan: Plan, others: Vec<Plan>, organisations: i64) -> impl IntoView {
    let locale = use_locale();
    let choices: Vec<Choice> =
        others.iter().map(|of| Choice::new(of.key.clone(), of.name(locale).to_owned())).collect();
    let first = others.first().map(|of| of.key.clone()).unwrap_or_default();
    (!choices.is_empty()).then(|| {
        view! {
            <Card title=words::archive_title(locale)>
                <form class="form" method="get" action=paths::console_plan_archive(&plan.key)>
                    <p class="text-muted">{words::archive_text(locale, organisations)}</p>
                    <Select name="to" label=words::archive_to(locale) choices value=Signal::stored(first) />
                    <div>
                        <Button kind=ButtonKind::Secondary>{words::archive_ask(locale)}</Button>
                    </div>
                </form>
            </Card>
        }
    })
}
