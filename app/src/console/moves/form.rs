//! Where to, and what will happen.

use super::{api::StartMove, page::named, words};
use crate::{
    form::{FormState, PlainForm, Submit, required_note},
    i18n::words as common,
    paths,
    site::use_locale,
    ui::{Banner, ButtonKind, Card, EmptyState, Glyph, LinkButton, RadioCards, RadioOption, Tone},
};
use leptos::{prelude::*, server_fn::ServerFn};
use tenantry::moves::{MovesOf, Place};

#[component]
pub(super) fn MoveForm(moves: MovesOf) -> impl IntoView {
    let locale = use_locale();
    let state = FormState::plain::<StartMove>();
    let MovesOf { slug, choices, kept_days, is_deleted, .. } = moves;
    let page = paths::console_organisation(&slug);
    if is_deleted || choices.is_empty() {
        let text = if is_deleted { words::is_deleted(locale) } else { words::no_choice(locale) };
        return view! {
            <EmptyState glyph=Glyph::Layers title=words::no_choice_title(locale) text>
                <LinkButton href=page>{words::back(locale)}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let refused = state.error("slug");
    view! {
        <Card title=words::where_to(locale)>
            <PlainForm action=StartMove::url() state>
                {move || refused.get().map(|why| view! { <Banner tone=Tone::Danger>{why}</Banner> })}
                <input type="hidden" name="slug" value=slug />
                <RadioCards
                    name="to"
                    legend=words::to(locale)
                    options=choices.iter().map(option).collect()
                    value=state.value("to", "")
                    error=state.error("to")
                    note=required_note()
                />
                <ul class="what-happens">
                    <li>{words::works_on(locale)}</li>
                    <li>{words::read_only(locale)}</li>
                    <li>{words::goes_back(locale)}</li>
                    <li>{words::loses_snapshots(locale)}</li>
                    <li>{words::keeps(locale, kept_days)}</li>
                </ul>
                <div class="form-actions">
                    <Submit state>{words::start(locale)}</Submit>
                    <LinkButton href=page kind=ButtonKind::Quiet>
                        {common::cancel(locale)}
                    </LinkButton>
                </div>
            </PlainForm>
        </Card>
    }
    .into_any()
}

fn option(place: &Place) -> RadioOption {
    let hint = words::placement_hint(use_locale(), place.placement).to_owned();
    RadioOption { value: place.to_string(), label: named(place), hint }
}
