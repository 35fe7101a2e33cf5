use leptos::prelude::*;
use maud::{Markup, html};
use tenantry::brand::Image;

/// An organisation's logo, and the one for the dark where the system decides. A name stands beside it, so it says nothing.
pub fn plain_logo(logo: &Image, night: Option<&Image>, class: &str) -> Markup {
    let picture = html! { img class=(class) src=(logo.src) srcset=[&logo.srcset] alt=""; };
    match night {
        Some(night) => {
            html! { picture { source media="(prefers-color-scheme: dark)" srcset=(night.set()); (picture) } }
        }
        None => picture,
    }
}

/// The same as a view, with a name where none stands beside it.
pub fn logo((logo, night): (Image, Option<Image>), class: &'static str, alt: String) -> AnyView {
    let picture = view! { <img class=class src=logo.src srcset=logo.srcset alt=alt /> };
    match night {
        Some(night) => view! {
            <picture>
                <source media="(prefers-color-scheme: dark)" srcset=night.set().to_owned() />
                {picture}
            </picture>
        }
        .into_any(),
        None => picture.into_any(),
    }
}
