use leptos::prelude::*;

/// How much of a whole is done, as a bar; `label` says of what.
#[component]
pub fn Progress(#[prop(into)] label: String, done: i64, whole: i64) -> impl IntoView {
    let whole = whole.max(1);
    view! {
        <progress
            class="progress"
            aria-label=label
            max=whole.to_string()
            value=done.clamp(0, whole).to_string()
        ></progress>
    }
}
