//! How far the move is that goes on, and what became of the last one.

use super::{page::named, words};
use crate::{
    console::backups::words as backups,
    paths,
    site::use_locale,
    ui::{Banner, Card, Step, StepState, Steps, Tone},
};
use leptos::prelude::*;
use tenantry::moves::{Move, MoveState, MovesOf};

#[component]
pub(super) fn Live(moves: RwSignal<MovesOf>) -> impl IntoView {
    let last = Memo::new(move |_| moves.with(|moves| moves.moves.first().cloned()));
    let state = Memo::new(move |_| last.with(|last| last.as_ref().map(|last| (last.state, last.is_abandoned))));
    let kept = Memo::new(move |_| last.with(|last| last.as_ref().is_some_and(Move::goes_on)));
    view! {
        <div role="status">
            {move || {
                state.get().and_then(|_| last.get_untracked()).map(|last| view! { <Outcome last /> })
            }}
        </div>
        {move || {
            kept.get()
                .then(|| {
                    let restored = last.with_untracked(|last| last.as_ref().is_some_and(|last| last.restores.is_some()));
                    if restored { view! { <Restoring last /> }.into_any() } else { view! { <UnderWay last /> }.into_any() }
                })
        }}
    }
}

#[component]
fn Outcome(last: Move) -> impl IntoView {
    let locale = use_locale();
    let to = named(&last.to);
    match last.state {
        MoveState::Undone if last.restores.is_some() => {
            view! { <TakenBack title=backups::undone_title(locale) text=backups::undone(locale) error=last.error /> }
                .into_any()
        }
        // What became of a backup that was brought back is told beside the backups.
        _ if last.restores.is_some() => ().into_any(),
        MoveState::Copying | MoveState::Switching if last.is_abandoned => {
            view! { <Banner tone=Tone::Warning title=words::abandoned(locale)>{words::abandoned_text(locale)}</Banner> }
                .into_any()
        }
        MoveState::Copying | MoveState::Switching | MoveState::Done => ().into_any(),
        MoveState::Moved => view! { <Banner tone=Tone::Success>{words::was_moved(locale, &to)}</Banner> }.into_any(),
        MoveState::Undone => {
            view! { <TakenBack title=words::undone_title(locale) text=words::undone_text(locale) error=last.error /> }
                .into_any()
        }
    }
}

/// What came to nothing, and why, in the words of whatever failed.
#[component]
pub(in crate::console) fn TakenBack(title: &'static str, text: &'static str, error: Option<String>) -> impl IntoView {
    let reason = error.map(|why| view! { <p class="reason" lang="en">{why}</p> });
    view! {
        <Banner tone=Tone::Warning title=title>
            <div class="stack stack-tight">{reason} <p>{text}</p></div>
        </Banner>
    }
}

#[component]
fn Restoring(last: Memo<Option<Move>>) -> impl IntoView {
    let locale = use_locale();
    let slug = last.with_untracked(|last| last.as_ref().map(|last| last.slug.clone()).unwrap_or_default());
    view! {
        <Banner tone=Tone::Info>
            {words::restoring(locale)} " " <a href=paths::console_backups(&slug)>{words::to_backups(locale)}</a>
        </Banner>
    }
}

#[component]
fn UnderWay(last: Memo<Option<Move>>) -> impl IntoView {
    let locale = use_locale();
    let percent = move || last.with(|last| last.as_ref().map_or(0, Move::percent));
    let title = last.with_untracked(|last| last.as_ref().map(|last| words::goes_to(locale, &named(&last.to))));
    let steps = Signal::derive(move || last.with(|last| last.as_ref().map(steps).unwrap_or_default()));
    view! {
        <Card title=title.unwrap_or_default()>
            <div class="stack">
                <div class="run-bar">
                    <progress
                        class="progress"
                        aria-label=words::progress(locale)
                        max="100"
                        value=move || percent().to_string()
                    ></progress>
                    <p class="run-share">
                        <strong>{move || format!("{}\u{a0}%", percent())}</strong>
                        <span class="text-muted">{words::of_the_copy(locale)}</span>
                    </p>
                </div>
                <Steps steps />
            </div>
        </Card>
    }
}

fn steps(of: &Move) -> Vec<Step> {
    let locale = use_locale();
    let is_switching = of.state == MoveState::Switching;
    let is_copied = of.rows > 0 && of.copied >= of.rows;
    let state = |is_done: bool, is_active: bool| match (is_done, is_active) {
        (true, _) => StepState::Done,
        (false, true) => StepState::Active,
        (false, false) => StepState::Waiting,
    };
    let step = |name: &str, state: StepState| Step {
        name: name.into(),
        state,
        state_label: words::step_state(locale, state).into(),
        note: String::new(),
        time: String::new(),
    };
    vec![
        step(words::step_copy(locale), state(is_copied || is_switching, true)),
        step(words::step_follow(locale), state(is_switching, is_copied)),
        step(words::step_switch(locale), state(false, is_switching)),
    ]
}
