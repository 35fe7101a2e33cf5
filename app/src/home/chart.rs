//! What was lent and what came back, month by month.

use super::words;
use crate::{
    i18n::{Locale, format_month_short},
    site::{Site, use_locale, use_site},
    ui::{BarChart, BarGroup, Card, ChartLabels},
};
use leptos::prelude::*;
use tenantry::{
    loans::MonthFigures,
    money::{format_amount, format_integer},
};

#[component]
pub(super) fn LendingChart(months: Vec<MonthFigures>) -> impl IntoView {
    let locale = use_locale();
    let labels = ChartLabels {
        show_figures: words::chart_figures(locale).into(),
        axis: words::month(locale).into(),
        series: vec![words::lent(locale).into(), words::repaid(locale).into()],
    };
    let tick = match locale {
        Locale::En => |minor| short(minor, Locale::En),
        Locale::Fr => |minor| short(minor, Locale::Fr),
    };
    view! {
        <Card title=words::chart(locale)>
            <BarChart labels groups=groups(&months, locale) tick />
        </Card>
    }
}

fn groups(months: &[MonthFigures], locale: Locale) -> Vec<BarGroup> {
    let currency = use_site().with_value(Site::currency);
    let bar = |minor| (minor, format_amount(minor, currency, locale));
    let group =
        |month: &MonthFigures| BarGroup { label: label(month, locale), bars: vec![bar(month.lent), bar(month.repaid)] };
    months.iter().map(group).collect()
}

/// January says which year begins.
fn label(month: &MonthFigures, locale: Locale) -> String {
    let name = format_month_short(month.month, locale);
    if month.month.month() == 1 { format!("{name} {:02}", month.month.year() % 100) } else { name.to_owned() }
}

/// Major units, in thousands where they are round ones: an axis has little room.
fn short(minor: i64, locale: Locale) -> String {
    let major = minor / 100;
    if major < 1_000 || major % 1_000 != 0 {
        return format_integer(major, locale);
    }
    let thousands = format_integer(major / 1_000, locale);
    if locale == Locale::Fr { format!("{thousands}\u{202f}k") } else { format!("{thousands}k") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_axis_is_short() {
        assert_eq!(short(2_000_000, Locale::En), "20k");
        assert_eq!(short(2_000_000, Locale::Fr), "20\u{202f}k");
        assert_eq!(short(150_000, Locale::En), "1,500");
        assert_eq!(short(0, Locale::En), "0");
    }

    #[test]
    fn january_names_its_year() {
        let month = |month| MonthFigures { month, lent: 0, repaid: 0 };
        assert_eq!(label(&month(date(2026, 1, 1)), Locale::En), "Jan 26");
        assert_eq!(label(&month(date(2026, 2, 1)), Locale::Fr), "févr.");
    }
}
