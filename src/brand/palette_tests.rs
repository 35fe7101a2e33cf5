use super::{Palette, Theme};
use crate::brand::{
    BrandTokens, Color, ContrastReport, Font, Picture, Tint,
    contrast::{CONTROL, ratio},
    oklch::Oklch,
    scene::{Greys, Scene, Surfaces, TAGLINE, VEIL_ON_PATTERN, VEIL_ON_PHOTO},
};

fn grid(step: usize) -> Vec<Color> {
    let steps = || (0..=255u8).step_by(step);
    steps().flat_map(move |r| steps().flat_map(move |g| steps().map(move |b| Color::new(r, g, b)))).collect()
}

fn tokens(primary: Color, accent: Color) -> BrandTokens {
    BrandTokens { primary, accent, ..BrandTokens::default() }
}

/// Every colour of the grid as the brand, beside another one as the accent.
fn brands(step: usize) -> impl Iterator<Item = BrandTokens> {
    let colors = grid(step);
    let accents: Vec<Color> = colors.iter().copied().cycle().skip(colors.len() / 3).take(colors.len()).collect();
    let tints = Tint::ALL.iter().copied().cycle();
    let brands = colors.into_iter().zip(accents).zip(tints);
    brands.map(|((primary, accent), tint)| BrandTokens { tint, ..tokens(primary, accent) })
}

#[test]
fn every_pair_passes_in_both_themes() {
    for tokens in brands(51) {
        for pair in ContrastReport::of(&tokens).pairs {
            assert!(pair.after >= pair.least, "{}/{}: {pair:?}", tokens.primary, tokens.accent);
        }
    }
}

#[test]
fn a_readable_colour_stays_as_it_is() {
    let paris = Palette::of(&tokens(Color::new(0x12, 0x29, 0x5c), Color::new(0x8a, 0x5a, 0x00)));
    assert_eq!(paris.light.brand, Color::new(0x12, 0x29, 0x5c));
    assert_eq!(paris.light.brand_strong, paris.light.brand);
    assert_eq!(paris.light.brand_contrast, Color::WHITE);
}

#[test]
fn a_correction_keeps_the_hue_and_goes_no_further_than_needed() {
    let wanted = Color::new(0x12, 0x29, 0x5c);
    let lifted = Palette::of(&tokens(wanted, wanted)).dark.brand;
    let (before, after) = (Oklch::from(wanted), Oklch::from(lifted));
    assert!(after.lightness > before.lightness);
    assert!((after.hue - before.hue).abs() < 0.05, "{before:?} {after:?}");
    let scene = Scene::of(Theme::Dark, Tint::Brand, lifted);
    let Surfaces { page, surface, raised, hover, pressed } = scene.surfaces;
    let below = [page, surface, raised, hover, pressed, scene.soft];
    let worst = below.map(|on| ratio(lifted, on)).into_iter().fold(21.0, f64::min);
    assert!((CONTROL..CONTROL + 0.3).contains(&worst), "{lifted}: {worst}");
}

#[test]
fn css_holds_nothing_but_what_we_wrote() {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-# .%(),:;{}@='\"[]".contains(c);
    for mut tokens in brands(85) {
        for (radius, heading_font) in [0, 8, 255].into_iter().zip(Font::ALL.iter().copied()) {
            tokens.radius = radius;
            tokens.heading_font = heading_font;
            tokens.logo = Some(Picture { hash: "</style><script>alert(1)</script>".into(), ..Picture::default() });
            tokens.short_name = "}</style><script>alert(1)</script>".into();
            let css = Palette::of(&tokens).css();
            assert!(css.chars().all(allowed), "{css}");
            assert!(!css.contains("</style"), "{css}");
            assert_eq!(css.matches('{').count(), css.matches('}').count());
        }
    }
}

#[test]
fn css_has_the_three_selectors_and_every_property() {
    let css = Palette::of(&BrandTokens { heading_font: Font::SourceSerif, radius: 4, ..BrandTokens::default() }).css();
    let blocks: Vec<&str> = [":root{", ":root:not([data-theme=\"light\"]){", ":root[data-theme=\"dark\"]{"]
        .into_iter()
        .map(|selector| css.split_once(selector).and_then(|(_, rest)| rest.split_once('}')).unwrap().0)
        .collect();
    let colours = ["--brand", "--brand-contrast", "--brand-soft", "--brand-strong", "--accent", "--focus", "--tint"];
    for block in &blocks {
        for name in colours {
            assert!(block.contains(&format!("{name}:#")), "{name} in {block}");
        }
    }
    assert!(
        blocks[0].ends_with("--radius:4px;--font-heading:var(--font-source-serif);--font-body:var(--font-inter);"),
        "{}",
        blocks[0]
    );
    assert_eq!(blocks[1], blocks[2]);
}

