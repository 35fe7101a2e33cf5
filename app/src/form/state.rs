//! What the fields of one form show: values, errors, and whether it is being sent.

use super::Replay;
use crate::{
    error::{AppError, ToldFault},
    i18n::kind_words,
    site::use_locale,
};
use leptos::{prelude::*, server_fn::ServerFn};
use tenantry::{
    fault::{Kind, Problem},
    locale::Locale,
};

/// A handle that is copied into every field.
#[derive(Clone, Copy)]
pub struct FormState {
    fault: Signal<Option<ToldFault>>,
    pending: Signal<bool>,
    /// What was typed, when the page is rendered again after a failed attempt.
    replay: StoredValue<Replay>,
    /// The fields that show what is wrong with them.
    shown: StoredValue<Vec<&'static str>>,
    locale: Locale,
}

impl FormState {
    /// The state of a form over a server action.
    pub fn of<F>(action: ServerAction<F>) -> Self
    where
        F: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
        F::Output: Clone + Send + Sync + 'static,
    {
        let replay = taken(replay_of(F::PATH));
        let value = action.value();
        let sent = action.version();
        let fault = Signal::derive(move || match value.get() {
            Some(Err(error)) => Some(error.told()),
            // Before the first attempt in the background, the one that the page answers still counts.
            None if sent.get() == 0 => replay.with_value(|replay| replay.fault.clone()),
            Some(Ok(_)) | None => None,
        });
        Self { fault, pending: action.pending().into(), replay, shown: StoredValue::default(), locale: use_locale() }
    }

    /// The state of a form that the browser sends itself.
    pub fn plain<F: ServerFn>() -> Self {
        Self::after(replay_of(F::PATH))
    }

    /// The state of such a form with buttons that send it to several functions, of which these are the paths.
    pub fn plain_to(paths: &[&'static str]) -> Self {
        let mut replays = paths.iter().copied().map(replay_of);
        Self::after(replays.find(|replay| replay.fault.is_some()).unwrap_or_default())
    }

    /// The state of one of several such forms to the same function: an attempt is that of the form whose hidden `field`
    /// has the `value`.
    pub fn plain_of<F: ServerFn>(field: &str, value: &str) -> Self {
        Self::plain_at(F::PATH, field, value)
    }

    /// The same for a function of which only the path is at hand.
    pub fn plain_at(path: &'static str, field: &str, value: &str) -> Self {
        let replay = replay_of(path);
        Self::after(if replay.value(field) == Some(value) { replay } else { Replay::default() })
    }

    fn after(replay: Replay) -> Self {
        let replay = taken(replay);
        let fault = Signal::derive(move || replay.with_value(|replay| replay.fault.clone()));
        Self { fault, pending: Signal::derive(|| false), replay, shown: StoredValue::default(), locale: use_locale() }
    }

    /// What the field shows first: what was typed, or the given value.
    pub fn value(self, field: &str, initial: impl Into<String>) -> Signal<String> {
        let typed = self.replay.with_value(|replay| replay.value(field).map(str::to_owned));
        let value = typed.unwrap_or_else(|| initial.into());
        Signal::stored(value)
    }

    /// Whether the page answers a failed attempt, so that a box that wasn't ticked was left so.
    pub fn was_sent(self) -> bool {
        self.replay.with_value(|replay| replay.fault.is_some())
    }

    /// What is wrong with the field, in the reader's language. Whoever asks shows it.
    pub fn error(self, field: &'static str) -> Signal<Option<String>> {
        self.shown.update_value(|shown| shown.push(field));
        Signal::derive(move || self.fault.with(|fault| fault.as_ref()?.field(field).map(|of| of.words.clone())))
    }

    /// The same as data, for a form that offers a way on. Whoever asks leaves it to the line above the form to say it.
    pub fn problem(self, field: &str) -> Option<Problem> {
        self.fault.with_untracked(|fault| fault.as_ref()?.field(field)?.problem())
    }

    /// What is wrong with all of it: a failure that belongs to no field, or to one that the form doesn't show.
    pub fn message(self) -> Signal<Option<String>> {
        Signal::derive(move || {
            let fault = self.fault.get()?;
            let is_shown = |field: &str| self.shown.with_value(|shown| shown.contains(&field));
            if let Some(hidden) = fault.fields.iter().find(|of| !is_shown(&of.field)) {
                return Some(hidden.words.clone());
            }
            let worded_at_fields = fault.kind == Kind::Invalid && fault.fields.len() == 1;
            (!worded_at_fields).then(|| kind_words(self.locale, fault.kind))
        })
    }

    pub fn has_errors(self) -> bool {
        self.fault.with(Option::is_some)
    }

    pub fn pending(self) -> Signal<bool> {
        self.pending
    }
}

fn replay_of(path: &'static str) -> Replay {
    let replay = use_context::<StoredValue<Replay>>().map(|replay| replay.get_value()).unwrap_or_default();
    if replay.endpoint == path { replay } else { Replay::default() }
}

/// The attempt has a form to be shown in, if there is one.
fn taken(replay: Replay) -> StoredValue<Replay> {
    if replay.fault.is_some()
        && let Some(of_the_page) = use_context::<StoredValue<Replay>>()
    {
        of_the_page.update_value(|replay| replay.is_taken = true);
    }
    StoredValue::new(replay)
}
