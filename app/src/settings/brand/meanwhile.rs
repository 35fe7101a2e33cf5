//! Somebody else saved or published while the form was open: what was typed stays, and the reader chooses whose goes on.

use super::{typed::Typed, words};
use crate::{
    form::FormState,
    i18n::Locale,
    paths,
    site::use_locale,
    ui::{Banner, Tone},
};
use leptos::prelude::*;
use tenantry::{
    brand::{BrandTokens, Filling, NamedBrand, Slot, compare},
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

/// By what the form names the pictures that the server kept.
pub(super) const KEPT: &str = "kept";

/// They go along with the next attempt. One that was refused for another reason still names them.
pub(super) fn kept(form: FormState) -> String {
    match form.problem(SEEN) {
        Some(_) => {
            let pictures = pictures(form);
            if pictures.is_empty() { String::new() } else { serde_json::to_string(&pictures).unwrap_or_default() }
        }
        None => form.value(KEPT, "").get_untracked(),
    }
}

/// What the studio shows while they wait.
pub(super) fn wearing_kept(form: FormState, mut tokens: BrandTokens) -> BrandTokens {
    for filling in pictures(form) {
        filling.put_on(&mut tokens);
    }
    tokens
}

fn pictures(form: FormState) -> Vec<Filling> {
    match form.problem(SEEN) {
        Some(Problem::BrandChanged { kept, .. }) => kept,
        _ => Vec::new(),
    }
}

/// Where a file was chosen that couldn't be kept.
fn to_choose_again(form: FormState, locale: Locale) -> Vec<&'static str> {
    let is_lost = |name: &str| matches!(form.problem(name), Some(Problem::ChooseAgain));
    let pictures = Slot::ALL.iter().filter(|slot| is_lost(slot.key())).map(|slot| words::slot_words(locale, *slot).0);
    pictures.chain(is_lost("file").then(|| words::file_of_brand(locale))).collect()
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
        let names = |names: Vec<&'static str>| (!names.is_empty()).then(|| names.join(", "));
        let kept = pictures(typed.form).iter().map(|of| words::slot_words(locale, of.slot()).0).collect();
        let kept = names(kept).map(|names| view! { <p>{words::files_kept(locale, &names)}</p> });
        let lost = names(to_choose_again(typed.form, locale));
        let lost = lost.map(|names| view! { <p>{words::files_again(locale, &names)}</p> });
        let differs = (!fields.is_empty()).then(|| view! { <p>{words::yours_differs(locale, &fields)}</p> });
        view! {
            <Banner tone=Tone::Warning>
                {differs} <p>{words::go_on_with_yours(locale)}</p> {kept} {lost}
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
