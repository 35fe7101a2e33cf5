//! How mails look. Mail programs know tables and inline styles; those that know dark mode are given it.

use super::language;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use tenantry::{
    brand::{BrandTokens, Font, Palette, ThemeColors},
    mail::Letter,
};

const SANS: &str = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
/// Of a picture with two dots for one at most.
const LOGO: &str = "height:40px;max-width:240px;border:0;vertical-align:middle";
const SERIF: &str = "Georgia,'Times New Roman',serif";

/// What has no brand, in light and in dark.
struct Neutral {
    page: &'static str,
    surface: &'static str,
    text: &'static str,
    muted: &'static str,
    line: &'static str,
}

const LIGHT: Neutral =
    Neutral { page: "#f4f5f7", surface: "#ffffff", text: "#1c2027", muted: "#59616d", line: "#e2e5ea" };
const DARK: Neutral =
    Neutral { page: "#121417", surface: "#1b1e23", text: "#eceef1", muted: "#a9b0ba", line: "#31363e" };

/// What the looks by night hang on.
pub(super) const IN_THE_DARK: &str = "@media (prefers-color-scheme:dark)";

pub(super) struct Look {
    light: ThemeColors,
    dark: ThemeColors,
    radius: u8,
    /// The fonts of the site are not there; theirs is the nearest that is.
    heading: &'static str,
}

impl Look {
    pub(super) fn of(tokens: &BrandTokens) -> Self {
        let palette = Palette::of(tokens);
        let heading = match tokens.heading_font {
            Font::SourceSerif | Font::Fraunces => SERIF,
            Font::Inter | Font::BricolageGrotesque => SANS,
        };
        Self { light: palette.light, dark: palette.dark, radius: tokens.radius.min(BrandTokens::MAX_RADIUS), heading }
    }

    pub(super) fn title(&self) -> String {
        format!("margin:0 0 16px;font:600 22px/1.3 {};color:{}", self.heading, LIGHT.text)
    }

    pub(super) fn text() -> String {
        format!("margin:0 0 16px;font:16px/1.5 {SANS};color:{}", LIGHT.text)
    }

    pub(super) fn note() -> String {
        format!("margin:0 0 12px;font:13px/1.5 {SANS};color:{};overflow-wrap:anywhere", LIGHT.muted)
    }

    pub(super) fn link(&self) -> String {
        format!("color:{}", self.light.brand_strong)
    }

    /// In a table of its own, so that it has its size where links have none.
    pub(super) fn button(&self, label: &str, url: &str) -> Markup {
        let (radius, light) = (self.radius, &self.light);
        let cell = format!("background:{};border-radius:{radius}px", light.brand);
        let link = format!(
            "display:inline-block;padding:12px 20px;font:600 16px/1.25 {SANS};color:{};text-decoration:none",
            light.brand_contrast
        );
        html! {
            table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:8px 0 24px" {
                tr { td class="button" style=(cell) { a class="button-link" href=(url) style=(link) { (label) } } }
            }
        }
    }

    pub(super) fn document(&self, letter: &Letter, subject: &str, content: &Markup, footer: &str) -> Markup {
        let house = &letter.house;
        let page = format!("margin:0;padding:0;background:{}", LIGHT.page);
        let outer = format!("background:{};padding:32px 16px", LIGHT.page);
        let card = format!(
            "max-width:560px;margin:0 auto;background:{};border:1px solid {};border-radius:{}px",
            LIGHT.surface, LIGHT.line, self.radius
        );
        let head = format!("padding:20px 32px;border-bottom:3px solid {}", self.light.brand);
        let name = format!("font:600 18px/1.3 {};color:{};text-decoration:none", self.heading, self.light.brand_strong);
        let foot =
            format!("max-width:560px;margin:16px auto 0;font:13px/1.5 {SANS};color:{};text-align:center", LIGHT.muted);
        let said = house.tokens.texts.mail_footer(letter.locale);
        let night = house.dark_logo_url.as_ref();
        let legal = house.tokens.texts.legal(letter.locale);
        html! {
            (DOCTYPE)
            html lang=(language(letter.locale)) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="supported-color-schemes" content="light dark";
                    title { (subject) }
                    style { (PreEscaped(self.dark_mode())) }
                }
                body class="page" style=(page) {
                    div class="page" style=(outer) {
                        div class="card" style=(card) {
                            div class="head" style=(head) {
                                a class="name" href=(house.url) style=(name) {
                                    @if let Some(logo) = &house.logo_url {
                                        img class=[night.map(|_| "by-day")] src=(logo) alt=(house.name) height="40" style=(LOGO);
                                        @if let Some(night) = night {
                                            img class="by-night" src=(night) alt=(house.name) height="40" style={ (LOGO) ";display:none;mso-hide:all" };
                                        }
                                    } @else {
                                        (house.name)
                                    }
                                }
                            }
                            div style="padding:32px 32px 20px" { (content) }
                        }
                        @if !said.is_empty() {
                            p class="muted" style={ (foot) ";white-space:pre-line" } { (said) }
                        }
                        p class="muted" style=(foot) {
                            (footer)
                            @for link in legal {
                                " · " a class="link" href=(link.url) style=(self.link()) { (link.label) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Only numbers and colours of ours go into it.
    fn dark_mode(&self) -> String {
        let ThemeColors { brand, brand_contrast, brand_strong, .. } = &self.dark;
        let Neutral { page, surface, text, muted, line } = DARK;
        format!(
            ":root{{color-scheme:light dark}}\
             {IN_THE_DARK}{{\
             .page{{background:{page}!important}}\
             .card{{background:{surface}!important;border-color:{line}!important}}\
             .head{{border-color:{brand}!important}}\
             .title,.text{{color:{text}!important}}\
             .muted{{color:{muted}!important}}\
             .by-day{{display:none!important}}\
             .by-night{{display:inline!important}}\
             .name,.link{{color:{brand_strong}!important}}\
             .button{{background:{brand}!important}}\
             .button-link{{color:{brand_contrast}!important}}}}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenantry::brand::{
        Color, Tint,
        contrast::{CONTROL, TEXT, ratio},
    };

    fn brands() -> impl Iterator<Item = BrandTokens> {
        let steps = || (0..=255u8).step_by(51);
        let colors = steps().flat_map(move |r| steps().flat_map(move |g| steps().map(move |b| Color::new(r, g, b))));
        let tints = Tint::ALL.iter().copied().cycle();
        colors.zip(tints).map(|(primary, tint)| BrandTokens { primary, tint, ..BrandTokens::default() })
    }

    /// What mails have of their own meets what they have of the brand. Words stand on the card and, in the foot, on the page.
    #[test]
    fn every_pair_of_a_mail_reads_in_every_brand_by_day_and_by_night() {
        let of = |text: &str| text.parse::<Color>().unwrap();
        for tokens in brands() {
            let Look { light, dark, .. } = Look::of(&tokens);
            for (neutral, colors) in [(&LIGHT, light), (&DARK, dark)] {
                let (page, card) = (of(neutral.page), of(neutral.surface));
                for (ink, least) in [
                    (of(neutral.text), TEXT),
                    (of(neutral.muted), TEXT),
                    (colors.brand_strong, TEXT),
                    (colors.brand, CONTROL),
                ] {
                    assert!(ratio(ink, page) >= least && ratio(ink, card) >= least, "{ink} of {}", tokens.primary);
                }
                assert!(ratio(colors.brand_contrast, colors.brand) >= TEXT, "the button of {}", tokens.primary);
            }
        }
    }
}
