use leptos::{html, prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};

/// A neighbouring page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    pub label: String,
    pub href: String,
    pub current: bool,
}

/// Links to the pages that belong together. Where they don't fit beside each other, the strip begins where one is.
#[component]
pub fn Tabs(#[prop(into)] label: String, tabs: Vec<Tab>) -> impl IntoView {
    /// So much of the tab before stays in sight, as a sign that there is one.
    const BEFORE: i32 = 48;
    let strip = NodeRef::<html::Nav>::new();
    Effect::new(move || {
        let current = strip.get().and_then(|strip| Some((strip.query_selector("[aria-current]").ok()??, strip)));
        if let Some((current, strip)) = current
            && let Ok(current) = current.dyn_into::<HtmlElement>()
        {
            strip.set_scroll_left(current.offset_left() - strip.offset_left() - BEFORE);
        }
    });
    let links = tabs.into_iter().map(|tab| {
        view! {
            <a class="tab" href=tab.href aria-current=tab.current.then_some("page")>
                {tab.label}
            </a>
        }
    });
    view! {
        <nav class="tabs" aria-label=label node_ref=strip>
            {links.collect_view()}
        </nav>
    }
}
