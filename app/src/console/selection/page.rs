//! Whom it will be done to, before somebody says that it may.

use super::{
    api::{PerformSelection, PreviewSelection},
    words,
};
use crate::{
    bundle::{Bundled, bundled},
    console::{
        address::{pairs, query_of},
        plans::WhatIfView,
        words as console,
    },
    error::AppError,
    form::{FormState, PlainForm, RequiredInput, Submit},
    i18n::words as common,
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
    plans::Plan,
    tenants::{BulkAction, BulkPreview, BulkRow, BulkSelection},
};

pub struct BulkPage {
    /// Absent when the address names nothing that can be done.
    asked: Option<(BulkSelection, Loading<BulkPreview>)>,
}

bundled!(console: BulkPage);

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
    let BulkPreview { action, affected, skipped, fingerprint, named, plan } = preview;
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
        _ => (words::action_on(locale, action, affected), words::lead(locale)),
    };
    let asks_for_plan = action == BulkAction::Plan && chosen.is_none();
    let label = title.clone();
    let next = if asks_for_plan {
        view! { <PlanChoice selection choices /> }.into_any()
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

/// The same selection again, with a plan.
#[component]
fn PlanChoice(selection: BulkSelection, choices: Vec<Plan>) -> impl IntoView {
    let locale = use_locale();
    let choices: Vec<Choice> =
        choices.into_iter().map(|of| Choice::new(of.key.clone(), of.name(locale).to_owned())).collect();
    let first = choices.first().map(|choice| choice.value.clone()).unwrap_or_default();
    let all = if selection.all { "yes" } else { "" };
    let asked = [("action", selection.action.key()), ("all", all)].into_iter().chain(pairs(&selection.query));
    let asked = asked.filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, value.to_owned()));
    let asked = asked.map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view();
    let slugs = selection.slugs.into_iter();
    let slugs = slugs.map(|slug| view! { <input type="hidden" name="slug" value=slug /> }).collect_view();
    view! {
        <form class="form" method="get" action=paths::CONSOLE_BULK>
            {asked} {slugs} <Select name="to" label=words::plan_to(locale) choices value=Signal::stored(first) />
            <div class="form-actions">
                <Button>{words::plan_ask(locale)}</Button>
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
