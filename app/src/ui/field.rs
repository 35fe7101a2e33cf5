use leptos::prelude::*;

use super::{Glyph, Icon};

/// A control with its label above it, a hint, and below it what is wrong. `note` says in words that the field is required, or that it is optional.
#[component]
pub fn Field(
    ids: FieldIds,
    #[prop(into)] label: String,
    #[prop(optional, into)] note: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] error: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    let FieldIds { control, hint: hint_id, error: error_id } = ids;
    view! {
        <div class="field">
            <label class="field-label" for=control>
                {label}
                {(!note.is_empty()).then(|| view! { <span class="field-note">{note}</span> })}
            </label>
            {(!hint.is_empty()).then(|| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
            {children()}
            <FieldError id=error_id error=error />
        </div>
    }
}

/// What is wrong with a control, in the place where the control's description looks for it.
#[component]
pub(super) fn FieldError(id: String, error: Signal<Option<String>>) -> impl IntoView {
    move || {
        error.get().map(|message| {
            view! {
                <p class="field-error" id=id.clone()>
                    <Icon glyph=Glyph::Alert />
                    <span>{message}</span>
                </p>
            }
        })
    }
}

/// Whether the page comes with something wrong in a control: then it has `autofocus`, and the browser leads whoever sent the form to
/// the first such control, without scripts too.
pub fn is_wrong(error: Signal<Option<String>>) -> bool {
    error.with_untracked(Option::is_some)
}

/// The ids of a control and of its companions, made of the field's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldIds {
    pub control: String,
    pub hint: String,
    pub error: String,
}

impl FieldIds {
    pub fn of(name: &str) -> Self {
        let control: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        Self { hint: format!("{control}-hint"), error: format!("{control}-error"), control }
    }

    /// The value of `aria-describedby`: the hint and the error, as far as they are there.
    pub fn described_by(&self, has_hint: bool, has_error: bool) -> Option<String> {
        match (has_hint, has_error) {
            (false, false) => None,
            (true, false) => Some(self.hint.clone()),
            (false, true) => Some(self.error.clone()),
            (true, true) => Some(format!("{} {}", self.hint, self.error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::FieldIds;

    #[test]
    fn ids_derive_from_the_name() {
        let ids = FieldIds::of("loan[amount]");
        assert_eq!(ids.control, "loan-amount-");
        assert_eq!(ids.described_by(false, true).as_deref(), Some("loan-amount--error"));
        assert_eq!(ids.described_by(false, false), None);
    }
}
