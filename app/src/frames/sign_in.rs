use leptos::{children::ViewFnOnce, prelude::*};

use super::{FrameLabels, Preference, preferences::preference_menus};
use crate::ui::Plain;
use maud::html;

/// A split page: the organisation's own picture at one side, the content at the other; one column on a phone. `foot` may name the product.
#[component]
pub fn SignInFrame(
    labels: FrameLabels,
    #[prop(into)] name: String,
    #[prop(optional, into)] tagline: String,
    #[prop(optional, into)] logo: Option<String>,
    #[prop(optional, into)] foot: Option<ViewFnOnce>,
    preferences: Vec<Preference>,
    return_to: String,
    children: Children,
) -> impl IntoView {
    let logo = logo.map(|source| view! { <img class="sign-in-logo" src=source alt=name.clone() /> });
    let aside_label = name.clone();
    view! {
        <a class="skip-link" href="#content">
            {labels.skip_to_content}
        </a>
        <div class="sign-in">
            <aside class="sign-in-aside" aria-label=aside_label>
                {mosaic()}
                <p class="sign-in-name">{name}</p>
                {(!tagline.is_empty()).then(|| view! { <p class="sign-in-tagline">{tagline}</p> })}
            </aside>
            <div class="sign-in-side">
                <Plain markup=html! { header.sign-in-tools { (preference_menus(&preferences, &return_to)) } } />
                <main class="sign-in-main" id="content" tabindex="-1">
                    {logo}
                    {children()}
                </main>
                <footer class="sign-in-foot">{foot.map(ViewFnOnce::run)}</footer>
            </div>
        </div>
    }
}

/// Tiles in tones of the brand, one in its accent, their corners as round as the brand's. Letters: a tone, a line, the accent, nothing.
const TILES: [&str; 9] =
    [".-123.2", "1.23.-1", "23..2a.", ".-123.1", "32..12.", ".13..-.", "2..1..3", ".2..31.", "1.3.-.2"];

fn mosaic() -> impl IntoView {
    let tiles = TILES
        .iter()
        .enumerate()
        .flat_map(|(row, tones)| tones.chars().enumerate().map(move |(column, tone)| (row, column, tone)));
    view! {
        <svg class="sign-in-art" viewBox="0 0 640 880" preserveAspectRatio="xMaxYMin slice" aria-hidden="true">
            {tiles.filter_map(|(row, column, tone)| tile(row, column, tone)).collect_view()}
        </svg>
    }
}

fn tile(row: usize, column: usize, tone: char) -> Option<impl IntoView> {
    let class = match tone {
        '1' => "tone-1",
        '2' => "tone-2",
        '3' => "tone-3",
        '-' => "tone-line",
        'a' => "tone-accent",
        _ => return None,
    };
    // The grid starts above the upper edge, so that the picture looks cut from a larger one.
    let (x, y) = ((column * 92).to_string(), format!("{}", i64::try_from(row).unwrap_or(0) * 92 - 8));
    Some(view! { <rect class=class x=x y=y width="84" height="84"></rect> })
}
