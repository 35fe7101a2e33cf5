use leptos::{children::ViewFnOnce, prelude::*};

use super::{FrameLabels, Preference, preferences::preference_menus};
use crate::ui::{Plain, logo};
use maud::html;
use tenantry::brand::{Image, Look};

/// A split page: the organisation's own picture at one side, the content at the other; one column on a phone. `foot` may name the product.
#[component]
pub fn SignInFrame(
    labels: FrameLabels,
    #[prop(into)] name: String,
    look: Look,
    theme: Option<String>,
    #[prop(optional, into)] foot: Option<ViewFnOnce>,
    preferences: Vec<Preference>,
    return_to: String,
    children: Children,
) -> impl IntoView {
    let mark = look.logo_in(theme.as_deref()).map(|images| logo(images, "sign-in-logo", name.clone()));
    let links = sign_in_links(&look);
    view! {
        <a class="skip-link" href="#content">
            {labels.skip_to_content}
        </a>
        <div class="sign-in">
            {sign_in_aside(name, &look)} <div class="sign-in-side">
                <Plain markup=html! { header.sign-in-tools { (preference_menus(&preferences, &return_to)) } } />
                <main class="sign-in-main" id="content" tabindex="-1">
                    {mark}
                    {children()}
                </main>
                <footer class="sign-in-foot">{links} {foot.map(ViewFnOnce::run)}</footer>
            </div>
        </div>
    }
}

/// The side that is the organisation's own: its picture or a pattern of its colours, its name and its line.
pub(crate) fn sign_in_aside(name: String, look: &Look) -> impl IntoView + use<> {
    let (label, tagline) = (name.clone(), look.tagline.clone());
    let (art, class) = match look.sign_in_image.clone() {
        Some(Image { src, srcset }) => {
            (view! { <img class="sign-in-photo" src=src srcset=srcset alt="" /> }.into_any(), "sign-in-aside has-photo")
        }
        None => (mosaic().into_any(), "sign-in-aside"),
    };
    view! {
        <aside class=class aria-label=label>
            {art}
            <div class="sign-in-words">
                <p class="sign-in-name">{name}</p>
                {(!tagline.is_empty()).then(|| view! { <p class="sign-in-tagline">{tagline}</p> })}
            </div>
        </aside>
    }
}

/// The organisation's own links, such as its legal notice. Their addresses begin with `https` by their type.
pub(crate) fn sign_in_links(look: &Look) -> Option<impl IntoView + use<>> {
    let links = look.legal.clone();
    (!links.is_empty()).then(|| {
        let links = links.into_iter().map(|link| {
            view! {
                <a href=link.url.to_string() rel="noopener">
                    {link.label}
                </a>
            }
        });
        view! { <nav class="sign-in-legal">{links.collect_view()}</nav> }
    })
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
