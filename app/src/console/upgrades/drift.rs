//! Reading every organisation's tables back, and what it has shown.

use super::{
    api::{CheckDrift, ReadDrift, read_drift},
    words,
};
use crate::{
    bundle::Bundled,
    form::{FormState, PlainForm, Submit},
    i18n::{Locale, format_instant, words as common},
    live::{follow, reload_without_scripts},
    load::{Loading, load},
    paths,
    site::{use_locale, use_may},
    ui::{Banner, Card, Cell, CellKind, Column, EmptyState, Fact, Facts, Glyph, PageHead, Progress, Table, Tone},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use std::time::Duration;
use tenantry::{
    access::Permission,
    money::format_integer,
    upgrades::{DriftCheck, DriftProgress, DriftReport, LastDrift},
};

const BETWEEN_LOOKS: Duration = Duration::from_secs(1);

pub struct DriftPage {
    check: Loading<DriftCheck>,
}

impl Bundled for DriftPage {
    fn data() -> Self {
        Self { check: Loading::of(|| ReadDrift {}) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        view! {
            <Title text=words::drift(locale) />
            <PageHead title=words::drift(locale) lead=words::drift_lead(locale) />
            {load(self.check, |check| view! { <Live check /> })}
        }
        .into_any()
    }
}

#[component]
fn Live(check: DriftCheck) -> impl IntoView {
    let locale = use_locale();
    if check.running.is_some() {
        reload_without_scripts(2);
    }
    let may_check = use_may(Permission::FleetManage);
    let check = RwSignal::new(check);
    follow(check, BETWEEN_LOOKS, |check| check.running.is_some(), read_drift);
    let running = Memo::new(move |_| check.with(|check| check.running));
    let is_running = Memo::new(move |_| running.get().is_some());
    let last = Memo::new(move |_| check.with(|check| check.last.clone()));
    view! {
        <div class="stack stack-loose">
            {move || (may_check && !is_running.get()).then(|| view! { <CheckForm is_first=last.with(Option::is_none) /> })}
            <div role="status">
                {move || running.get().map(|progress| view! { <Reading progress locale /> })}
                {move || (!is_running.get()).then(|| view! { <Outcome last=last.get() /> })}
            </div>
        </div>
    }
}

#[component]
fn CheckForm(is_first: bool) -> impl IntoView {
    let locale = use_locale();
    let state = FormState::plain::<CheckDrift>();
    view! {
        <PlainForm action=CheckDrift::url() state>
            <div>
                <Submit state icon=Glyph::Activity>
                    {if is_first { words::check_now(locale) } else { words::check_again(locale) }}
                </Submit>
            </div>
        </PlainForm>
    }
}

#[component]
fn Reading(progress: DriftProgress, locale: Locale) -> impl IntoView {
    let number = move |count: i64| format_integer(count, locale);
    view! {
        <Card title=words::reading(locale)>
            <div class="stack stack-tight">
                <Progress label=words::reading(locale) done=progress.read whole=progress.total />
                <p class="text-muted">
                    {words::read_of(locale, &number(progress.read), &number(progress.total))}
                </p>
            </div>
        </Card>
    }
}

#[component]
fn Outcome(last: Option<LastDrift>) -> impl IntoView {
    let locale = use_locale();
    match last {
        None => view! {
            <EmptyState glyph=Glyph::Eye title=words::never_checked_title(locale) text=words::never_checked(locale) />
        }
        .into_any(),
        Some(LastDrift { report: None, .. }) => {
            view! { <Banner tone=Tone::Danger>{words::check_failed(locale)}</Banner> }.into_any()
        }
        Some(LastDrift { at, report: Some(report) }) => view! { <Report at report /> }.into_any(),
    }
}

#[component]
fn Report(at: String, report: DriftReport) -> impl IntoView {
    let locale = use_locale();
    let number = move |count: usize| format_integer(i64::try_from(count).unwrap_or(i64::MAX), locale);
    let is_clean = report.drifted.is_empty() && report.unreadable.is_empty();
    let (differing, unreadable) = (number(report.drifted.len()), number(report.unreadable.len()));
    let different = report.drifted.into_iter().map(|of| (of.slug, of.differences));
    let unread = report.unreadable.into_iter().map(|of| (of.slug, vec![of.error]));
    let rows: Vec<_> = different.chain(unread).collect();
    view! {
        <div class="stack">
            {is_clean.then(|| view! { <Banner tone=Tone::Success>{words::all_alike(locale)}</Banner> })}
            <Card title=words::checked_at(locale, &format_instant(&at, locale))>
                <Facts>
                    <Fact name=words::read_back(locale)>{format_integer(report.read, locale)}</Fact>
                    <Fact name=words::behind(locale)>{format_integer(report.behind, locale)}</Fact>
                    <Fact name=words::differ(locale)>{differing}</Fact>
                    <Fact name=words::unreadable(locale)>{unreadable}</Fact>
                </Facts>
            </Card>
            {(!rows.is_empty()).then(|| differences(rows, locale))}
        </div>
    }
}

fn differences(rows: Vec<(String, Vec<String>)>, locale: Locale) -> impl IntoView {
    let columns = vec![Column::new(common::organisation(locale)), Column::new(words::difference(locale))];
    let row = move |(slug, lines): (String, Vec<String>)| {
        view! {
            <tr>
                <Cell label=common::organisation(locale) kind=CellKind::Title>
                    <a href=paths::console_organisation(&slug)>{slug.clone()}</a>
                </Cell>
                <Cell label=words::difference(locale)>
                    <ul class="differences" lang="en">
                        {lines.into_iter().map(|line| view! { <li class="reason">{line}</li> }).collect_view()}
                    </ul>
                </Cell>
            </tr>
        }
    };
    view! {
        <Table caption=words::differ(locale) columns>
            {rows.into_iter().map(row).collect_view()}
        </Table>
    }
}
