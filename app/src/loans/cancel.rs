//! Giving up a loan: a question first, which says what will happen.

use super::{api::CancelLoan, words};
use crate::{
    form::{Form, FormState, Submit},
    site::{Site, use_locale, use_site},
    ui::{Banner, ButtonKind, Dialog, Glyph, Tone},
};
use leptos::prelude::*;
use tenantry::{loans::LoanDetail, money::format_amount};

/// The button with its question.
#[component]
pub(super) fn CancelDialog(action: ServerAction<CancelLoan>, loan: LoanDetail) -> impl IntoView {
    let locale = use_locale();
    let state = FormState::of(action);
    let due = format_amount(loan.due, use_site().with_value(Site::currency), locale);
    view! {
        <Dialog
            id="cancel-loan"
            opener=words::cancel_loan(locale)
            title=words::cancel_question(locale, loan.summary.number)
            close_label=words::close(locale)
        >
            <p>{words::cancel_consequence(locale, &loan.summary.borrower, &due)}</p>
            <p>
                {words::cancel_kept(locale)} " " <strong>{words::cancel_for_good(locale)}</strong>
            </p>
            <Form action state>
                <input type="hidden" name="id" value=loan.summary.id.to_string() />
                <Submit state kind=ButtonKind::Danger icon=Glyph::Trash>
                    {words::cancel_loan(locale)}
                </Submit>
            </Form>
        </Dialog>
    }
}

/// Why it wasn't cancelled, where the question isn't open to say so: on the page that answers a plain form.
pub(super) fn cancel_failure(action: ServerAction<CancelLoan>) -> Option<impl IntoView> {
    let state = FormState::of(action);
    let message = state.message();
    state
        .was_sent()
        .then_some(move || message.get().map(|text| view! { <Banner tone=Tone::Danger announce=true>{text}</Banner> }))
}
