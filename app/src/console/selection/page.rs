//! Whom it will be done to, before somebody says that it may.

use super::{
    api::{PerformSelection, PreviewSelection},
    words,
};
use crate::{
    bundle::Bundled,
    console::{
        address::{pairs, query_of},
        moves::{named as place_named, words as moves},
        plans::WhatIfView,
        words as console,
    },
    error::AppError,
    form::{FormState, PlainForm, RequiredInput, Submit},
    i18n::{Locale, words as common},
    load::{Loading, failed, load},
    paths,
    site::{use_locale, use_may},
    ui::{Button, ButtonKind, Card, Choice, EmptyState, Glyph, LinkButton, PageHead, Select},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::{hooks::use_query_map, params::ParamsMap};
use tenantry::{
    money::format_integer,
    tenants::{BulkAction, BulkPlaces, BulkPreview, BulkRow, BulkSelection},
};

pub struct BulkPage {
    /// Absent when the address names nothing that can be done.
    asked: Option<(BulkSelection, Loading<BulkPreview>)>,
}

impl Bundled for BulkPage {
    fn data() -> Self {
        let selection = use_query_map().with_untracked(selection_of);
        let asked = selection.map(|selection| {
            let again = selection.clone();
            (selection, Loading::of(move || PreviewSelection { selection: again.clone() }))
        });
        Self { asked }
    }

    fn view(self) -> AnyView {
        let Some((selection, preview)) = self.asked else { return failed(&AppError::not_found()).into_any() };
        if !use_may(selection.action.permission()) {
            return failed(&AppError::forbidden()).into_any();
        }
        let page = load(preview, move |preview| view! { <Preview selection=selection.clone() preview /> });
        view! {
            <Title text=words::title(use_locale()) />
            {page}
        }
        .into_any()
    }
}

fn selection_of(address: &ParamsMap) -> Option<BulkSelection> {
    Some(BulkSelection {
        action: BulkAction::from_key(&address.get("action")?)?,
        all: address.get("all").is_some_and(|all| all == "yes"),
        slugs: address.get_all("slug").unwrap_or_default(),
        query: query_of(address),
        to: address.get("to").unwrap_or_default(),
    })
}

#[component]
fn Preview(selection: BulkSelection, preview: BulkPreview) -> impl IntoView {
    let locale = use_locale();
    let BulkPreview { action, affected, skipped, fingerprint, named, plan, places } = preview;
    let (choices, chosen) = plan.map(|plan| (plan.choices, plan.chosen)).unwrap_or_default();
    if affected == 0 {
        return view! {
            <PageHead title=words::title(locale) />
            <EmptyState glyph=Glyph::Building title=words::nobody_title(locale) text=words::nobody(locale)>
                <LinkButton href=paths::CONSOLE_ORGANISATIONS>{words::back_to_list(locale)}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let left = words::skipped(locale, skipped);
    let whom = words::organisations(locale, affected);
    let (title, lead) = match (action, &chosen) {
        (BulkAction::Plan, None) => (words::plan_title(locale, &whom), words::plan_lead(locale)),
        (BulkAction::Plan, Some((plan, _))) => {
            (words::plan_give(locale, plan.name(locale), &whom), words::lead(locale))
        }
        (BulkAction::Move, _) => match places.as_ref().and_then(|places| places.chosen.as_ref()) {
            Some(place) => (words::move_give(locale, &place_named(place), &whom), words::lead(locale)),
            None => (words::move_title(locale, &whom), words::move_lead(locale)),
        },
        _ => (words::action_on(locale, action, affected), words::lead(locale)),
    };
    let label = title.clone();
    let takes_along = places.as_ref().map(|places| takes_along(places, locale));
    let next = if action == BulkAction::Plan && chosen.is_none() {
        let choices =
            choices.into_iter().map(|of| Choice::new(of.key.clone(), of.name(locale).to_owned())).collect::<Vec<_>>();
        view! { <NextChoice selection choices label=words::plan_to(locale) ask=words::plan_ask(locale) /> }.into_any()
    } else if let Some(places) = places.filter(|places| places.chosen.is_none()) {
        place_choice(selection, places, locale)
    } else {
        view! { <Confirmation selection fingerprint label /> }.into_any()
    };
    view! {
        <div class="narrow">
            <PageHead title lead />
            <div class="stack stack-loose">
                <Card>
                    <div class="stack">
                        <Named named affected />
                        {left.map(|text| view! { <p class="text-muted">{text}</p> })}
                        {takes_along.map(|text| view! { <p>{text}</p> })}
                        {chosen.map(|(_, what_if)| view! { <WhatIfView what_if /> })}
                    </div>
                </Card>
                {next}
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Named(named: Vec<BulkRow>, affected: i64) -> impl IntoView {
    let locale = use_locale();
    let more = affected - i64::try_from(named.len()).unwrap_or(affected);
    let row = |BulkRow { slug, name }: BulkRow| {
        view! {
            <li>
                <a href=paths::console_organisation(&slug)>{name}</a>
                " "
                <span class="slug text-muted">{slug.clone()}</span>
            </li>
        }
    };
    view! {
        <ul class="selected" data-rows>{named.into_iter().map(row).collect_view()}</ul>
        {(more > 0).then(|| view! { <p>{words::more(locale, &format_integer(more, locale))}</p> })}
    }
}

/// How much a move takes along, and how long it stays at the old place as well.
fn takes_along(places: &BulkPlaces, locale: Locale) -> String {
    let size = words::move_size(locale, &console::bytes(locale, places.bytes));
    format!("{size} {}", moves::keeps(locale, places.kept_days))
}

fn place_choice(selection: BulkSelection, places: BulkPlaces, locale: Locale) -> AnyView {
    if places.choices.is_empty() {
        return view! { <EmptyState glyph=Glyph::Layers title=moves::no_choice_title(locale) text=words::no_place(locale) /> }
            .into_any();
    }
    let choices: Vec<Choice> =
        places.choices.iter().map(|place| Choice::new(place.to_string(), place_named(place))).collect();
    view! { <NextChoice selection choices label=words::move_to(locale) ask=words::move_ask(locale) /> }.into_any()
}

/// The same selection again, with a plan or a place.
#[component]
fn NextChoice(selection: BulkSelection, choices: Vec<Choice>, label: &'static str, ask: &'static str) -> impl IntoView {
    let locale = use_locale();
    let first = choices.first().map(|choice| choice.value.clone()).unwrap_or_default();
    let all = if selection.all { "yes" } else { "" };
    let asked = [("action", selection.action.key()), ("all", all)].into_iter().chain(pairs(&selection.query));
    let asked = asked.filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, value.to_owned()));
    let asked = asked.map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view();
    let slugs = selection.slugs.into_iter();
    let slugs = slugs.map(|slug| view! { <input type="hidden" name="slug" value=slug /> }).collect_view();
    view! {
        <form class="form" method="get" action=paths::CONSOLE_BULK>
            {asked} {slugs} <Select name="to" label choices value=Signal::stored(first) />
            <div class="form-actions">
                <Button>{ask}</Button>
                <LinkButton href=paths::CONSOLE_ORGANISATIONS kind=ButtonKind::Quiet>
                    {common::cancel(locale)}
                </LinkButton>
            </div>
        </form>
    }
}

#[component]
fn Confirmation(selection: BulkSelection, fingerprint: String, label: String) -> impl IntoView {
    let locale = use_locale();
    let state = FormState::plain::<PerformSelection>();
    let action = selection.action;
    let kind = if action == BulkAction::Suspend { ButtonKind::Danger } else { ButtonKind::Primary };
    let asks = action == BulkAction::Suspend;
    let selection = serde_json::to_string(&selection).unwrap_or_default();
    view! {
        <PlainForm action=PerformSelection::url() state>
            <p class="text-muted">{words::what_happens(locale, action)}</p>
            <input type="hidden" name="selection" value=selection />
            <input type="hidden" name="fingerprint" value=fingerprint />
            {asks
                .then(|| {
                    view! {
                        <RequiredInput
                            form=state
                            name="reason"
                            label=console::reason(locale)
                            hint=words::reason_hint(locale)
                        />
                    }
                })}
            <div class="form-actions">
                <Submit state kind>
                    {label}
                </Submit>
                <LinkButton href=paths::CONSOLE_ORGANISATIONS kind=ButtonKind::Quiet>
                    {common::cancel(locale)}
                </LinkButton>
            </div>
        </PlainForm>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_whom_and_what() {
        let mut address = ParamsMap::new();
        assert_eq!(selection_of(&address), None);
        for (name, value) in [("action", "suspend"), ("slug", "paris"), ("slug", "lyon"), ("all", ""), ("q", "gmah")] {
            address.insert(name, value.to_owned());
        }
        let selection = selection_of(&address).unwrap();
        assert_eq!(
            (selection.action, selection.all, selection.slugs),
            (BulkAction::Suspend, false, vec!["paris".to_owned(), "lyon".to_owned()])
        );
        assert_eq!(selection.query.search, "gmah");
        address.replace("action", "erase".to_owned());
        assert_eq!(selection_of(&address), None);
    }
}
