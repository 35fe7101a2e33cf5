//! The charts of a period, each with its figures beneath.

use super::words;
use crate::{
    console::words::bytes,
    i18n::{Locale, format_month_short},
    site::use_locale,
    ui::{BarChart, BarGroup, Card, ChartLabels},
};
use jiff::civil::{Date, DateTime};
use leptos::prelude::*;
use tenantry::{
    day::and_time,
    metrics::{Period, Usage, UsagePoint},
    money::format_integer,
};

/// Side by side where there is room. `with_work` shows what is done in the background as well, and what fails there:
/// operators look after that.
#[component]
pub(crate) fn UsageCharts(usage: Usage, #[prop(optional)] with_work: bool) -> impl IntoView {
    let locale = use_locale();
    let count = tick(locale, |value| short(value, Locale::En), |value| short(value, Locale::Fr));
    let time = tick(locale, |value| words::time(Locale::En, value), |value| words::time(Locale::Fr, value));
    let size = tick(locale, |value| short_bytes(value, Locale::En), |value| short_bytes(value, Locale::Fr));
    let number = move |value: i64| (value, format_integer(value, locale));
    let micros = move |value: Option<i64>| {
        value.map_or_else(|| (0, "–".to_owned()), |micros| (micros, words::time(locale, micros)))
    };
    let stored =
        move |value: Option<i64>| value.map_or_else(|| (0, "–".to_owned()), |value| (value, bytes(locale, value)));
    let chart = |title: &str, series: &[&str], tick: Tick, bars: &dyn Fn(&UsagePoint) -> Vec<(i64, String)>| {
        let groups = groups(&usage, locale, bars);
        let labels = ChartLabels {
            show_figures: words::show_figures(locale).into(),
            axis: words::when(locale).into(),
            series: series.iter().map(|name| (*name).to_owned()).collect(),
        };
        let label_every = label_every(usage.period);
        let title = title.to_owned();
        view! {
            <Card title>
                <BarChart labels groups tick label_every />
            </Card>
        }
    };
    view! {
        <div class="charts">
            {chart(words::requests(locale), &[words::requests(locale)], count, &|point| vec![number(point.counts.requests)])}
            {chart(
                words::errors(locale),
                &[words::client_errors(locale), words::server_errors(locale)],
                count,
                &|point| vec![number(point.counts.client_errors), number(point.counts.server_errors)],
            )}
            {chart(
                words::response_time(locale),
                &[words::half(locale), words::most(locale)],
                time,
                &|point| vec![micros(point.counts.p50_micros), micros(point.counts.p95_micros)],
            )}
            {chart(
                words::sign_ins(locale),
                &[words::sign_ins(locale), words::refused_sign_ins(locale)],
                count,
                &|point| vec![number(point.counts.sign_ins), number(point.counts.refused_sign_ins)],
            )}
            {if usage.period == Period::Day {
                chart(words::sent(locale), &[words::sent(locale)], size, &|point| vec![stored(Some(point.counts.bytes))])
            } else {
                let people = |point: &UsagePoint| vec![number(point.active_users.unwrap_or(0))];
                chart(words::active_users(locale), &[words::active_users(locale)], count, &people)
            }}
            {chart(
                words::storage(locale),
                &[words::databases(locale), words::files(locale)],
                size,
                &|point| {
                    vec![
                        stored(point.size.map(|size| size.database_bytes)),
                        stored(point.size.map(|size| size.storage_bytes)),
                    ]
                },
            )}
            {with_work
                .then(|| {
                    chart(
                        words::work(locale),
                        &[words::jobs(locale), words::mails(locale)],
                        count,
                        &|point| vec![number(point.counts.jobs), number(point.counts.mails)],
                    )
                })}
            {with_work
                .then(|| {
                    chart(
                        words::failed_work(locale),
                        &[words::jobs(locale), words::mails(locale)],
                        count,
                        &|point| vec![number(point.counts.failed_jobs), number(point.counts.failed_mails)],
                    )
                })}
        </div>
    }
}

type Tick = fn(i64) -> String;

fn tick(locale: Locale, en: Tick, fr: Tick) -> Tick {
    if locale == Locale::Fr { fr } else { en }
}

