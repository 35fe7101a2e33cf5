//! Every brand that was published: what changed from one to the next, and the way back.

use super::{
    api::{History, ReadHistory, RollBackBrand},
    pictures::swatch,
    words,
};
use crate::{
    bundle::Bundled,
    form::{DialogForm, FormState, Saved},
    i18n::{Locale, format_time},
    load::{Loading, load},
    paths,
    site::use_locale,
    ui::{Badge, Button, Card, Cell, CellKind, Choice, Column, EmptyState, Glyph, PageHead, Select, Table, Tone},
};
use leptos::{prelude::*, server_fn::ServerFn};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use tenantry::brand::{BrandDifference, BrandValue, BrandVersion, Comparison};

pub struct BrandHistoryPage {
    history: Loading<History>,
}

impl Bundled for BrandHistoryPage {
    fn data() -> Self {
        let query = use_query_map();
        let asked = move || {
            let of = |name| query.read().get(name).unwrap_or_default();
            ReadHistory { from: of("from"), to: of("to") }
        };
        Self { history: Loading::of(asked) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        view! {
            <Title text=words::history(locale) />
            <PageHead title=words::history(locale) lead=words::history_lead(locale) />
            <div class="stack stack-loose">
                <Saved what="restored" message=words::said_restored(locale) />
                {load(self.history, |history| view! { <Versions history /> })}
            </div>
        }
        .into_any()
    }
}

#[component]
fn Versions(history: History) -> impl IntoView {
    let locale = use_locale();
    let History { versions, comparison } = history;
    if versions.is_empty() {
        return view! { <EmptyState glyph=Glyph::History text=words::history_never(locale) /> }.into_any();
    }
    let columns = vec![
        Column::new(words::version(locale)),
        Column::new(words::when(locale)),
        Column::new(words::who(locale)),
        Column::new(words::actions(locale)).at_end(),
    ];
    let newest = versions[0].number;
    let oldest = versions.last().map_or(newest, |version| version.number);
    let chosen = comparison.as_ref().map_or((newest - 1, newest), |of| (of.from, of.to));
    let rows: Vec<_> = versions.iter().map(|version| row(version.clone(), newest, oldest)).collect();
    view! {
        {comparison.map(|comparison| view! { <Compared comparison /> })}
        <Table caption=words::history(locale) columns>
            {rows}
        </Table>
        {(newest > oldest).then(|| view! { <Compare versions chosen /> })}
    }
    .into_any()
}

fn row(version: BrandVersion, newest: i64, oldest: i64) -> impl IntoView {
    let locale = use_locale();
    let BrandVersion { number, at, by, was_scheduled, restored_from } = version;
    let note = match restored_from {
        Some(from) => Some(words::restored(locale, &from.to_string())),
        None => was_scheduled.then(|| words::by_plan(locale).to_owned()),
    };
    let by = if by.is_empty() { words::nobody(locale).to_owned() } else { by };
    let changes = paths::with_query(
        paths::SETTINGS_BRAND_HISTORY,
        &[("from", &(number - 1).to_string()), ("to", &number.to_string())],
    );
    let look = paths::with_query(paths::SETTINGS_BRAND_LOOK, &[("version", &number.to_string())]);
    view! {
        <tr>
            <Cell label=words::version(locale) kind=CellKind::Title>
                {words::version_number(locale, &number.to_string())}
                {(number == newest).then(|| view! { " " <Badge tone=Tone::Success label=words::is_current(locale) /> })}
                {note.map(|note| view! { <span class="cell-sub">{note}</span> })}
            </Cell>
            <Cell label=words::when(locale)>{format_time(at, locale)}</Cell>
            <Cell label=words::who(locale)>{by}</Cell>
            <Cell label="" kind=CellKind::AtEnd>
                <span class="row">
                    {(number > oldest).then(|| view! { <a href=changes>{words::what_changed(locale)}</a> })}
                    <a href=look>{words::look_at(locale)}</a>
                    {(number != newest).then(|| view! { <RollBack number /> })}
                </span>
            </Cell>
        </tr>
    }
}

#[component]
pub(super) fn RollBack(number: i64) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain_of::<RollBackBrand>("number", &number.to_string());
    view! {
        <DialogForm
            id=format!("roll-back-{number}")
            opener=words::roll_back(locale)
            opener_class="button button-secondary button-small"
            title=words::roll_back_title(locale, &number.to_string())
            text=words::roll_back_text(locale)
            action=RollBackBrand::url()
            state=form
            about=("number", number.to_string())
            submit=words::roll_back(locale)
        />
    }
}

