use super::Avatar;
use leptos::prelude::*;

/// Somebody, with their address below the name.
#[component]
pub fn Person(
    name: String,
    email: String,
    /// The word for the reader, where it is they.
    #[prop(default = None)]
    you: Option<&'static str>,
    /// Where the name leads.
    #[prop(optional, into)]
    href: String,
    /// What is there.
    #[prop(optional)]
    title: &'static str,
) -> impl IntoView {
    let picture = name.clone();
    let name = if href.is_empty() {
        name.into_any()
    } else {
        view! {
            <a href=href title=title>
                {name}
            </a>
        }
        .into_any()
    };
    view! {
        <span class="person">
            <Avatar name=picture />
            <span>
                {name} {you.map(|you| view! { <span class="person-you">{you}</span> })}
                <span class="cell-sub">{email}</span>
            </span>
        </span>
    }
}
