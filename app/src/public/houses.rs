//! The picture of the home page: three houses, each in its own colours, each over a store of its own.

use leptos::prelude::*;

#[component]
pub(super) fn Houses(#[prop(into)] label: String) -> impl IntoView {
    view! {
        <svg class="houses" viewBox="0 0 600 500" role="img" aria-label=label>
            <circle class="houses-sky" cx="306" cy="236" r="218"></circle>
            <path class="houses-ground" d="M14 350H586"></path>
            <g class="house house-classic">{classic()}</g>
            <g class="house house-round">{round()}</g>
            <g class="house house-works">{works()}</g>
        </svg>
    }
}

/// A store under the ground, with the line that leads down to it.
fn store(x: f64) -> impl IntoView {
    let d = format!(
        "M{} 404v50a36 11 0 0 0 72 0v-50M{} 421a36 11 0 0 0 72 0M{} 438a36 11 0 0 0 72 0",
        x - 36.0,
        x - 36.0,
        x - 36.0
    );
    view! {
        <path class="house-line" d=format!("M{x} 350v44")></path>
        <path class="house-store" d=d></path>
        <ellipse class="house-lid" cx=x.to_string() cy="404" rx="36" ry="11"></ellipse>
    }
}

fn classic() -> impl IntoView {
    let windows = [(66, 196), (104, 196), (142, 196), (66, 252), (142, 252)];
    view! {
        {store(116.0)}
        <path class="house-roof" d="M34 172 56 112H176L198 172Z"></path>
        <path class="house-wall" d="M44 172H188V350H44Z"></path>
        <path class="house-trim" d="M38 172H194V180H38Z M44 236H188V240H44Z"></path>
        <path class="house-light" d="M80 128h18v30H80Z M134 128h18v30H134Z"></path>
        {windows
            .into_iter()
            .map(|(x, y)| view! { <rect class="house-light" x=x.to_string() y=y.to_string() width="24" height="32"></rect> })
            .collect_view()}
        <path class="house-door" d="M98 350V276a18 18 0 0 1 36 0V350Z"></path>
        <path class="house-trim" d="M114 96h4v16h-4Z M118 96l18 6-18 6Z"></path>
    }
}

fn round() -> impl IntoView {
    let windows = [(270, 214), (342, 214), (270, 264), (306, 264), (342, 264)];
    view! {
        {store(306.0)}
        <path class="house-roof" d="M222 350V190a84 84 0 0 1 168 0V350Z"></path>
        <path class="house-wall" d="M234 350V192a72 72 0 0 1 144 0V350Z"></path>
        <circle class="house-trim" cx="306" cy="176" r="30"></circle>
        <circle class="house-light" cx="306" cy="176" r="20"></circle>
        {windows
            .into_iter()
            .map(|(x, y)| view! { <circle class="house-light" cx=x.to_string() cy=y.to_string() r="13"></circle> })
            .collect_view()}
        <path class="house-door" d="M284 350V314a22 22 0 0 1 44 0V350Z"></path>
    }
}

fn works() -> impl IntoView {
    let windows = [(428, 240), (462, 240), (496, 240), (530, 240)];
    view! {
        {store(492.0)}
        <path class="house-trim" d="M544 118h18v80h-18Z"></path>
        <path class="house-roof" d="M414 224V178L470 142V178L526 142V178L572 148V224Z"></path>
        <path class="house-wall" d="M414 218H572V350H414Z"></path>
        {windows
            .into_iter()
            .map(|(x, y)| view! { <rect class="house-light" x=x.to_string() y=y.to_string() width="26" height="22"></rect> })
            .collect_view()}
        <path class="house-door" d="M446 350V286H540V350Z"></path>
        <path class="house-slats" d="M446 302H540M446 318H540M446 334H540"></path>
    }
}
