//! How well the colours read, and what became of those that wouldn't.

use super::{pictures::swatch, words};
use crate::{
    i18n::Locale,
    site::use_locale,
    ui::{Banner, Card, Cell, CellKind, Column, Glyph, Icon, Table, Tone},
};
use leptos::prelude::*;
use tenantry::brand::{BrandTokens, Color, ContrastReport, PairContrast, Theme, VanishingLogo};

#[component]
pub(super) fn ContrastTable(tokens: Memo<BrandTokens>) -> impl IntoView {
    let locale = use_locale();
    let columns = vec![
        Column::new(words::pair(locale)),
        Column::new(words::theme_name(locale, Theme::Light)),
        Column::new(words::theme_name(locale, Theme::Dark)),
    ];
    view! {
        <Card title=words::contrast(locale) note=words::contrast_note(locale) flush=true>
            <div class="contrast-summary">{move || tokens.with(|tokens| summary(locale, tokens))}</div>
            <Table caption=words::contrast(locale) columns>
                {move || tokens.with(|tokens| rows(locale, tokens)).into_iter().map(row).collect_view()}
            </Table>
        </Card>
    }
}

/// What will be published, said plainly.
fn summary(locale: Locale, tokens: &BrandTokens) -> impl IntoView + use<> {
    let report = ContrastReport::of(tokens);
    let (tone, text) = match (report.is_corrected(Theme::Light), report.corrections()) {
        (_, 0) => (Tone::Success, words::contrast_fine(locale).to_owned()),
        // A colour that reads as text on white can't on near-black.
        (false, _) => (Tone::Success, words::contrast_by_night(locale).to_owned()),
        (true, 1) => (Tone::Warning, words::contrast_corrected_one(locale).to_owned()),
        (true, count) => (Tone::Warning, words::contrast_corrected(locale, &count.to_string())),
    };
    let logos = report.vanishing.into_iter().map(|of| vanishing(locale, of)).collect::<Vec<_>>();
    view! {
        <Banner tone>{text}</Banner>
        {logos.into_iter().map(|text| view! { <Banner tone=Tone::Warning>{text}</Banner> }).collect_view()}
    }
}

fn vanishing(locale: Locale, logo: VanishingLogo) -> String {
    let VanishingLogo { theme, hidden_percent } = logo;
    match theme {
        Theme::Light => words::logo_vanishes(locale, &hidden_percent.to_string()),
        Theme::Dark => words::logo_vanishes_dark(locale, &hidden_percent.to_string()),
    }
}

/// A pair with its figures in both themes.
struct Row {
    name: &'static str,
    asked: String,
    figures: Vec<Figure>,
}

struct Figure {
    theme: &'static str,
    ratio: String,
    corrected: Option<String>,
    /// The chosen colour, where the pair couldn't be read with it.
    from: Option<Color>,
    shown: Color,
}

fn rows(locale: Locale, tokens: &BrandTokens) -> Vec<Row> {
    let report = ContrastReport::of(tokens);
    let of_theme = |theme| report.pairs.iter().filter(move |pair| pair.theme == theme);
    of_theme(Theme::Light)
        .zip(of_theme(Theme::Dark))
        .map(|(light, dark)| Row {
            name: words::pair_name(locale, light.pair),
            asked: words::asked(locale, &figure_words(locale, light.least)),
            figures: [light, dark].map(|pair| figure(locale, pair)).into(),
        })
        .collect()
}

fn figure(locale: Locale, pair: &PairContrast) -> Figure {
    let PairContrast { chosen, shown, .. } = *pair;
    let before = figure_words(locale, pair.before);
    let corrected = || words::corrected(locale, &chosen.to_string(), &shown.to_string(), &before);
    Figure {
        theme: words::theme_name(locale, pair.theme),
        ratio: format!("{}:1", figure_words(locale, pair.after)),
        corrected: pair.is_corrected().then(corrected),
        from: pair.is_corrected().then_some(chosen),
        shown,
    }
}

/// Cut, not rounded: 4.499 is not enough and must not read as if it were.
#[expect(clippy::cast_possible_truncation, reason = "a ratio is between 1 and 21")]
fn figure_words(locale: Locale, ratio: f64) -> String {
    tenantry::money::format_decimal((ratio * 100.0).floor() as i64, locale)
}

fn row(row: Row) -> impl IntoView {
    let Row { name, asked, figures } = row;
    let cells = figures.into_iter().map(|figure| {
        view! {
            <Cell label=figure.theme>
                <span class="contrast">
                    <span class="contrast-ratio">
                        <Icon glyph=Glyph::Check />
                        {figure.ratio}
                    </span>
                    <span class="contrast-colors">
                        {figure.from.map(|from| view! { {swatch(from)} <Icon glyph=Glyph::ArrowRight /> })}
                        {swatch(figure.shown)}
                    </span>
                    {figure.corrected.map(|text| view! { <span class="cell-sub">{text}</span> })}
                </span>
            </Cell>
        }
    });
    view! {
        <tr>
            <Cell label="" kind=CellKind::Title>
                {name}
                <span class="cell-sub">{asked}</span>
            </Cell>
            {cells.collect_view()}
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenantry::brand::Pair;

    #[test]
    fn a_figure_is_cut_and_not_rounded() {
        assert_eq!(figure_words(Locale::En, 4.499), "4.49");
        assert_eq!(figure_words(Locale::Fr, 21.0), "21,00");
    }

    #[test]
    fn a_colour_that_had_to_move_says_from_where_to_where() {
        let tokens = BrandTokens { primary: "#ffee00".parse().unwrap(), ..BrandTokens::default() };
        let rows = rows(Locale::En, &tokens);
        let brand = rows.iter().find(|row| row.name == words::pair_name(Locale::En, Pair::BrandOnSurface)).unwrap();
        let light = brand.figures[0].corrected.as_deref().unwrap_or_default();
        assert!(light.starts_with("Corrected from #ffee00 (1."), "{light}");
        assert_eq!(brand.figures[0].from, Some(tokens.primary));
        assert_eq!(brand.figures[1].corrected, None);
    }

    #[test]
    fn a_readable_pair_passes_though_its_colour_moves_with_another_pair() {
        let tokens = BrandTokens {
            primary: "#12295c".parse().unwrap(),
            accent: "#c8952b".parse().unwrap(),
            ..BrandTokens::default()
        };
        let rows = rows(Locale::En, &tokens);
        let text = rows.iter().find(|row| row.name == words::pair_name(Locale::En, Pair::TextOnBrand)).unwrap();
        let by_night = &text.figures[1];
        assert_eq!((by_night.ratio.as_str(), &by_night.corrected, by_night.from), ("5.00:1", &None, None));
        assert_ne!(by_night.shown, tokens.primary, "as it will be");
        let told = rows.iter().flat_map(|row| &row.figures).filter(|figure| figure.corrected.is_some()).count();
        assert_eq!((told, ContrastReport::of(&tokens).corrections()), (7, 7), "as many as the summary counts");
    }
}
