//! What of the preview is shown: radio buttons of no form.

use super::{super::words as studio, words};
use crate::{
    i18n::{Locale, words::language_name},
    site::use_locale,
};
use leptos::{html, prelude::*};

/// The style sheet shows what is checked, but for the language: each has its own words, which one of them has on the page.
#[component]
pub(super) fn Switches(language: RwSignal<Locale>) -> impl IntoView {
    let locale = use_locale();
    let scenes = [
        ("door", words::scene_door(locale)),
        ("home", words::scene_home(locale)),
        ("table", words::scene_table(locale)),
        ("form", words::scene_form(locale)),
        ("mail", words::scene_mail(locale)),
        ("receipt", words::scene_receipt(locale)),
        ("icon", words::scene_icon(locale)),
    ];
    let themes = [("light", studio::light(locale)), ("dark", studio::dark(locale)), ("both", words::both(locale))];
    let widths = [("full", words::width_full(locale)), ("phone", words::width_phone(locale))];
    view! {
        <div class="switches">
            {switch("scene", words::scene(locale), &scenes, "door")}
            {switch("theme", words::theme(locale), &themes, "light")} {switch("width", words::width(locale), &widths, "full")}
            <LanguageSwitch language />
        </div>
    }
}

/// It steps aside where no scripts are.
#[component]
fn LanguageSwitch(language: RwSignal<Locale>) -> impl IntoView {
    let locale = use_locale();
    let languages = Locale::ALL.map(|of| (of.tag(), language_name(of)));
    let place = NodeRef::<html::Div>::new();
    let follow = move || {
        let chosen = place.get().and_then(|place| {
            let is_checked = |of: &Locale| {
                let selector = format!("#preview-language-{}:checked", of.tag());
                place.query_selector(&selector).is_ok_and(|found| found.is_some())
            };
            Locale::ALL.into_iter().find(is_checked)
        });
        // It may have been chosen before this runs.
        if let Some(chosen) = chosen.filter(|chosen| *chosen != language.get_untracked()) {
            language.set(chosen);
        }
    };
    Effect::new(follow);
    view! {
        <div class="switch-live" node_ref=place on:change=move |_| follow()>
            {switch("language", words::language(locale), &languages, locale.tag())}
        </div>
    }
}

fn switch(
    name: &'static str,
    legend: &'static str,
    choices: &[(&'static str, &'static str)],
    first: &'static str,
) -> impl IntoView + use<> {
    let group = format!("preview-{name}");
    let choices = choices.iter().map(|(key, label)| {
        let (id, group) = (format!("{group}-{key}"), group.clone());
        let is_first = *key == first;
        view! {
            <label class="switch-choice">
                <input type="radio" name=group id=id checked=is_first autocomplete="off" />
                <span>{*label}</span>
            </label>
        }
    });
    view! {
        <fieldset class="switch-group">
            <legend class="visually-hidden">{legend}</legend>
            {choices.collect_view()}
        </fieldset>
    }
}
