//! Another name and address for an organisation.

use super::{api::RenameOrganisation, words};
use crate::{
    form::{FormState, PlainForm, Submit, required_note},
    site::{use_locale, use_site},
    ui::{Card, TextInput},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// What the organisation's page says was done.
pub(super) const RENAMED: &str = "renamed";

/// Says what will happen. It folds open by itself when the new name was refused.
#[component]
pub(super) fn RenameCard(slug: String) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain_of::<RenameOrganisation>("slug", &slug);
    let base = use_site().with_value(|site| site.base_host.clone());
    view! {
        <Card title=words::rename_title(locale) id="address">
            <p class="text-muted">{words::rename_text(locale)}</p>
            <details class="fold" open=form.was_sent()>
                <summary class="button button-secondary">{words::rename_ask(locale)}</summary>
                <PlainForm action=RenameOrganisation::url() state=form>
                    <input type="hidden" name="slug" value=slug.clone() />
                    <TextInput
                        name="new_slug"
                        label=words::new_address(locale)
                        value=form.value("new_slug", slug.clone())
                        error=form.error("slug")
                        note=required_note()
                        suffix=format!(".{base}")
                        required=true
                    />
                    <Submit state=form>{words::rename(locale, &slug)}</Submit>
                </PlainForm>
            </details>
        </Card>
    }
}
