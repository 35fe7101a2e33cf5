use leptos::{children::ViewFnOnce, ev, html, prelude::*, wasm_bindgen::JsCast, web_sys};

/// A native details element that opens a panel. Once hydrated, a click outside and Escape close it.
#[component]
pub fn Menu(
    /// What the summary shows.
    #[prop(into)]
    summary: ViewFnOnce,
    /// The summary's name, where it shows only a sign.
    #[prop(optional, into)]
    label: Option<String>,
    /// Menus of one group close each other.
    #[prop(optional)]
    group: Option<&'static str>,
    #[prop(default = "menu")] class: &'static str,
    #[prop(default = "icon-button")] summary_class: &'static str,
    children: Children,
) -> impl IntoView {
    let menu = NodeRef::<html::Details>::new();
    close_from_outside(menu);
    view! {
        <details node_ref=menu class=class name=group>
            <summary class=summary_class>
                {summary.run()} {label.map(|label| view! { <span class="visually-hidden">{label}</span> })}
            </summary>
            <div class="menu-panel">{children()}</div>
        </details>
    }
}

/// Closes a details element at a click elsewhere and at Escape, which gives the focus back to the summary.
pub(crate) fn close_from_outside(details: NodeRef<html::Details>) {
    Effect::new(move |_| {
        let click = window_event_listener(ev::click, move |event| {
            if let Some(details) = details.get_untracked().filter(|details| !holds_target(details, &event)) {
                details.set_open(false);
            }
        });
        let escape = window_event_listener(ev::keydown, move |event| {
            if event.key() == "Escape" {
                close_and_focus(details);
            }
        });
        on_cleanup(move || {
            click.remove();
            escape.remove();
        });
    });
}

fn holds_target(details: &web_sys::HtmlDetailsElement, event: &ev::MouseEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Node>().ok())
        .is_some_and(|target| details.contains(Some(&target)))
}

fn close_and_focus(details: NodeRef<html::Details>) {
    let Some(details) = details.get_untracked().filter(web_sys::HtmlDetailsElement::open) else { return };
    details.set_open(false);
    let summary = details.first_element_child().and_then(|summary| summary.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(summary) = summary {
        // Focus fails only for an element that has left the page.
        summary.focus().ok();
    }
}
