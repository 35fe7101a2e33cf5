//! The controls of the brand.

use super::{
    super::{api::SaveBrand, words},
    color_field::ColorField,
    draft::Draft,
    font_cards::FontCards,
    radius_field::RadiusField,
};
use crate::{
    form::{PlainForm, Submit, required_note},
    i18n::words as common,
    site::use_locale,
    ui::{Card, TextInput},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// The browser sends it itself: the whole page wears the brand.
#[component]
pub(super) fn BrandEditor(draft: Draft) -> impl IntoView {
    let locale = use_locale();
    let form = draft.form;
    let name = draft.name.get_untracked();
    view! {
        <Card title=words::brand_form(locale)>
            <PlainForm action=SaveBrand::url() state=form>
                <TextInput
                    name="name"
                    label=common::name(locale)
                    autocomplete="organization"
                    value=name
                    error=form.error("name")
                    note=required_note()
                    required=true
                    on:input=move |event| draft.name.set(event_target_value(&event))
                />
                <ColorField
                    name="primary"
                    label=words::primary(locale)
                    hint=words::primary_hint(locale)
                    value=draft.primary
                    error=form.error("primary")
                />
                <ColorField
                    name="accent"
                    label=words::accent(locale)
                    hint=words::accent_hint(locale)
                    value=draft.accent
                    error=form.error("accent")
                />
                <RadiusField value=draft.radius error=form.error("radius") />
                <FontCards value=draft.heading_font error=form.error("heading_font") />
                <div class="form-actions">
                    <Submit state=form>{common::save(locale)}</Submit>
                </div>
            </PlainForm>
        </Card>
    }
}
