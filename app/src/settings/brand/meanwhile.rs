//! Somebody else saved or published while the form was open: what was typed stays, and the reader chooses whose goes on.

use super::{typed::Typed, words};
use crate::{
    form::FormState,
    paths,
    site::use_locale,
    ui::{Banner, Tone},
};
use leptos::prelude::*;
use tenantry::{
    brand::{NamedBrand, compare},
    fault::Problem,
};

/// By what the form says what it was made from.
pub(super) const SEEN: &str = "seen";

/// What the form was made from: what there is now. One that was refused for another reason still says what it said; one that was
/// refused because somebody was first says what the reader is told of here, so that its next attempt counts.
pub(super) fn seen(form: FormState, now: &str) -> String {
    match form.problem(SEEN) {
        Some(Problem::BrandChanged { seen, .. }) => seen,
        _ => form.value(SEEN, now).get_untracked(),
    }
}

/// Below the line that says who and when. The other way leads to a page that is loaded anew: this one keeps what was typed.
#[component]
pub(super) fn Meanwhile(typed: Typed, theirs: NamedBrand) -> impl IntoView {
    let locale = use_locale();
    typed.form.problem(SEEN).map(|_| {
        let first = typed.first();
        let mine = NamedBrand { name: first.name.clone(), tokens: first.preview(&theirs.tokens) };
        let fields = compare(&theirs, &mine).into_iter().map(|of| words::field_name(locale, of.field));
        let fields = fields.collect::<Vec<_>>().join(", ");
        let differs = (!fields.is_empty()).then(|| view! { <p>{words::yours_differs(locale, &fields)}</p> });
        view! {
            <Banner tone=Tone::Warning>
                {differs} <p>{words::go_on_with_yours(locale)}</p>
                <p>
                    <a href=paths::SETTINGS_BRAND rel="external">
                        {words::keep_theirs(locale)}
                    </a>
                </p>
            </Banner>
        }
    })
}

/// The draft that was to be discarded isn't the one that is there.
#[component]
pub(super) fn NotDiscarded(form: FormState) -> impl IntoView {
    let locale = use_locale();
    form.problem(SEEN).map(|_| {
        view! {
            <Banner tone=Tone::Danger announce=true>
                {words::not_discarded(locale)}
            </Banner>
        }
    })
}
