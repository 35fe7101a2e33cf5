//! One run, live: how far it is, who failed, and what to do when it stopped.

use super::{
    api::{ResumeRun, WatchRun, watch_run},
    failures::Failures,
    halt::{Halt, is_asked},
    state::StateBadge,
    words,
};
use crate::{
    bundle::Bundled,
    form::{FormState, PlainForm, Submit},
    i18n::{Locale, format_instant},
    live::{follow, reload_without_scripts},
    load::{Loading, load},
    paths,
    site::{use_locale, use_may},
    ui::{Banner, Card, Glyph, LinkButton, PageHead, StatTile, Step, StepState, Steps, Tone},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use std::time::Duration;
use tenantry::{
    access::Permission,
    money::format_integer,
    upgrades::{RunState, RunView, Stage},
};

const BETWEEN_LOOKS: Duration = Duration::from_secs(1);

pub struct RunPage {
    run: Loading<RunView>,
}

impl Bundled for RunPage {
    fn data() -> Self {
        let id = paths::use_param("id");
        Self { run: Loading::of(move || WatchRun { id: id.get() }) }
    }

    fn view(self) -> AnyView {
        let page = load(self.run, |run| view! { <Live run /> });
        view! {
            <Title text=words::run(use_locale()) />
            {page}
        }
        .into_any()
    }
}

#[component]
fn Live(run: RunView) -> impl IntoView {
    let locale = use_locale();
    let title = words::run_of(locale, &format_instant(&run.started_at, locale));
    let id = run.id;
    let asked = is_asked();
    if run.goes_on() && !asked.get_untracked() {
        reload_without_scripts(2);
    }
    let run = RwSignal::new(run);
    follow(run, BETWEEN_LOOKS, RunView::goes_on, move || watch_run(id.to_string()));
    let state = Memo::new(move |_| run.with(|run| (run.state, run.is_abandoned)));
    let may_stop = use_may(Permission::FleetManage);
    let can_stop = Memo::new(move |_| may_stop && run.with(RunView::can_stop));
    let can_go_back = Memo::new(move |_| may_stop && run.with(|run| run.counts.done > 0));
    let back = paths::console_run_rollback(id);
    let badge = move || {
        move || {
            let (state, is_abandoned) = state.get();
            view! { <StateBadge state is_abandoned locale /> }
        }
    };
    view! {
        <PageHead title badge />
        <div class="stack stack-loose">
            <div role="status">{move || view! { <Ended run=run.get_untracked() state=state.get() /> }}</div>
            <Bar run />
            <Figures run />
            {move || can_stop.get().then(|| view! { <Halt run asked /> })}
            <Card title=words::stages(locale)>
                <Steps steps=Signal::derive(move || run.with(|run| steps(run, locale))) />
            </Card>
            <Failures run />
            {move || can_go_back.get().then(|| view! { <p><LinkButton href=back.clone()>{words::roll_back_run_ask(locale)}</LinkButton></p> })}
        </div>
    }
}

/// Why nothing moves any more, and the way on.
#[component]
fn Ended(run: RunView, state: (RunState, bool)) -> impl IntoView {
    let locale = use_locale();
    let (tone, title, text) = match state {
        (RunState::Running, false) => return ().into_any(),
        (RunState::Halted, _) if run.was_stopped() => {
            (Tone::Warning, words::run_stopped(locale), words::run_stopped_text(locale))
        }
        (RunState::Halted, _) => (Tone::Warning, words::run_halted(locale), words::run_halted_text(locale)),
        (_, true) => (Tone::Warning, words::run_abandoned(locale), words::run_abandoned_text(locale)),
        (RunState::Done, _) => return done(run.counts.failed, locale).into_any(),
    };
    let may_resume = run.can_resume() && use_may(Permission::FleetManage);
    let resume = may_resume.then(|| view! { <Resume id=run.id.to_string() /> });
    let told = run.halt_reason.clone().filter(|_| !run.was_stopped());
    let reason = told.map(|reason| view! { <p class="reason" lang="en">{reason}</p> });
    view! {
        <Banner tone title>
            <div class="stack stack-tight">{reason} <p>{text}</p> {resume}</div>
        </Banner>
    }
    .into_any()
}

fn done(failed: i64, locale: Locale) -> impl IntoView {
    let (tone, text) = match failed {
        0 => (Tone::Success, words::run_done(locale).to_owned()),
        1 => (Tone::Warning, words::run_done_but_one(locale).to_owned()),
        many => (Tone::Warning, words::run_done_but(locale, &format_integer(many, locale))),
    };
    view! { <Banner tone>{text}</Banner> }
}

#[component]
fn Resume(id: String) -> impl IntoView {
    let locale = use_locale();
    let state = FormState::plain::<ResumeRun>();
    view! {
        <PlainForm action=ResumeRun::url() state>
            <input type="hidden" name="id" value=id />
            <div>
                <Submit state>{words::resume(locale)}</Submit>
            </div>
        </PlainForm>
    }
}

#[component]
fn Bar(run: RwSignal<RunView>) -> impl IntoView {
    let locale = use_locale();
    let of_stage = Memo::new(move |_| run.with(|run| run.counts.of_stage(run.stage)));
    let (part, whole) = (move || of_stage.get().0, move || of_stage.get().1.max(1));
    let share = move || format!("{}\u{a0}%", part() * 100 / whole());
    let is_rehearsal = Memo::new(move |_| run.with(|run| run.stage == Stage::Rehearsal));
    let label = move || if is_rehearsal.get() { words::progress_of_copies(locale) } else { words::progress(locale) };
    let of = move || match (is_rehearsal.get(), of_stage.get().1) {
        (true, copies) => words::some_copies(locale, copies),
        (false, organisations) => words::organisations(locale, organisations),
    };
    view! {
        <div class="run-bar">
            <progress
                class="progress"
                aria-label=label
                max=move || whole().to_string()
                value=move || part().to_string()
            ></progress>
            <p class="run-share">
                <strong>{share}</strong>
                <span class="text-muted">{of}</span>
            </p>
        </div>
    }
}

#[component]
fn Figures(run: RwSignal<RunView>) -> impl IntoView {
    let locale = use_locale();
    let number = move |of: fn(&RunView) -> i64| Memo::new(move |_| format_integer(run.with(of), locale));
    let (done, failed) = (number(|run| run.counts.done), number(|run| run.counts.failed));
    let left = number(|run| run.counts.left_in(run.stage));
    let is_rehearsal = Memo::new(move |_| run.with(|run| run.stage == Stage::Rehearsal));
    let left_of = move || if is_rehearsal.get() { words::copies_left(locale) } else { words::left(locale) };
    let pace = Memo::new(move |_| run.with(|run| pace(run, locale)));
    let restored = Memo::new(move |_| run.with(|run| run.counts.restored + run.counts.restoring));
    view! {
        <div class="stats">
            {tile(Glyph::Success, words::done(locale), done)} {tile(Glyph::Alert, words::failed(locale), failed)}
            {move || tile(Glyph::Layers, left_of(), left)}
            {move || {
                pace.get()
                    .map(|(value, note)| {
                        view! { <StatTile glyph=Glyph::Activity label=words::rate(locale) value note /> }
                    })
            }}
            {move || {
                (restored.get() > 0)
                    .then(|| {
                        let value = format_integer(restored.get(), locale);
                        view! { <StatTile glyph=Glyph::History label=words::restored(locale) value /> }
                    })
            }}
        </div>
    }
}

fn tile(glyph: Glyph, label: &'static str, value: Memo<String>) -> impl IntoView {
    move || view! { <StatTile glyph label value=value.get() /> }
}

/// Fewer than ten a minute are told by the hour.
const A_FEW_A_MINUTE: i64 = 600;

/// How fast it goes and how long it still takes, while it runs.
fn pace(run: &RunView, locale: Locale) -> Option<(String, String)> {
    let to_go = run.eta_seconds.map(|seconds| words::to_go(locale, &words::duration(locale, seconds)));
    let rate = if run.per_hour < A_FEW_A_MINUTE {
        words::an_hour(locale, &format_integer(run.per_hour, locale))
    } else {
        words::a_minute(locale, &format_integer(run.per_hour / 60, locale))
    };
    (run.state == RunState::Running && !run.is_abandoned).then(|| (rate, to_go.unwrap_or_default()))
}

fn steps(run: &RunView, locale: Locale) -> Vec<Step> {
    Stage::ALL.into_iter().map(|stage| step(run, stage, locale)).collect()
}

fn step(run: &RunView, stage: Stage, locale: Locale) -> Step {
    let is_rehearsal = stage == Stage::Rehearsal;
    let state = match run.state {
        _ if is_rehearsal && run.counts.to_rehearse == 0 => StepState::Waiting,
        RunState::Done => StepState::Done,
        _ if stage < run.stage => StepState::Done,
        RunState::Halted if stage == run.stage => StepState::Failed,
        _ if stage == run.stage => StepState::Active,
        _ => StepState::Waiting,
    };
    let state_label = match state {
        _ if is_rehearsal && run.counts.to_rehearse == 0 => words::stage_skipped(locale),
        StepState::Waiting => words::stage_waiting(locale),
        StepState::Active => words::stage_active(locale),
        StepState::Done => words::stage_done(locale),
        StepState::Failed => words::halted(locale),
    };
    let tried = is_rehearsal && run.counts.to_rehearse > 0;
    let number = |count: i64| format_integer(count, locale);
    Step {
        name: words::stage(locale, stage).into(),
        state,
        state_label: state_label.into(),
        note: if tried {
            words::rehearsed(locale, &number(run.counts.rehearsed), &number(run.counts.to_rehearse))
        } else {
            String::new()
        },
        time: if state == StepState::Waiting { state_label.into() } else { String::new() },
    }
}
