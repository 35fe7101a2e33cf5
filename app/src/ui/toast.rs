use leptos::prelude::*;

use super::{Glyph, Icon};

/// Says what succeeded. The region is always there, so that a message which comes later is announced; it fades by itself.
#[component]
pub fn Toast(#[prop(into)] message: Signal<Option<String>>) -> impl IntoView {
    view! {
        <div class="toasts" role="status">
            {move || {
                message
                    .get()
                    .map(|text| {
                        view! {
                            <p class="toast">
                                <Icon glyph=Glyph::Success />
                                {text}
                            </p>
                        }
                    })
            }}
        </div>
    }
}
