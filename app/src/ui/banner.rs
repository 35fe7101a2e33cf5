use leptos::prelude::*;

use super::{Glyph, Icon, Tone};

/// Something that lasts and that everybody on the page should know. With `announce` a screen reader speaks it when it appears.
#[component]
pub fn Banner(
    #[prop(optional)] tone: Tone,
    #[prop(optional, into)] title: String,
    #[prop(optional)] announce: bool,
    children: Children,
) -> impl IntoView {
    let (class, glyph) = look(tone);
    view! {
        <div class=class role=announce.then(|| role(tone))>
            <Icon glyph=glyph />
            <div class="banner-body">
                {(!title.is_empty()).then(|| view! { <strong>{title}</strong> })} {children()}
            </div>
        </div>
    }
}

fn look(tone: Tone) -> (&'static str, Glyph) {
    match tone {
        Tone::Neutral | Tone::Brand | Tone::Info => ("banner", Glyph::Info),
        Tone::Success => ("banner banner-success", Glyph::Success),
        Tone::Warning => ("banner banner-warning", Glyph::Warning),
        Tone::Danger => ("banner banner-danger", Glyph::Alert),
    }
}

fn role(tone: Tone) -> &'static str {
    if tone == Tone::Danger { "alert" } else { "status" }
}
