use leptos::prelude::*;

/// How much of a whole is done, as a bar; `label` says of what.
#[component]
pub fn Progress(#[prop(into)] label: String, done: i64, whole: i64) -> impl IntoView {
    let (done, whole) = within(done, whole);
    view! {
        <progress
            class="progress"
            aria-label=label
            max=whole.to_string()
            value=done.to_string()
        ></progress>
    }
}

/// A bar needs a whole, and a part of it.
pub(super) fn within(done: i64, whole: i64) -> (i64, i64) {
    let whole = whole.max(1);
    (done.clamp(0, whole), whole)
}
