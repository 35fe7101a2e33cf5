//! Who came and who went, month by month.

use super::words;
use crate::{
    i18n::{Locale, format_month_short},
    site::use_locale,
    ui::{BarChart, BarGroup, Card, ChartLabels},
    usage,
};
use leptos::prelude::*;
use tenantry::{money::format_integer, overview::MonthChange};

#[component]
pub(super) fn ChangesChart(months: Vec<MonthChange>) -> impl IntoView {
    let locale = use_locale();
    let labels = ChartLabels {
        show_figures: usage::words::show_figures(locale).into(),
        axis: words::month(locale).into(),
        series: vec![words::new(locale).into(), words::lost(locale).into()],
    };
    let tick: fn(i64) -> String = match locale {
        Locale::En => |count| usage::short(count, Locale::En),
        Locale::Fr => |count| usage::short(count, Locale::Fr),
    };
    let bar = |count| (count, format_integer(count, locale));
    let group = |of: &MonthChange| BarGroup { label: label(of, locale), bars: vec![bar(of.new), bar(of.lost)] };
    let groups = months.iter().map(group).collect();
    view! {
        <Card title=words::changes(locale)>
            <BarChart labels groups tick />
        </Card>
    }
}

/// January says which year begins.
fn label(of: &MonthChange, locale: Locale) -> String {
    let name = format_month_short(of.month, locale);
    if of.month.month() == 1 { format!("{name} {:02}", of.month.year() % 100) } else { name.to_owned() }
}