/// A question in the address, as every list asks it.
#[component]
fn Compare(versions: Vec<BrandVersion>, chosen: (i64, i64)) -> impl IntoView {
    let locale = use_locale();
    let choices: Vec<Choice> = versions
        .iter()
        .map(|of| {
            let label = words::version_number(locale, &of.number.to_string());
            Choice::new(of.number.to_string(), format!("{label} · {}", format_time(of.at, locale)))
        })
        .collect();
    view! {
        <Card title=words::compare_title(locale)>
            <form class="form compare-form" method="get" action=paths::SETTINGS_BRAND_HISTORY>
                <Select name="from" label=words::compare_from(locale) choices=choices.clone() value=chosen.0.to_string() />
                <Select name="to" label=words::compare_to(locale) choices value=chosen.1.to_string() />
                <div class="form-actions">
                    <Button>{words::compare(locale)}</Button>
                </div>
            </form>
        </Card>
    }
}

#[component]
fn Compared(comparison: Comparison) -> impl IntoView {
    let locale = use_locale();
    let Comparison { from, to, differences } = comparison;
    let title = words::compared(locale, &from.to_string(), &to.to_string());
    if differences.is_empty() {
        return view! {
            <Card title>
                <p class="text-muted">{words::no_difference(locale)}</p>
            </Card>
        }
        .into_any();
    }
    let columns = [words::field(locale), words::before(locale), words::after(locale)].map(Column::new).to_vec();
    let caption = title.clone();
    view! {
        <Card title flush=true>
            <Table caption columns>
                {differences.into_iter().map(|difference| changed(locale, difference)).collect_view()}
            </Table>
        </Card>
    }
    .into_any()
}

fn changed(locale: Locale, difference: BrandDifference) -> impl IntoView {
    let BrandDifference { field, before, after } = difference;
    view! {
        <tr>
            <Cell label="" kind=CellKind::Title>
                {words::field_name(locale, field)}
            </Cell>
            <Cell label=words::before(locale)>{value(locale, before)}</Cell>
            <Cell label=words::after(locale)>{value(locale, after)}</Cell>
        </tr>
    }
}

fn value(locale: Locale, of: BrandValue) -> AnyView {
    let nothing = move || view! { <span class="text-muted">{words::nothing(locale)}</span> }.into_any();
    match of {
        BrandValue::Text(text) if text.is_empty() => nothing(),
        BrandValue::Picture(None) => nothing(),
        BrandValue::Blocks(blocks) if blocks.is_empty() => nothing(),
        BrandValue::Text(text) => view! { <span class="text-lines">{text}</span> }.into_any(),
        BrandValue::Color(color) => {
            view! { <span class="color-value">{swatch(color)} <code>{color.to_string()}</code></span> }.into_any()
        }
        BrandValue::Tint(tint) => words::tint_name(locale, tint).into_any(),
        BrandValue::Density(density) => words::density_name(locale, density).into_any(),
        BrandValue::Picture(Some(url)) => view! { <img class="picture-value" src=url alt="" /> }.into_any(),
        BrandValue::Blocks(blocks) => {
            let names: Vec<&str> = blocks.into_iter().map(|block| words::block_name(locale, block)).collect();
            names.join(", ").into_any()
        }
    }
}
