use leptos::prelude::*;

use crate::ui::{Glyph, Icon, Menu};

/// A setting that a person changes from any page: a POST form with one button a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preference {
    /// What the menu is called: "Language", "Theme".
    pub label: String,
    pub glyph: Glyph,
    /// Where the form is sent.
    pub action: String,
    /// The name of the field that carries the choice.
    pub field: &'static str,
    pub choices: Vec<PreferenceChoice>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreferenceChoice {
    pub value: String,
    pub label: String,
    pub glyph: Option<Glyph>,
    /// The language of the label, where it is another than the page's.
    pub lang: Option<&'static str>,
    pub current: bool,
}

/// The menus for language and theme. Each form carries `return_to`, the path of the page it was sent from.
#[component]
pub fn Preferences(preferences: Vec<Preference>, #[prop(into)] return_to: Signal<String>) -> impl IntoView {
    preferences.into_iter().map(|preference| preference_menu(preference, return_to)).collect_view()
}

fn preference_menu(preference: Preference, return_to: Signal<String>) -> impl IntoView {
    let Preference { label, glyph, action, field, choices } = preference;
    view! {
        <Menu summary=move || view! { <Icon glyph=glyph /> } label=label group="topline">
            <form method="post" action=action>
                <input type="hidden" name="return_to" value=move || return_to.get() />
                {choices.into_iter().map(|choice| choice_button(field, choice)).collect_view()}
            </form>
        </Menu>
    }
}

fn choice_button(field: &'static str, choice: PreferenceChoice) -> impl IntoView {
    let PreferenceChoice { value, label, glyph, lang, current } = choice;
    view! {
        <button class="menu-item" type="submit" name=field value=value lang=lang aria-pressed=current.to_string()>
            {glyph.map(|glyph| view! { <Icon glyph=glyph /> })}
            {label}
            {current.then(|| view! { <Icon glyph=Glyph::Check class="menu-mark" /> })}
        </button>
    }
}
