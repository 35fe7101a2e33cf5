//! Lending: the form of a new loan.

use super::{
    api::{CreateLoan, LoanChoices, PrepareLoan},
    borrower_fields::BorrowerFields,
    instalment_preview::InstalmentPreview,
    words,
};
use crate::{
    bundle::Bundled,
    form::{Form, FormState, Submit, optional_note, required_note},
    i18n::words as common,
    load::{Loading, load},
    paths,
    site::{Site, use_locale, use_site},
    ui::{ButtonKind, DateField, LinkButton, MoneyField, PageHead, TextArea, TextInput},
};
use leptos::{ev, prelude::*};
use leptos_meta::Title;

/// How many instalments the form proposes.
const USUAL_INSTALMENTS: &str = "12";

pub struct NewLoanPage {
    choices: Loading<LoanChoices>,
}

impl Bundled for NewLoanPage {
    fn data() -> Self {
        Self { choices: Loading::of(|| PrepareLoan {}) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        let action = ServerAction::<CreateLoan>::new();
        view! {
            <Title text=words::new_loan(locale) />
            <div class="narrow">
                <PageHead title=words::new_loan(locale) />
                {load(self.choices, move |choices| view! { <LoanForm action choices /> })}
            </div>
        }
        .into_any()
    }
}

#[component]
fn LoanForm(action: ServerAction<CreateLoan>, choices: LoanChoices) -> impl IntoView {
    let locale = use_locale();
    let state = FormState::of(action);
    let LoanChoices { borrowers, today, id } = choices;
    view! {
        <Form action state>
            <input type="hidden" name="id" value=id.to_string() />
            <BorrowerFields state borrowers />
            <TermsFields state today=tenantry::day::text(today) />
            <fieldset class="form-section">
                <legend>{words::more(locale)}</legend>
                <TextArea
                    name="guarantors"
                    label=words::guarantors(locale)
                    hint=words::guarantors_hint(locale)
                    value=state.value("guarantors", "")
                    error=state.error("guarantors")
                    note=optional_note()
                />
                <TextArea
                    name="note"
                    label=words::note(locale)
                    value=state.value("note", "")
                    error=state.error("note")
                    note=optional_note()
                />
            </fieldset>
            <div class="form-actions">
                <Submit state>{words::lend(locale)}</Submit>
                <LinkButton href=paths::LOANS kind=ButtonKind::Quiet>
                    {common::cancel(locale)}
                </LinkButton>
            </div>
        </Form>
    }
}

#[component]
fn TermsFields(state: FormState, today: String) -> impl IntoView {
    let locale = use_locale();
    let currency = use_site().with_value(|site| Site::currency(site).symbol());
    let initial = (state.value("amount", ""), state.value("instalments", USUAL_INSTALMENTS));
    let (amount, instalments) = (RwSignal::new(initial.0.get_untracked()), RwSignal::new(initial.1.get_untracked()));
    let watch = move |event: ev::Event| match event_target::<leptos::web_sys::HtmlInputElement>(&event).name().as_str()
    {
        "amount" => amount.set(event_target_value(&event)),
        "instalments" => instalments.set(event_target_value(&event)),
        _ => {}
    };
    view! {
        <fieldset class="form-section" on:input=watch>
            <legend>{words::terms(locale)}</legend>
            <div class="field-row">
                <MoneyField
                    name="amount"
                    label=common::amount(locale)
                    currency
                    value=initial.0
                    error=state.error("amount")
                    note=required_note()
                    required=true
                />
                <TextInput
                    name="instalments"
                    label=words::instalments_field(locale)
                    inputmode="numeric"
                    autocomplete="off"
                    value=initial.1
                    error=state.error("instalments")
                    note=required_note()
                    required=true
                />
            </div>
            <InstalmentPreview amount=amount.into() instalments=instalments.into() />
            <DateField
                name="starts_on"
                label=words::starts_on(locale)
                hint=words::starts_on_hint(locale)
                value=state.value("starts_on", today)
                error=state.error("starts_on")
                note=required_note()
                required=true
            />
        </fieldset>
    }
}
