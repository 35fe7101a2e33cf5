//! Fonts, each written in itself.

use crate::ui::is_wrong;
use leptos::prelude::*;
use tenantry::brand::Font;

#[component]
pub(super) fn FontCards(
    name: &'static str,
    #[prop(into)] legend: String,
    first: String,
    #[prop(into)] error: Signal<Option<String>>,
) -> impl IntoView {
    let error_id = format!("{name}-error");
    let described = error_id.clone();
    view! {
        <fieldset
            class="field"
            role="radiogroup"
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            aria-describedby=move || error.with(Option::is_some).then(|| described.clone())
        >
            <legend class="field-label">{legend}</legend>
            <div class="radio-cards">
                {Font::ALL.iter().map(|font| card(name, *font, font.key() == first, is_wrong(error))).collect_view()}
            </div>
            {move || {
                let id = error_id.clone();
                error
                    .get()
                    .map(|message| {
                        view! {
                            <p class="field-error" id=id>
                                {message}
                            </p>
                        }
                    })
            }}
        </fieldset>
    }
}

fn card(name: &'static str, font: Font, chosen: bool, wrong: bool) -> impl IntoView {
    let sample = format!("radio-card-label font-sample font-sample-{}", font.key());
    view! {
        <label class="radio-card">
            <input class="radio" type="radio" name=name value=font.key() checked=chosen autofocus=wrong />
            <span class=sample>{font.label()}</span>
        </label>
    }
}
