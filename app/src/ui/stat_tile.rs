use leptos::prelude::*;

use super::{Glyph, Icon};

/// A figure with its name, and a line that gives it a measure. Tiles stand in a `<div class="stats">`. With `href` the tile leads to its list.
#[component]
pub fn StatTile(
    glyph: Glyph,
    #[prop(into)] label: String,
    #[prop(into)] value: String,
    #[prop(optional, into)] note: String,
    #[prop(optional, into)] href: Option<String>,
    #[prop(optional)] danger: bool,
) -> impl IntoView {
    let class = if danger { "stat stat-danger" } else { "stat" };
    let content = view! {
        <span class="stat-label">
            <Icon glyph=glyph />
            {label}
        </span>
        <span class="stat-value">{value}</span>
        {(!note.is_empty()).then(|| view! { <span class="stat-note">{note}</span> })}
    };
    match href {
        Some(href) => view! { <a class=class href=href>{content}</a> }.into_any(),
        None => view! { <div class=class>{content}</div> }.into_any(),
    }
}
