//! Where the signed-in person is signed in: on the profile of an organisation's people, and on an operator's own account.

use super::words;
use crate::{
    console::sections::words as sections,
    form::{FormState, PlainForm},
    i18n::{Locale, format_time},
    site::use_locale,
    ui::{Badge, Card, Cell, CellKind, Column, Table, Tone},
};
use leptos::prelude::*;
use tenantry::users::OwnSession;

/// What the page says was done.
pub(crate) const ENDED: &str = "session";
pub(crate) const OTHERS_ENDED: &str = "sessions";

/// The paths of the functions by which a plane's people end their sessions.
#[derive(Clone, Copy)]
pub(crate) struct Endings {
    pub(crate) one: &'static str,
    pub(crate) others: &'static str,
}

#[component]
pub(crate) fn Sessions(sessions: Vec<OwnSession>, endings: Endings, note: &'static str) -> impl IntoView {
    let locale = use_locale();
    let columns = vec![
        Column::new(words::device(locale)),
        Column::new(sections::signed_in(locale)),
        Column::new(words::last_used(locale)),
        Column::new(sections::actions(locale)).at_end(),
    ];
    let has_others = sessions.iter().any(|session| !session.is_this);
    view! {
        <Card title=words::sessions_title(locale) note=note>
            <div class="stack stack-tight">
                <Table caption=words::sessions_title(locale) columns>
                    {sessions.into_iter().map(|session| view! { <Row session ends_by=endings.one /> }).collect_view()}
                </Table>
                {has_others.then(|| view! { <EndOthers ends_by=endings.others /> })}
            </div>
        </Card>
    }
}

#[component]
fn Row(session: OwnSession, ends_by: &'static str) -> impl IntoView {
    let locale = use_locale();
    let device = device(locale, &session.browser, &session.system);
    let OwnSession { key, place, began, last_used, is_this, .. } = session;
    let label = words::end_session_on(locale, &device);
    let form = FormState::plain_at(ends_by, "key", &key);
    view! {
        <tr>
            <Cell label=words::device(locale) kind=CellKind::Title>
                {device}
                <span class="cell-sub">{place.unwrap_or_else(|| words::at_the_console(locale).to_owned())}</span>
                {is_this.then(|| view! { <Badge tone=Tone::Brand label=words::this_session(locale) /> })}
            </Cell>
            <Cell label=sections::signed_in(locale)>{format_time(began, locale)}</Cell>
            <Cell label=words::last_used(locale)>{format_time(last_used, locale)}</Cell>
            <Cell label="" kind=CellKind::AtEnd>
                {(!is_this)
                    .then(|| {
                        view! {
                            <PlainForm action=ends_by state=form class="inline-form">
                                <input type="hidden" name="key" value=key />
                                <button class="button button-quiet button-small" aria-label=label>
                                    {sections::end_session(locale)}
                                </button>
                            </PlainForm>
                        }
                    })}
            </Cell>
        </tr>
    }
}

#[component]
fn EndOthers(ends_by: &'static str) -> impl IntoView {
    let form = FormState::plain_to(&[ends_by]);
    view! {
        <PlainForm action=ends_by state=form class="inline-form">
            <button class="button button-secondary button-small">{words::end_others(use_locale())}</button>
        </PlainForm>
    }
}

fn device(locale: Locale, browser: &str, system: &str) -> String {
    match (browser, system) {
        ("", "") => words::unknown_device(locale).to_owned(),
        (one, "") | ("", one) => one.to_owned(),
        (browser, system) => words::browser_on(locale, browser, system),
    }
}
