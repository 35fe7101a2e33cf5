use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::js_sys::{Array, Function, Reflect},
};

use super::{Glyph, Icon};

/// A line of code with a button that copies it; `copied_label` is announced. Without scripts the button isn't shown.
#[component]
pub fn CopyCode(
    #[prop(into)] code: String,
    #[prop(into)] copy_label: String,
    #[prop(into)] copied_label: String,
) -> impl IntoView {
    let copied = RwSignal::new(false);
    let text = code.clone();
    let copy = move |_| copied.set(copy_to_clipboard(&text).is_ok());
    view! {
        <div class="code-copy">
            <code tabindex="0">{code}</code>
            <span class="visually-hidden" role="status">
                {move || copied.get().then(|| copied_label.clone())}
            </span>
            <button class="icon-button" type="button" aria-label=copy_label on:click=copy>
                {move || {
                    let glyph = if copied.get() { Glyph::Check } else { Glyph::Copy };
                    view! { <Icon glyph=glyph /> }
                }}
            </button>
        </div>
    }
}

/// Calls `navigator.clipboard.writeText`, which exists on secure pages alone.
fn copy_to_clipboard(text: &str) -> Result<(), JsValue> {
    let navigator = Reflect::get(&window(), &"navigator".into())?;
    let clipboard = Reflect::get(&navigator, &"clipboard".into())?;
    let write: Function = Reflect::get(&clipboard, &"writeText".into())?.dyn_into()?;
    write.apply(&clipboard, &Array::of1(&text.into()))?;
    Ok(())
}
