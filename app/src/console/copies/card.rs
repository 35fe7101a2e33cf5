//! The way to a copy, on an organisation's page.

use super::words;
use crate::{
    paths,
    site::use_locale,
    ui::{Card, LinkButton},
};
use leptos::prelude::*;

#[component]
pub(in crate::console) fn CopyCard(slug: String) -> impl IntoView {
    let locale = use_locale();
    view! {
        <Card title=words::title(locale)>
            <div class="stack">
                <p class="text-muted">{words::card_text(locale)}</p>
                <div>
                    <LinkButton href=paths::console_copy(&slug)>{words::card_ask(locale)}</LinkButton>
                </div>
            </div>
        </Card>
    }
}
