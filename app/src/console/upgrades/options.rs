//! What a run would do now, and the form that leads to it.

use super::{api::ReviewRun, words};
use crate::{
    form::{Form, FormState, RequiredInput, Submit},
    i18n::Locale,
    site::use_locale,
    ui::{Card, Checkbox, Choice, EmptyState, Glyph, Select, TextInput},
};
use leptos::prelude::*;
use tenantry::{
    money::format_integer,
    upgrades::{Move, Plan, RunForm},
};

#[component]
pub(super) fn RunOptions(plan: Plan, quarantined: i64) -> impl IntoView {
    let locale = use_locale();
    if plan.behind == 0 && quarantined == 0 {
        return view! {
            <EmptyState glyph=Glyph::Success title=words::all_done_title(locale) text=words::all_done(locale) />
        }
        .into_any();
    }
    let lead = match plan.behind {
        0 => words::only_quarantined(locale).to_owned(),
        behind => will_migrate(locale, behind),
    };
    view! {
        <Card title=words::start(locale)>
            <p>{lead}</p>
            {move_list(plan.moves, locale)}
            <OptionsForm quarantined only_those=plan.behind == 0 />
        </Card>
    }
    .into_any()
}

pub(super) fn will_migrate(locale: Locale, organisations: i64) -> String {
    match organisations {
        1 => words::will_migrate_one(locale).to_owned(),
        many => words::will_migrate(locale, &words::organisations(locale, many)),
    }
}

/// `Core: version 1 → 2, 12 organisations`.
pub(super) fn move_list(moves: Vec<Move>, locale: Locale) -> impl IntoView {
    let line = |of: Move| {
        let from =
            of.from.map_or_else(|| words::unknown_version(locale).to_owned(), |from| format_integer(from, locale));
        let set = words::set_name(locale, &of.set);
        let organisations = words::organisations(locale, of.organisations);
        view! {
            <li>
                <strong>{set}</strong>
                {format!(" {from} → {}", of.to)}
                <span class="text-muted">{organisations}</span>
            </li>
        }
    };
    view! { <ul class="moves">{moves.into_iter().map(line).collect_view()}</ul> }
}

#[component]
fn OptionsForm(quarantined: i64, only_those: bool) -> impl IntoView {
    let locale = use_locale();
    let action = ServerAction::<ReviewRun>::new();
    let form = FormState::of(action);
    let includes = if only_those { "true" } else { "" };
    let is_checked = form.value("include_quarantined", if form.was_sent() { "" } else { includes });
    view! {
        <Form action state=form>
            {(quarantined > 0)
                .then(|| {
                    view! {
                        <Checkbox
                            name="include_quarantined"
                            label=words::include_quarantined(locale)
                            hint=words::organisations(locale, quarantined)
                            checked=Signal::stored(is_checked.get_untracked() == "true")
                        />
                    }
                })}
            <details class="fold options" open=form.was_sent()>
                <summary class="button button-secondary button-small">{words::more_options(locale)}</summary>
                <div class="stack">
                    <MoreOptions form />
                </div>
            </details>
            <div class="form-actions">
                <Submit state=form>{words::review(locale)}</Submit>
            </div>
        </Form>
    }
}

#[component]
fn MoreOptions(form: FormState) -> impl IntoView {
    let locale = use_locale();
    let defaults = RunForm::default();
    view! {
        <Select
            name="rehearsal"
            label=words::rehearsal(locale)
            hint=words::rehearsal_hint(locale)
            choices=vec![
                Choice::new("some", words::rehearsal_some(locale)),
                Choice::new("all", words::rehearsal_all(locale)),
                Choice::new("none", words::rehearsal_none(locale)),
            ]
            value=form.value("rehearsal", defaults.rehearsal)
            error=form.error("rehearsal")
        />
        <TextInput
            name="copies"
            label=words::copies(locale)
            hint=words::copies_hint(locale)
            inputmode="numeric"
            autocomplete="off"
            value=form.value("copies", defaults.copies)
            error=form.error("copies")
        />
        <TextInput
            name="canaries"
            label=words::canaries(locale)
            hint=words::canaries_hint(locale)
            autocomplete="off"
            value=form.value("canaries", defaults.canaries)
            error=form.error("canaries")
        />
        <RequiredInput
            form
            name="error_budget"
            label=words::error_budget(locale)
            hint=words::error_budget_hint(locale)
            initial=defaults.error_budget
        />
        <RequiredInput
            form
            name="latency_rise"
            label=words::latency_rise(locale)
            hint=words::latency_rise_hint(locale)
            initial=defaults.latency_rise
        />
        <RequiredInput form name="at_once" label=words::at_once(locale) initial=defaults.at_once />
    }
}
