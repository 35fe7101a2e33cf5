//! Closing an organisation for a while.

use super::{api::BeginMaintenance, words};
use crate::{
    form::{FormState, PlainForm, Submit, optional_note},
    site::use_locale,
    ui::{ButtonKind, Card, TextInput},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// What the organisation's page says was done.
pub(in crate::console) const MAINTAINED: &str = "maintenance";

/// Says what will happen and asks what to tell. It folds open by itself when that was refused.
#[component]
pub(in crate::console) fn MaintenanceCard(slug: String) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain_of::<BeginMaintenance>("slug", &slug);
    let (too_long, impossible) = (form.error("message"), form.error("slug"));
    let refused = Signal::derive(move || too_long.get().or_else(|| impossible.get()));
    view! {
        <Card title=words::maintenance_title(locale) id="maintenance">
            <p class="text-muted">{words::maintenance_text(locale)}</p>
            <details class="fold" open=form.was_sent()>
                <summary class="button button-secondary">{words::maintenance_ask(locale)}</summary>
                <PlainForm action=BeginMaintenance::url() state=form>
                    <input type="hidden" name="slug" value=slug />
                    <TextInput
                        name="message"
                        label=words::message(locale)
                        hint=words::message_hint(locale)
                        value=form.value("message", "")
                        error=refused
                        note=optional_note()
                        autocomplete="off"
                    />
                    <Submit state=form kind=ButtonKind::Danger>
                        {words::maintenance_begin(locale)}
                    </Submit>
                </PlainForm>
            </details>
        </Card>
    }
}
