//! What a page shows of a work that goes on: asked for again and again, as long as somebody looks.

use crate::error::AppError;
use leptos::{leptos_dom::helpers::set_timeout_with_handle, prelude::*, task::spawn_local};
use std::time::Duration;

/// Whether the page's tab is the one that is seen.
#[derive(Clone, Copy)]
struct Visible(RwSignal<bool>);

/// Called once, around the pages that look again: what it needs of the browser must be in the main chunk.
pub(crate) fn provide_visibility() {
    let visible = RwSignal::new(true);
    provide_context(Visible(visible));
    Effect::new(move |_| {
        let listener = window_event_listener_untyped("visibilitychange", move |_| visible.set(!document().hidden()));
        on_cleanup(move || listener.remove());
    });
}

/// Looks again after `pause`, and again, while what is shown goes on and the tab is seen. A look that fails is tried again
/// like any other.
pub(crate) fn follow<T, F>(
    shown: RwSignal<T>,
    pause: Duration,
    goes_on: impl Fn(&T) -> bool + 'static,
    look: impl Fn() -> F + Copy + Send + Sync + 'static,
) where
    T: Clone + Send + Sync + 'static,
    F: Future<Output = Result<T, AppError>> + 'static,
{
    let visible = use_context::<Visible>().map_or_else(|| RwSignal::new(true), |visible| visible.0);
    let look_once = move || {
        spawn_local(async move {
            let seen = look().await;
            // The page may be gone by now, and its signal with it.
            shown.try_update(|shown| *shown = seen.unwrap_or_else(|_| shown.clone()));
        });
    };
    Effect::new(move || {
        if shown.with(&goes_on)
            && visible.get()
            && let Ok(timer) = set_timeout_with_handle(look_once, pause)
        {
            on_cleanup(move || timer.clear());
        }
    });
}

/// A value as it was when it last stood still for so long.
pub(crate) fn settled<T>(value: Memo<T>, pause: Duration) -> Signal<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let still = RwSignal::new(value.get_untracked());
    Effect::new(move || {
        let next = value.get();
        let settle = move || {
            still.try_maybe_update(|still| {
                let is_new = *still != next;
                *still = next.clone();
                (is_new, ())
            });
        };
        if let Ok(timer) = set_timeout_with_handle(settle, pause) {
            on_cleanup(move || timer.clear());
        }
    });
    still.into()
}

/// Has the page loaded again after so many seconds where no scripts run. Only the server can say that: what scripts put into
/// a `noscript` counts, and would load the page again under somebody's hands.
pub(crate) fn reload_without_scripts(seconds: u8) {
    #[cfg(feature = "ssr")]
    if let Some(reload) = use_context::<crate::server::ReloadWithoutScripts>() {
        reload.after(seconds);
    }
    #[cfg(not(feature = "ssr"))]
    let _ = seconds;
}
