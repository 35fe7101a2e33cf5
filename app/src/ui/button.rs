use leptos::prelude::*;

use super::{Glyph, Icon};

/// One primary button a view; the others are secondary; quiet ones step back; dangerous ones say so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    Primary,
    #[default]
    Secondary,
    Quiet,
    Danger,
}

/// A button that submits its form, unless `kind_of` says `"button"`. While `pending` it keeps its width and ignores further clicks.
#[component]
pub fn Button(
    #[prop(optional)] kind: ButtonKind,
    #[prop(default = "submit")] kind_of: &'static str,
    #[prop(optional, into)] pending: Signal<bool>,
    #[prop(optional)] icon: Option<Glyph>,
    #[prop(optional)] small: bool,
    #[prop(optional)] wide: bool,
    #[prop(optional, into)] name: Option<String>,
    #[prop(optional, into)] value: Option<String>,
    /// The id of the form that it sends, where it stands outside of it.
    #[prop(optional)]
    form: Option<&'static str>,
    /// Where it sends the form, if not to where the form goes otherwise.
    #[prop(optional, into)]
    formaction: Option<String>,
    children: Children,
) -> impl IntoView {
    let refuse_while_pending = move |event: leptos::ev::MouseEvent| {
        if pending.get_untracked() {
            event.prevent_default();
        }
    };
    view! {
        <button
            class=class(kind, small, wide)
            type=kind_of
            name=name
            value=value
            form=form
            formaction=formaction
            aria-busy=move || pending.get().then_some("true")
            on:click=refuse_while_pending
        >
            {icon.map(|glyph| view! { <Icon glyph=glyph /> })}
            {children()}
        </button>
    }
}

/// A link that looks like a button, for what leads somewhere and changes nothing.
#[component]
pub fn LinkButton(
    #[prop(into)] href: String,
    #[prop(optional)] kind: ButtonKind,
    #[prop(optional)] icon: Option<Glyph>,
    #[prop(optional)] small: bool,
    #[prop(optional)] wide: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <a class=class(kind, small, wide) href=href>
            {icon.map(|glyph| view! { <Icon glyph=glyph /> })}
            {children()}
        </a>
    }
}

fn class(kind: ButtonKind, small: bool, wide: bool) -> String {
    let kind = match kind {
        ButtonKind::Primary => "primary",
        ButtonKind::Secondary => "secondary",
        ButtonKind::Quiet => "quiet",
        ButtonKind::Danger => "danger",
    };
    let small = if small { " button-small" } else { "" };
    let wide = if wide { " button-wide" } else { "" };
    format!("button button-{kind}{small}{wide}")
}
