//! Another region or capacity for a server, such as after it was given a larger disk.

use super::{api::EditServer, words};
use crate::{
    form::{FormState, PlainForm, RequiredInput, Submit},
    site::use_locale,
    ui::{ButtonKind, Card},
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub(super) fn EditCard(name: String, region: String, capacity: i64) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain_of::<EditServer>("name", &name);
    let capacity = capacity.to_string();
    view! {
        <Card title=words::edit_title(locale)>
            <p class="text-muted">{words::edit_text(locale)}</p>
            <details class="fold" open=form.was_sent()>
                <summary class="button button-secondary">{words::edit_ask(locale)}</summary>
                <PlainForm action=EditServer::url() state=form>
                    <input type="hidden" name="name" value=name />
                    <RequiredInput
                        form
                        name="region"
                        label=words::region(locale)
                        initial=region
                        hint=words::label_hint(locale)
                    />
                    <RequiredInput
                        form
                        name="capacity"
                        label=words::capacity(locale)
                        initial=capacity
                        hint=words::capacity_hint(locale)
                    />
                    <Submit state=form kind=ButtonKind::Secondary>
                        {words::edit(locale)}
                    </Submit>
                </PlainForm>
            </details>
        </Card>
    }
}
