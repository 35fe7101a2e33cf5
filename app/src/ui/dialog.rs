use leptos::{ev, html, prelude::*};

use super::{Glyph, Icon};

/// A dialog behind a button. Without scripts the button opens its content in place; with them it opens as a modal, which keeps the focus inside and
/// gives it back. `id` must be unique on the page.
#[component]
pub fn Dialog(
    #[prop(into)] id: String,
    /// What the button says.
    #[prop(into)]
    opener: String,
    #[prop(default = "button button-secondary")] opener_class: &'static str,
    #[prop(into)] title: String,
    #[prop(into)] close_label: String,
    /// Whether its content is shown from the first, in place.
    #[prop(optional)]
    open: bool,
    children: Children,
) -> impl IntoView {
    let disclosure = NodeRef::<html::Details>::new();
    let dialog = NodeRef::<html::Dialog>::new();
    let title_id = format!("{id}-title");
    let labelled_by = title_id.clone();
    let show = move |event: ev::MouseEvent| {
        if let (Some(disclosure), Some(dialog)) = (disclosure.get_untracked(), dialog.get_untracked()) {
            event.prevent_default();
            // What a closed details element holds isn't drawn, not even a modal.
            disclosure.set_open(true);
            // The focus goes to what is laid out; what a disclosure holds that opens this instant isn't, until somebody asks.
            let _ = disclosure.offset_height();
            // It fails only when the dialog is open already, and then nothing is left to do.
            dialog.show_modal().ok();
        }
    };
    let close = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let fold = move |_| {
        if let Some(disclosure) = disclosure.get_untracked() {
            disclosure.set_open(false);
        }
    };
    view! {
        <details node_ref=disclosure class="disclosure" open=open>
            <summary class=opener_class on:click=show>
                {opener}
            </summary>
            <dialog node_ref=dialog class="dialog" id=id aria-labelledby=labelled_by on:close=fold>
                <div class="dialog-head">
                    <h2 class="dialog-title" id=title_id>
                        {title}
                    </h2>
                    <button class="icon-button dialog-close" type="button" aria-label=close_label on:click=close>
                        <Icon glyph=Glyph::Close />
                    </button>
                </div>
                <div class="dialog-body">{children()}</div>
            </dialog>
        </details>
    }
}