fn groups(usage: &Usage, locale: Locale, bars: &dyn Fn(&UsagePoint) -> Vec<(i64, String)>) -> Vec<BarGroup> {
    let group = |point: &UsagePoint| BarGroup { label: label(&point.began, usage.period, locale), bars: bars(point) };
    usage.points.iter().map(group).collect()
}

/// So that they don't touch each other.
fn label_every(period: Period) -> usize {
    match period {
        Period::Day => 4,
        Period::Month => 5,
        Period::Year => 1,
    }
}

/// `14:00`, `15 Mar`, `Mar`; January with its year.
fn label(began: &str, period: Period, locale: Locale) -> String {
    let Some(at) = read(began) else { return began.to_owned() };
    let (date, month) = (at.date(), format_month_short(at.date(), locale));
    match (period, locale) {
        (Period::Day, Locale::En) => format!("{:02}:00", at.hour()),
        (Period::Day, Locale::Fr) => format!("{}\u{a0}h", at.hour()),
        (Period::Month, _) => format!("{} {month}", date.day()),
        (Period::Year, _) => month_label(date, month),
    }
}

fn month_label(date: Date, month: &str) -> String {
    if date.month() == 1 { format!("{month} {:02}", date.year() % 100) } else { month.to_owned() }
}

fn read(rfc3339: &str) -> Option<DateTime> {
    and_time::read(rfc3339.strip_suffix('Z')?)
}

/// `950`, `12k`, `3.5M`: an axis has little room.
pub(crate) fn short(number: i64, locale: Locale) -> String {
    let (unit, letter) = match number {
        ..10_000 => return format_integer(number, locale),
        10_000..1_000_000 => (1_000, "k"),
        1_000_000..1_000_000_000 => (1_000_000, "M"),
        _ => (1_000_000_000, "G"),
    };
    let space = if locale == Locale::Fr { "\u{202f}" } else { "" };
    format!("{}{space}{letter}", tenths(number, unit, locale))
}

fn short_bytes(number: i64, locale: Locale) -> String {
    if number == 0 {
        return "0".to_owned();
    }
    let name = |en, fr| if locale == Locale::Fr { fr } else { en };
    let (unit, name) = match number {
        ..1_000_000 => (1_000, name("KB", "ko")),
        1_000_000..1_000_000_000 => (1_000_000, name("MB", "Mo")),
        _ => (1_000_000_000, name("GB", "Go")),
    };
    format!("{}\u{202f}{name}", tenths(number, unit, locale))
}

/// How many units, with a tenth where there is one: lines of an axis must not be called the same.
fn tenths(number: i64, unit: i64, locale: Locale) -> String {
    let (whole, tenth) = (number / unit, number % unit * 10 / unit);
    let point = if locale == Locale::Fr { ',' } else { '.' };
    if tenth == 0 { whole.to_string() } else { format!("{whole}{point}{tenth}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_is_short() {
        assert_eq!(short(950, Locale::En), "950");
        assert_eq!(short(8_000, Locale::Fr), "8\u{202f}000");
        assert_eq!(short(20_000, Locale::En), "20k");
        assert_eq!(short(1_500_000, Locale::Fr), "1,5\u{202f}M");
        assert_eq!(short_bytes(5_000_000, Locale::Fr), "5\u{202f}Mo");
        assert_eq!(short_bytes(1_500_000, Locale::En), "1.5\u{202f}MB");
        assert_eq!(short_bytes(500, Locale::Fr), "0,5\u{202f}ko");
    }

    #[test]
    fn a_bucket_is_called_by_its_beginning() {
        let at = "2026-01-05T14:00:00Z";
        assert_eq!(label(at, Period::Day, Locale::En), "14:00");
        assert_eq!(label(at, Period::Day, Locale::Fr), "14\u{a0}h");
        assert_eq!(label(at, Period::Month, Locale::En), "5 Jan");
        assert_eq!(label(at, Period::Year, Locale::Fr), "janv. 26");
        assert_eq!(label("2026-03-01T00:00:00Z", Period::Year, Locale::En), "Mar");
    }
}
