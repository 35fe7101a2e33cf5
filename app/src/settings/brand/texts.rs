//! The brand's words in one language.

use super::{typed::Typed, words};
use crate::{
    i18n::Locale,
    site::use_locale,
    ui::{Card, TextArea, TextInput},
};
use leptos::prelude::*;
use tenantry::brand::BrandForm;

#[component]
pub(super) fn TextsOf(typed: Typed, locale: Locale, first: BrandForm) -> impl IntoView {
    let (reader, form) = (use_locale(), typed.form);
    let (title, names, values) = match locale {
        Locale::En => (
            words::english(reader),
            ["tagline_en", "message_en", "footer_en", "legal_en"],
            [first.tagline_en, first.message_en, first.footer_en, first.legal_en],
        ),
        Locale::Fr => (
            words::french(reader),
            ["tagline_fr", "message_fr", "footer_fr", "legal_fr"],
            [first.tagline_fr, first.message_fr, first.footer_fr, first.legal_fr],
        ),
    };
    let [tagline, message, footer, legal] = values;
    view! {
        <Card title=format!("{} · {title}", words::texts(reader)) note=words::texts_note(reader)>
            <div class="stack">
                <TextInput
                    name=names[0]
                    label=words::tagline(reader)
                    hint=words::tagline_hint(reader)
                    autocomplete="off"
                    value=tagline
                    error=form.error(names[0])
                />
                <TextArea name=names[1] label=words::message(reader) value=message error=form.error(names[1]) />
                <TextArea name=names[2] label=words::footer(reader) value=footer error=form.error(names[2]) />
                <TextArea
                    name=names[3]
                    label=words::legal(reader)
                    hint=words::legal_hint(reader)
                    value=legal
                    error=form.error(names[3])
                />
            </div>
        </Card>
    }
}
