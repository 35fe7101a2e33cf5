use leptos::prelude::*;

use super::{Glyph, Icon};

/// What stands where there is nothing to show: a line that says why or what to do first, and the one action.
#[component]
pub fn EmptyState(
    #[prop(optional)] glyph: Option<Glyph>,
    #[prop(optional, into)] title: String,
    #[prop(optional, into)] text: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            {glyph.map(|glyph| view! { <Icon glyph=glyph /> })}
            {(!title.is_empty()).then(|| view! { <p class="empty-title">{title}</p> })}
            {(!text.is_empty()).then(|| view! { <p class="empty-text">{text}</p> })}
            {children.map(|action| action())}
        </div>
    }
}
