//! Where the browser says that it is.

use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::js_sys::{Array, Function, Reflect},
};

/// The browser's time zone, by its name in the IANA time zone database: `Intl.DateTimeFormat().resolvedOptions().timeZone`.
pub(super) fn time_zone() -> Option<String> {
    let of = |object: &JsValue, name: &str| Reflect::get(object, &name.into()).ok();
    let maker: Function = of(&of(&window(), "Intl")?, "DateTimeFormat")?.dyn_into().ok()?;
    let format = Reflect::construct(&maker, &Array::new()).ok()?;
    let options: Function = of(&format, "resolvedOptions")?.dyn_into().ok()?;
    of(&options.apply(&format, &Array::new()).ok()?, "timeZone")?.as_string()
}
