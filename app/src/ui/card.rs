use leptos::{children::ViewFnOnce, prelude::*};

/// A sheet of the page; `id` is where an address leads to it. `action` stands at the right of the title, `foot` below a line. With `flush` the content goes from edge to edge: a table.
#[component]
pub fn Card(
    #[prop(optional, into)] title: String,
    #[prop(optional, into)] note: String,
    #[prop(optional, into)] action: Option<ViewFnOnce>,
    #[prop(optional, into)] foot: Option<ViewFnOnce>,
    #[prop(optional)] flush: bool,
    #[prop(optional)] id: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let head = (!title.is_empty()).then(|| {
        view! {
            <div class="card-head">
                <h2 class="card-title">{title}</h2>
                {action.map(ViewFnOnce::run)}
                {(!note.is_empty()).then(|| view! { <p class="card-note">{note}</p> })}
            </div>
        }
    });
    view! {
        <section class="card" id=id>
            {head} <div class=if flush { "card-flush" } else { "card-body" }>{children()}</div>
            {foot.map(|foot| view! { <div class="card-foot">{foot.run()}</div> })}
        </section>
    }
}
