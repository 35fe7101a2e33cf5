//! The form by which an operator asks.

use super::{api::AskSupport, words};
use crate::{
    form::{FormState, PlainForm, Submit, required_note},
    site::{use_locale, use_may},
    support::words as support,
    ui::{Card, Checkbox, Choice, Select, TextArea},
};
use leptos::{prelude::*, server_fn::ServerFn};
use tenantry::{access::Permission, support::SupportDesk};

#[component]
pub(super) fn AskForm(slug: String, desk: SupportDesk) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain::<AskSupport>();
    let SupportDesk { lengths, may_write, by_notice, .. } = desk;
    let shortest = lengths.first().copied().unwrap_or_default().to_string();
    let choices = lengths.into_iter().map(|of| Choice::new(of.to_string(), support::length(locale, of))).collect();
    let ask = if by_notice { words::ask_notice(locale) } else { words::ask(locale) };
    let may_write = may_write && use_may(Permission::OrganisationsSupportWrite);
    let wants_write = form.value("write", "").get_untracked() == "true";
    view! {
        <Card title=words::ask_title(locale)>
            <PlainForm action=AskSupport::url() state=form>
                <input type="hidden" name="slug" value=slug />
                <TextArea
                    name="reason"
                    label=support::reason(locale)
                    hint=words::reason_hint(locale)
                    value=form.value("reason", "")
                    error=form.error("reason")
                    note=required_note()
                    required=true
                />
                <Select
                    name="minutes"
                    label=words::length(locale)
                    hint=words::length_hint(locale)
                    choices
                    value=form.value("minutes", shortest)
                    error=form.error("minutes")
                />
                {may_write
                    .then(|| {
                        view! {
                            <Checkbox
                                name="write"
                                label=words::write(locale)
                                hint=words::write_hint(locale)
                                checked=Signal::stored(wants_write)
                                error=form.error("write")
                            />
                        }
                    })}
                <div class="form-actions">
                    <Submit state=form>{ask}</Submit>
                </div>
            </PlainForm>
        </Card>
    }
}
