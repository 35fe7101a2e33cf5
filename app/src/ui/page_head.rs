use leptos::{children::ViewFnOnce, prelude::*};

/// A page's title, a line below it, a badge beside it, and what one can do here.
#[component]
pub fn PageHead(
    #[prop(into)] title: String,
    #[prop(optional, into)] lead: String,
    #[prop(optional, into)] badge: Option<ViewFnOnce>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="page-head">
            <div class="page-head-text">
                <h1 class="page-title">{title} " " {badge.map(ViewFnOnce::run)}</h1>
                {(!lead.is_empty()).then(|| view! { <p class="page-lead">{lead}</p> })}
            </div>
            {children.map(|actions| view! { <div class="page-actions">{actions()}</div> })}
        </div>
    }
}
