use leptos::prelude::*;

use super::{BarGroup, Scale};

/// A drawing of a fixed size, which the page scales. On a phone the narrow one is shown, with every other label.
pub(super) struct Sheet {
    class: &'static str,
    width: i64,
    height: i64,
    label_every: usize,
}

const LEFT: i64 = 44;
const TOP: i64 = 10;
const BOTTOM: i64 = 24;

impl Sheet {
    pub(super) const WIDE: Self = Self { class: "chart-svg chart-wide", width: 600, height: 230, label_every: 1 };
    pub(super) const NARROW: Self = Self { class: "chart-svg chart-narrow", width: 340, height: 220, label_every: 2 };

    fn plot_height(&self) -> i64 {
        self.height - TOP - BOTTOM
    }

    /// The tenths of a pixel that each of `count` groups gets.
    fn slot(&self, count: usize) -> i64 {
        let count = i64::try_from(count).unwrap_or(1).max(1);
        (self.width - LEFT) * 10 / count
    }

    /// The height above the lower edge as a vertical coordinate, both in tenths.
    fn y(&self, tenths: i64) -> i64 {
        (TOP + self.plot_height()) * 10 - tenths
    }
}

pub(super) fn sheet(
    sheet: &Sheet,
    scale: &Scale,
    groups: &[BarGroup],
    tick: fn(i64) -> String,
    label_every: usize,
    pointed: RwSignal<Option<usize>>,
) -> impl IntoView + use<> {
    let slot = sheet.slot(groups.len());
    // The last group is labelled in any case: it is now.
    let labelled = |index: usize| (groups.len() - 1 - index).is_multiple_of(sheet.label_every * label_every);
    let lines = scale.ticks().map(|value| grid_line(sheet, scale, value, tick(value))).collect_view();
    let bars = groups
        .iter()
        .enumerate()
        .map(|(index, group)| bar_group(sheet, scale, slot, index, group, labelled(index), pointed))
        .collect_view();
    view! {
        <svg class=sheet.class viewBox=format!("0 0 {} {}", sheet.width, sheet.height) aria-hidden="true">
            {lines}
            {bars}
        </svg>
    }
}

fn grid_line(sheet: &Sheet, scale: &Scale, value: i64, text: String) -> impl IntoView + use<> {
    let y = sheet.y(scale.tenths(value, sheet.plot_height()));
    let class = if value == 0 { "chart-base" } else { "chart-grid" };
    view! {
        <line class=class x1=LEFT.to_string() x2=sheet.width.to_string() y1=pixels(y) y2=pixels(y)></line>
        <text x=(LEFT - 8).to_string() y=pixels(y + 40) text-anchor="end">{text}</text>
    }
}

fn bar_group(
    sheet: &Sheet,
    scale: &Scale,
    slot: i64,
    index: usize,
    group: &BarGroup,
    labelled: bool,
    pointed: RwSignal<Option<usize>>,
) -> impl IntoView + use<> {
    let left = LEFT * 10 + slot * i64::try_from(index).unwrap_or(0);
    let middle = left + slot / 2;
    let label = labelled.then(|| {
        view! { <text x=pixels(middle) y=(sheet.height - 6).to_string() text-anchor="middle">{group.label.clone()}</text> }
    });
    let texts: Vec<&str> = group.bars.iter().map(|(_, text)| text.as_str()).collect();
    let title = format!("{} · {}", group.label, texts.join(" · "));
    view! {
        <g
            class="chart-slot"
            on:mouseenter=move |_| pointed.set(Some(index))
            on:mouseleave=move |_| pointed.set(None)
        >
            <title>{title}</title>
            <rect
                class="chart-hit"
                x=pixels(left)
                y=TOP.to_string()
                width=pixels(slot)
                height=sheet.plot_height().to_string()
            ></rect>
            {bars(sheet, scale, slot, middle, group)}
            {label}
        </g>
    }
}

fn bars(sheet: &Sheet, scale: &Scale, slot: i64, middle: i64, group: &BarGroup) -> impl IntoView + use<> {
    let width = slot * 32 / 100;
    let start = if group.bars.len() == 1 { middle - width / 2 } else { middle - width - 5 };
    let draw = |(index, (value, _)): (usize, &(i64, String))| {
        let height = scale.tenths(*value, sheet.plot_height());
        let (class, x) = if index == 0 { ("chart-bar", start) } else { ("chart-bar-2", middle + 5) };
        view! { <rect class=class x=pixels(x) y=pixels(sheet.y(height)) width=pixels(width) height=pixels(height) rx="1.5"></rect> }
    };
    group.bars.iter().take(2).enumerate().map(draw).collect_view()
}

fn pixels(tenths: i64) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}