#[test]
fn a_radius_from_elsewhere_is_cut() {
    let css = Palette::of(&BrandTokens { radius: 200, ..BrandTokens::default() }).css();
    assert!(css.contains("--radius:16px;"), "{css}");
}

/// The surfaces that contrast is computed against are those of the style sheet.
#[test]
fn surfaces_are_those_of_the_style_sheet() {
    let sheet = include_str!("../../style/themes.scss");
    let block = |mixin: &str| sheet.split_once(mixin).and_then(|(_, rest)| rest.split_once("\n}")).unwrap().0;
    for (text, scale, greys, page) in [
        (block("@mixin light {"), Surfaces::LIGHT, Greys::LIGHT, 2),
        (block("@mixin dark {"), Surfaces::DARK, Greys::DARK, 1),
    ] {
        let neutral = |step: u8, (lightness, share): (f64, f64)| {
            let line = format!("--neutral-{step}: oklch(from var(--tint) {lightness} calc(c * {share}) h);");
            assert!(text.contains(&line), "{line}");
        };
        neutral(page, scale[0]);
        assert!(text.contains(&format!("--page: var(--neutral-{page});")));
        for (name, (lightness, share)) in [("surface", scale[1]), ("surface-raised", scale[2])] {
            let derived = format!("--{name}: oklch(from var(--tint) {lightness} calc(c * {share}) h);");
            let plain = format!("--{name}: oklch({lightness} 0 0);");
            assert!(text.contains(&derived) || text.contains(&plain), "{derived}");
        }
        neutral(3, scale[3]);
        neutral(4, scale[4]);
        neutral(8, greys.control);
        neutral(11, greys.muted);
        neutral(12, greys.text);
    }
    let uses = block("@mixin uses {");
    for line in [
        "--text: var(--neutral-12);",
        "--text-muted: var(--neutral-11);",
        "--border-control: var(--neutral-8);",
        "--hover: var(--neutral-3);",
        "--pressed: var(--neutral-4);",
        "--brand-hover: color-mix(in oklab, var(--brand), oklch(from var(--brand-contrast) calc(1 - l) 0 h) 16%);",
        "--brand-deep: oklch(from var(--brand) clamp(0.24, l, 0.4) min(c, 0.14) h);",
        "--on-deep: oklch(0.98 0.005 90);",
    ] {
        assert!(uses.contains(line), "{line}");
    }
    let base = include_str!("../../style/base.scss");
    assert!(base.contains("background: color-mix(in oklab, var(--brand), transparent 70%);"));
}

/// What lies behind the words beside the sign-in form is theirs, not a share of the picture's height, and as thick as the contrast
/// is computed with.
#[test]
fn the_veil_is_that_of_the_style_sheet() {
    let sheet = include_str!("../../style/frames/sign_in.scss");
    let block = |selector: &str| {
        let (_, rest) = sheet.split_once(&format!("\n  {selector} {{\n")).unwrap_or_else(|| panic!("{selector}"));
        rest.split_once("\n  }\n").unwrap().0
    };
    let words = block(".sign-in-words");
    for line in [
        format!("--veil: oklch(from var(--brand-deep) l c h / {VEIL_ON_PATTERN});"),
        "inset: calc(-1 * var(--veil-fade)) -100vmax -100vmax;".to_owned(),
        "background: linear-gradient(to bottom, transparent, var(--veil) var(--veil-fade));".to_owned(),
        "overflow-wrap: anywhere;".to_owned(),
    ] {
        assert!(words.contains(&line), "{line}");
    }
    let (lightness, share) = VEIL_ON_PHOTO;
    let on_photo = format!("--veil: oklch(from var(--brand-deep) {lightness} c h / {share});");
    assert!(block(".has-photo > .sign-in-words").contains(&on_photo), "{on_photo}");
    assert!(sheet.contains(&format!("\n    opacity: {TAGLINE};\n")));
    assert_eq!(sheet.matches("--veil:").count(), 2, "no screen has another");
}
