use leptos::prelude::*;

use super::{Glyph, Icon};

/// A named step of a longer work. `state_label` says the state in words for those who don't see the mark; `time` is what it took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub name: String,
    pub state: StepState,
    pub state_label: String,
    pub note: String,
    pub time: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StepState {
    #[default]
    Waiting,
    Active,
    Done,
    Failed,
}

/// The steps of a work; a change is announced.
#[component]
pub fn Steps(#[prop(into)] steps: Signal<Vec<Step>>) -> impl IntoView {
    view! {
        <ol class="steps" aria-live="polite">
            {move || steps.get().into_iter().map(step).collect_view()}
        </ol>
    }
}

fn step(step: Step) -> impl IntoView {
    let (class, glyph) = look(step.state);
    view! {
        <li class=class>
            <span class="step-mark">{glyph.map(|glyph| view! { <Icon glyph=glyph /> })}</span>
            <span class="step-name">{step.name} <span class="visually-hidden">{step.state_label}</span></span>
            <span class="step-time">{step.time}</span>
            {(!step.note.is_empty()).then(|| view! { <span class="step-note">{step.note}</span> })}
        </li>
    }
}

fn look(state: StepState) -> (&'static str, Option<Glyph>) {
    match state {
        StepState::Waiting => ("step", None),
        StepState::Active => ("step step-active", None),
        StepState::Done => ("step step-done", Some(Glyph::Check)),
        StepState::Failed => ("step step-failed", Some(Glyph::Close)),
    }
}
