//! The icon where people meet it: in a browser's tab, and on home screens, which cut it into a shape of their own.

use super::{Shown, locale, short, words};
use leptos::prelude::*;
use tenantry::brand::{BrandTokens, Icon, Palette, Slot, ThemeColors, monogram_letter};

#[component]
pub(super) fn IconScene(shown: Shown) -> impl IntoView {
    let locale = locale();
    let Shown { tokens, palette, look, name, picked, .. } = shown;
    let chosen = Memo::new(move |_| IconShown::of(&tokens.read(), picked.address(Slot::Icon.key())));
    let drawn = move |place| match chosen.get() {
        IconShown::Picked(address) => picture(address, place == Place::Round),
        IconShown::Uploaded(icon) => picture(address_of(&icon, place), false),
        IconShown::Letter => {
            let letter = look.with(|look| monogram_letter(&name.read(), &look.short_name));
            palette.with(|palette| monogram(letter, &tokens.read(), palette, place)).into_any()
        }
    };
    let short = move || short(&name.get(), &look.get());
    view! {
        <div class="scene scene-icon">
            <div class="preview-page">
                <p class="preview-label">{words::icon_tab(locale)}</p>
                <div class="icon-tabs">
                    <div class="icon-tab">
                        <span class="icon-mark">{move || drawn(Place::Tab)}</span>
                        <span class="icon-tab-name">{move || name.get()}</span>
                    </div>
                </div>
                <p class="preview-label">{words::icon_home(locale)}</p>
                <div class="icon-home">
                    <div class="icon-app">
                        <span class="icon-mark icon-round">{move || drawn(Place::Round)}</span>
                        <span>{short}</span>
                    </div>
                    <div class="icon-app">
                        <span class="icon-mark icon-square">{move || drawn(Place::Square)}</span>
                        <span>{short}</span>
                    </div>
                </div>
                {move || {
                    (chosen.get() == IconShown::Letter)
                        .then(|| view! { <p class="field-hint">{words::icon_letter(locale)}</p> })
                }}
            </div>
        </div>
    }
}

#[derive(Clone, Debug, PartialEq)]
enum IconShown {
    /// Its address; the server hasn't made sizes of it yet.
    Picked(String),
    Uploaded(Icon),
    Letter,
}

impl IconShown {
    fn of(tokens: &BrandTokens, picked: Option<String>) -> Self {
        match (picked, &tokens.icon) {
            (Some(address), _) => Self::Picked(address),
            (None, Some(icon)) => Self::Uploaded(icon.clone()),
            (None, None) => Self::Letter,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Tab,
    /// Cut into a circle, from the file that has room for it.
    Round,
    /// Cut into a square with round corners.
    Square,
}

/// The file that is asked for there.
fn address_of(icon: &Icon, place: Place) -> String {
    let address = match place {
        Place::Tab => icon.drawing_url().or_else(|| icon.url(32)),
        Place::Round => icon.maskable_url(),
        Place::Square => icon.url(180),
    };
    address.unwrap_or_default()
}

fn picture(address: String, has_room: bool) -> AnyView {
    view! { <img src=address alt="" class:icon-with-room=has_room /> }.into_any()
}

/// The side of the drawing, as the server draws it (`src/brand/monogram.rs`).
const SIDE: f32 = 512.0;
/// How high a capital letter is in it, and in its own font.
const HIGH: f32 = 0.54;
const CAPITAL: f32 = 0.7;
/// How much smaller it is where it may be cut.
const SAFE: f32 = 0.8;

/// As the server draws it, but that the browser sets the letter. It is the same by day and by night.
fn monogram(letter: char, tokens: &BrandTokens, palette: &Palette, place: Place) -> impl IntoView + use<> {
    let ThemeColors { brand, brand_contrast, .. } = palette.light;
    let scale = if place == Place::Round { SAFE } else { 1.0 };
    let largest = f32::from(BrandTokens::MAX_RADIUS);
    let rounding = if place == Place::Tab { f32::from(tokens.radius).min(largest) / largest * SIDE / 4.0 } else { 0.0 };
    let (middle, ink) = ((SIDE / 2.0).to_string(), brand_contrast.to_string());
    let mark = if letter == ' ' {
        let radius = (SIDE * scale / 5.0).to_string();
        view! { <circle cx=middle.clone() cy=middle r=radius fill=ink></circle> }.into_any()
    } else {
        let size = (SIDE * HIGH * scale / CAPITAL).to_string();
        let base = (SIDE * f32::midpoint(1.0, HIGH * scale)).to_string();
        view! {
            <text class="icon-letter" x=middle y=base font-size=size text-anchor="middle" fill=ink>
                {letter.to_string()}
            </text>
        }
        .into_any()
    };
    view! {
        <svg viewBox="0 0 512 512" aria-hidden="true">
            <rect width="512" height="512" rx=rounding.to_string() fill=brand.to_string()></rect>
            {mark}
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_goes_before_what_was_uploaded_and_the_letter_stands_for_neither() {
        let icon = Icon { maskable: "a".repeat(64), ..Icon::default() };
        let tokens = BrandTokens { icon: Some(icon.clone()), ..BrandTokens::default() };
        assert_eq!(IconShown::of(&BrandTokens::default(), None), IconShown::Letter);
        assert_eq!(IconShown::of(&tokens, None), IconShown::Uploaded(icon));
        assert_eq!(IconShown::of(&tokens, Some("data:x".into())), IconShown::Picked("data:x".into()));
    }

    #[test]
    fn each_place_has_the_file_that_is_made_for_it() {
        let sizes = Icon::SIZES.into_iter().zip("bcdef".chars().map(|letter| letter.to_string().repeat(64))).collect();
        let icon = Icon { drawing: None, sizes, maskable: "a".repeat(64) };
        let at = |place| address_of(&icon, place);
        assert_eq!(at(Place::Round), format!("/brand/{}", "a".repeat(64)));
        assert_eq!(
            (at(Place::Tab), at(Place::Square)),
            (format!("/brand/{}", "c".repeat(64)), format!("/brand/{}", "d".repeat(64)))
        );
        let drawn = Icon { drawing: Some("9".repeat(64)), ..icon };
        assert_eq!(address_of(&drawn, Place::Tab), format!("/brand/{}", "9".repeat(64)));
    }

    #[test]
    fn the_constants_are_those_of_the_server() {
        let server = include_str!("../../../../../src/brand/monogram.rs");
        for line in [
            format!("const SIDE: f32 = {SIDE:.1};"),
            format!("const HIGH: f32 = {HIGH};"),
            format!("const SAFE: f32 = {SAFE};"),
        ] {
            assert!(server.contains(&line), "{line}");
        }
    }
}
