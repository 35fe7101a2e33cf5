use leptos::prelude::*;

/// The place of content that is on its way: lines, or one block.
#[component]
pub fn Skeleton(#[prop(default = 3)] lines: usize, #[prop(optional)] block: bool) -> impl IntoView {
    let class = if block { "skeleton skeleton-block" } else { "skeleton skeleton-line" };
    let count = if block { 1 } else { lines };
    view! {
        <div class="stack stack-tight" aria-hidden="true">
            {(0..count).map(|_| view! { <span class=class></span> }).collect_view()}
        </div>
    }
}
