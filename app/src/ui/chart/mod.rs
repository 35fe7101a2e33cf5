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

/// Groups of one or two bars. `tick` writes a value of the vertical axis.
#[component]
pub fn BarChart(labels: ChartLabels, groups: Vec<BarGroup>, tick: fn(i64) -> String) -> impl IntoView {
    let scale = Scale::over(groups.iter().flat_map(|group| &group.bars).map(|(value, _)| *value));
    let keys = labels
        .series
        .iter()
        .zip(["chart-key", "chart-key chart-key-2"])
        .map(|(name, class)| view! { <span class=class>{name.clone()}</span> });
    view! {
        <figure class="chart">
            <div class="chart-legend">{keys.collect_view()}</div>
            {drawing::sheet(&Sheet::WIDE, &scale, &groups, tick)}
            {drawing::sheet(&Sheet::NARROW, &scale, &groups, tick)}
            <details class="chart-data">
                <summary>{labels.show_figures}</summary>
                {figures(labels.axis, labels.series, groups)}
            </details>
        </figure>
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
