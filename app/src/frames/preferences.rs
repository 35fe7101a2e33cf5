use crate::ui::{Glyph, PlainMenu, plain_icon};
use maud::{Markup, html};

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

/// The menus for language and theme. `return_to` is the page that they are rendered on.
pub(super) fn preference_menus(preferences: &[Preference], return_to: &str) -> Markup {
    html! { @for preference in preferences { (preference_menu(preference, return_to)) } }
}

fn preference_menu(preference: &Preference, return_to: &str) -> Markup {
    let Preference { label, glyph, action, field, choices } = preference;
    let form = html! {
        form method="post" action=(action) {
            input type="hidden" name="return_to" value=(return_to);
            @for choice in choices { (choice_button(field, choice)) }
        }
    };
    let menu = PlainMenu {
        class: "menu",
        group: Some("topline"),
        summary_class: "icon-button",
        summary: &plain_icon(*glyph, ""),
        label,
        panel: &form,
    };
    html! { (menu) }
}

fn choice_button(field: &str, choice: &PreferenceChoice) -> Markup {
    let PreferenceChoice { value, label, glyph, lang, current } = choice;
    html! {
        button.menu-item type="submit" name=(field) value=(value) lang=[lang] aria-pressed=(current) {
            @if let Some(glyph) = glyph { (plain_icon(*glyph, "")) }
            (label)
            @if *current { (plain_icon(Glyph::Check, "menu-mark")) }
        }
    }
}
