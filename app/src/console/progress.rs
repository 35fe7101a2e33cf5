//! How far the making of an organisation is. With scripts the page asks again and again; without, it is loaded again.

use super::{
    api::{ReadProgress, read_progress},
    copies, words,
};
use crate::{
    bundle::Bundled,
    error::AppError,
    i18n::{Locale, words as common},
    live::{follow, reload_without_scripts},
    load::{Loading, failed, load},
    paths,
    site::use_locale,
    ui::{self, Banner, ButtonKind, Card, CopyCode, Glyph, LinkButton, PageHead, Steps, Tone},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_params_map, use_query_map};
use std::time::Duration;
use tenantry::{
    ids::ProvisioningId,
    provisioning::{Outcome, Progress, Step, StepReport, StepState},
    tenants::Slug,
};

const BETWEEN_LOOKS: Duration = Duration::from_millis(400);

pub struct ProvisioningPage {
    /// Absent when the address names none.
    making: Option<(ProvisioningId, Loading<Progress>)>,
}

impl Bundled for ProvisioningPage {
    fn data() -> Self {
        let id: Option<ProvisioningId> =
            use_params_map().with_untracked(|params| params.get("id").and_then(|id| id.parse().ok()));
        Self { making: id.map(|id| (id, Loading::of(move || ReadProgress { id }))) }
    }

    fn view(self) -> AnyView {
        let Some((id, progress)) = self.making else { return failed(&AppError::not_found()).into_any() };
        let page = load(progress, move |progress| view! { <Live id progress /> });
        view! {
            <Title text=common::new_organisation(use_locale()) />
            {page}
        }
        .into_any()
    }
}

#[component]
fn Live(id: ProvisioningId, progress: Progress) -> impl IntoView {
    let locale = use_locale();
    let slug = progress.slug.clone();
    let from = StoredValue::new(copied_from());
    let is_copy = from.with_value(Option::is_some);
    if progress.outcome == Outcome::Running {
        reload_without_scripts(1);
    }
    let progress = RwSignal::new(progress);
    follow(progress, BETWEEN_LOOKS, |progress| progress.outcome == Outcome::Running, move || read_progress(id));
    let steps = Signal::derive(move || {
        progress.with(|progress| progress.steps.iter().map(|report| step(locale, *report, is_copy)).collect::<Vec<_>>())
    });
    let ended =
        Memo::new(move |_| progress.with(|progress| (progress.outcome != Outcome::Running).then(|| progress.clone())));
    view! {
        <PageHead title=common::new_organisation(locale) lead=slug />
        <div class="stack stack-loose narrow">
            <div role="status">
                {move || ended.get().map(|progress| view! { <Ended progress from=from.get_value() /> })}
            </div>
            <Card>
                <Steps steps />
            </Card>
        </div>
    }
}

/// What it is a copy of, as the form that began it has written into the address. It changes words and nothing else.
fn copied_from() -> Option<String> {
    let from = use_query_map().with_untracked(|query| query.get(paths::COPY_OF))?;
    Slug::try_from(from.as_str()).ok().map(|slug| slug.to_string())
}

#[component]
fn Ended(progress: Progress, from: Option<String>) -> impl IntoView {
    let locale = use_locale();
    if progress.outcome == Outcome::Failed {
        let step = failed_step(locale, &progress, from.is_some());
        let again = from.map_or_else(|| paths::CONSOLE_NEW.to_owned(), |from| paths::console_copy(&from));
        return view! {
            <Banner tone=Tone::Danger title=words::failed_title(locale, step)>
                <div class="stack stack-tight">
                    <p>{words::failed(locale)}</p>
                    <div>
                        <LinkButton href=again>{common::try_again(locale)}</LinkButton>
                    </div>
                </div>
            </Banner>
        }
        .into_any();
    }
    let host = progress.url.split_once("://").map_or("", |(_, host)| host).to_owned();
    view! {
        <Card title=words::done_title(locale, &host)>
            <div class="stack">
                {match (progress.invitation_url, from) {
                    (_, Some(from)) => view! { <p class="text-muted">{copies::words::made(locale, &from)}</p> }.into_any(),
                    (Some(link), None) => view! { <AdministratorLink link /> }.into_any(),
                    (None, None) => view! { <p class="text-muted">{words::link_gone(locale)}</p> }.into_any(),
                }}
                <div class="row">
                    <LinkButton href=progress.url kind=ButtonKind::Primary icon=Glyph::External>
                        {words::open(locale)}
                    </LinkButton>
                    <LinkButton href=paths::console_organisation(&progress.slug)>{words::show(locale)}</LinkButton>
                </div>
            </div>
        </Card>
    }
    .into_any()
}

#[component]
fn AdministratorLink(link: String) -> impl IntoView {
    let locale = use_locale();
    view! {
        <div class="stack stack-tight">
            <p>{words::link_text(locale)}</p>
            <CopyCode code=link copy_label=words::copy_link(locale) copied_label=common::copied(locale) />
        </div>
    }
}

fn failed_step(locale: Locale, progress: &Progress, is_copy: bool) -> &'static str {
    let report = progress.steps.iter().find(|report| report.state == StepState::Failed);
    report.map_or("", |report| step_name(locale, report.step, is_copy))
}

fn step_name(locale: Locale, step: Step, is_copy: bool) -> &'static str {
    let of_copy = if is_copy { copies::words::step(locale, step) } else { None };
    of_copy.unwrap_or_else(|| words::step(locale, step))
}

fn step(locale: Locale, report: StepReport, is_copy: bool) -> ui::Step {
    let (state, label, note) = match report.state {
        StepState::Waiting => (ui::StepState::Waiting, words::waiting(locale), ""),
        StepState::Running => (ui::StepState::Active, words::running(locale), ""),
        StepState::Done => (ui::StepState::Done, words::done(locale), ""),
        StepState::Failed => (ui::StepState::Failed, "", words::step_failed(locale)),
        StepState::Undone => (ui::StepState::Waiting, "", words::undone(locale)),
    };
    let time = if report.state == StepState::Done { words::milliseconds(locale, report.micros) } else { String::new() };
    ui::Step {
        name: step_name(locale, report.step, is_copy).into(),
        state,
        state_label: label.into(),
        note: note.into(),
        time,
    }
}
