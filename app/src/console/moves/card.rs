//! The way to the moves, on an organisation's page.

use super::words;
use crate::{
    paths,
    site::use_locale,
    ui::{Card, LinkButton},
};
use leptos::prelude::*;

#[component]
pub(in crate::console) fn MoveCard(slug: String) -> impl IntoView {
    let locale = use_locale();
    view! {
        <Card title=words::card_title(locale) id="placement">
            <div class="stack">
                <p class="text-muted">{words::card_text(locale)}</p>
                <div>
                    <LinkButton href=paths::console_move(&slug)>{words::card_ask(locale)}</LinkButton>
                </div>
            </div>
        </Card>
    }
}
