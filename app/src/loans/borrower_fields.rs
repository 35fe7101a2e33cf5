//! Who borrows: somebody known, or somebody new.

use super::words;
use crate::{
    form::{FormState, RequiredInput, optional_note},
    i18n::words as common,
    site::use_locale,
    ui::{Choice, Select, TextInput},
};
use leptos::prelude::*;
use tenantry::loans::BorrowerChoice;

/// The fields of somebody new are hidden by the style sheet while somebody known is chosen.
#[component]
pub(super) fn BorrowerFields(state: FormState, borrowers: Vec<BorrowerChoice>) -> impl IntoView {
    let locale = use_locale();
    let choice = (!borrowers.is_empty()).then(|| {
        let known = borrowers.into_iter().map(|borrower| Choice::new(borrower.id.to_string(), borrower.name));
        let choices = std::iter::once(Choice::new("", words::somebody_new(locale))).chain(known).collect();
        view! {
            <Select
                name="borrower_id"
                label=words::borrower(locale)
                hint=words::borrower_hint(locale)
                choices
                value=state.value("borrower_id", "")
                error=state.error("borrower_id")
            />
        }
    });
    view! {
        <fieldset class="form-section borrower">
            <legend>{words::who_borrows(locale)}</legend>
            {choice}
            <div class="stack new-borrower">
                <RequiredInput form=state name="borrower_name" label=words::full_name(locale) />
                <TextInput
                    name="borrower_email"
                    label=common::email(locale)
                    kind="email"
                    autocomplete="off"
                    value=state.value("borrower_email", "")
                    error=state.error("borrower_email")
                    note=optional_note()
                />
                <TextInput
                    name="borrower_phone"
                    label=words::phone(locale)
                    kind="tel"
                    autocomplete="off"
                    value=state.value("borrower_phone", "")
                    error=state.error("borrower_phone")
                    note=optional_note()
                />
            </div>
        </fieldset>
    }
}
