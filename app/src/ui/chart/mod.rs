//! Bar charts as SVG, drawn on the server. The numbers stand in a table beneath, so that nobody has to read a picture.

mod drawing;
mod scale;

use leptos::prelude::*;

use drawing::Sheet;
use scale::Scale;

/// What stands over one label of the axis: a value and its text for each series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarGroup {
    pub label: String,
    pub bars: Vec<(i64, String)>,
}

/// The words of a chart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChartLabels {
    /// What opens the table of numbers.
    pub show_figures: String,
    /// The head of the table's first column.
    pub axis: String,
    /// The names of the series, in the order of the bars: at most two.
    pub series: Vec<String>,
}

/// Groups of one or two bars. `tick` writes a value of the vertical axis. Once hydrated, the legend says the values of the group
/// that is pointed at.
#[component]
pub fn BarChart(
    labels: ChartLabels,
    groups: Vec<BarGroup>,
    tick: fn(i64) -> String,
    /// One in so many groups has its label on the axis; on a phone one in twice as many.
    #[prop(default = 1)]
    label_every: usize,
) -> impl IntoView {
    let scale = Scale::over(groups.iter().flat_map(|group| &group.bars).map(|(value, _)| *value));
    let pointed = RwSignal::new(None);
    let sheets =
        [&Sheet::WIDE, &Sheet::NARROW].map(|of| drawing::sheet(of, &scale, &groups, tick, label_every, pointed));
    let legend = legend(&labels.series, StoredValue::new(groups.clone()), pointed);
    view! {
        <figure class="chart">
            {legend} {sheets.into_iter().collect_view()}
            <details class="chart-data">
                <summary>{labels.show_figures}</summary>
                {figures(labels.axis, labels.series, groups)}
            </details>
        </figure>
    }
}

/// The names of the series, and behind each its value where somebody points. The figures below say the same to everybody.
fn legend(
    series: &[String],
    groups: StoredValue<Vec<BarGroup>>,
    pointed: RwSignal<Option<usize>>,
) -> impl IntoView + use<> {
    let of_pointed = move |read: &dyn Fn(&BarGroup) -> String| {
        pointed.get().and_then(|at| groups.with_value(|groups| groups.get(at).map(read))).unwrap_or_default()
    };
    let keys = series.iter().zip(["chart-key", "chart-key chart-key-2"]).enumerate().map(|(at, (name, class))| {
        let value = move || of_pointed(&|group| group.bars.get(at).map(|(_, text)| text.clone()).unwrap_or_default());
        view! {
            <span class=class>
                {name.clone()} <span class="chart-value" aria-hidden="true">
                    {value}
                </span>
            </span>
        }
    });
    let label = move || of_pointed(&|group| group.label.clone());
    view! {
        <div class="chart-legend">
            {keys.collect_view()} <span class="chart-pointed" aria-hidden="true">
                {label}
            </span>
        </div>
    }
}

fn figures(axis: String, series: Vec<String>, groups: Vec<BarGroup>) -> impl IntoView {
    let heads = series.into_iter().map(|name| view! { <th scope="col">{name}</th> });
    let rows = groups.into_iter().map(|group| {
        let values = group.bars.into_iter().map(|(_, text)| view! { <td>{text}</td> });
        view! {
            <tr>
                <th scope="row">{group.label}</th>
                {values.collect_view()}
            </tr>
        }
    });
    view! {
        <table>
            <thead>
                <tr>
                    <th scope="col">{axis}</th>
                    {heads.collect_view()}
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}
