//! From what was typed to a brand. Every field is checked, so that all that is wrong is said at once.

use super::{
    BrandTokens, Density, Font, HomeBlock, NamedBrand, Texts, Tint,
    texts::{LocalTexts, links_as_typed, typed_links},
};
use crate::{
    fault::{Fault, Problem, Problems},
    locale::Locale,
    users,
};
use serde::{Deserialize, Serialize};

/// The brand form as it is sent: text as typed. A box that isn't ticked sends nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrandForm {
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub short_name: String,
    #[serde(default)]
    pub primary: String,
    #[serde(default)]
    pub accent: String,
    #[serde(default)]
    pub tint: String,
    #[serde(default)]
    pub radius: String,
    #[serde(default)]
    pub density: String,
    #[serde(default)]
    pub heading_font: String,
    #[serde(default)]
    pub body_font: String,
    #[serde(default)]
    pub tagline_en: String,
    #[serde(default)]
    pub tagline_fr: String,
    #[serde(default)]
    pub message_en: String,
    #[serde(default)]
    pub message_fr: String,
    #[serde(default)]
    pub footer_en: String,
    #[serde(default)]
    pub footer_fr: String,
    #[serde(default)]
    pub legal_en: String,
    #[serde(default)]
    pub legal_fr: String,
    #[serde(default)]
    pub home_figures: String,
    #[serde(default)]
    pub home_chart: String,
    #[serde(default)]
    pub home_late: String,
    #[serde(default)]
    pub home_ways: String,
}

impl Default for BrandForm {
    fn default() -> Self {
        Self::of("", &BrandTokens::default())
    }
}

impl BrandForm {
    /// The form as it stands before anybody types.
    pub fn of(name: &str, tokens: &BrandTokens) -> Self {
        let LocalTexts { tagline, sign_in_message, mail_footer, legal } = &tokens.texts.en;
        let fr = &tokens.texts.fr;
        let ticked = |block| if tokens.shows(block) { "true".to_owned() } else { String::new() };
        Self {
            name: name.to_owned(),
            short_name: tokens.short_name.clone(),
            primary: tokens.primary.to_string(),
            accent: tokens.accent.to_string(),
            tint: tokens.tint.key().to_owned(),
            radius: tokens.radius.to_string(),
            density: tokens.density.key().to_owned(),
            heading_font: tokens.heading_font.key().to_owned(),
            body_font: tokens.body_font.key().to_owned(),
            tagline_en: tagline.clone(),
            tagline_fr: fr.tagline.clone(),
            message_en: sign_in_message.clone(),
            message_fr: fr.sign_in_message.clone(),
            footer_en: mail_footer.clone(),
            footer_fr: fr.mail_footer.clone(),
            legal_en: links_as_typed(legal),
            legal_fr: links_as_typed(&fr.legal),
            home_figures: ticked(HomeBlock::Figures),
            home_chart: ticked(HomeBlock::Chart),
            home_late: ticked(HomeBlock::Late),
            home_ways: ticked(HomeBlock::Ways),
        }
    }

    /// The brand with the pictures that stand already.
    ///
    /// # Errors
    /// An `Invalid` fault that names each field with a problem.
    pub fn check(&self, before: &BrandTokens) -> Result<NamedBrand, Fault> {
        let mut problems = Problems::default();
        let name = problems.take("name", users::name(&self.name));
        let tokens = self.read(before, &mut problems);
        problems.finish()?;
        Ok(NamedBrand { name: name.unwrap_or_default(), tokens })
    }

    /// The tokens for a preview: a field that can't be read keeps its value of before.
    pub fn preview(&self, before: &BrandTokens) -> BrandTokens {
        self.read(before, &mut Problems::default())
    }

    fn read(&self, before: &BrandTokens, problems: &mut Problems) -> BrandTokens {
        let old = before.clone();
        BrandTokens {
            short_name: problems
                .take("short_name", line(&self.short_name, BrandTokens::MOST_SHORT_NAME))
                .unwrap_or(old.short_name),
            primary: problems.take("primary", self.primary.parse()).unwrap_or(old.primary),
            accent: problems.take("accent", self.accent.parse()).unwrap_or(old.accent),
            tint: problems.take("tint", choice(&self.tint, Tint::from_key)).unwrap_or(old.tint),
            radius: problems.take("radius", radius(&self.radius)).unwrap_or(old.radius),
            density: problems.take("density", choice(&self.density, Density::from_key)).unwrap_or(old.density),
            heading_font: problems.take("heading_font", font(&self.heading_font)).unwrap_or(old.heading_font),
            body_font: problems.take("body_font", choice(&self.body_font, Font::from_key)).unwrap_or(old.body_font),
            texts: Texts {
                en: self.texts(Locale::En, &old.texts.en, problems),
                fr: self.texts(Locale::Fr, &old.texts.fr, problems),
            },
            home: self.blocks(),
            logo: old.logo,
            logo_dark: old.logo_dark,
            icon: old.icon,
            sign_in_image: old.sign_in_image,
        }
    }

    fn texts(&self, locale: Locale, before: &LocalTexts, problems: &mut Problems) -> LocalTexts {
        let (fields, [tagline, message, footer, legal]) = match locale {
            Locale::En => (
                ["tagline_en", "message_en", "footer_en", "legal_en"],
                [&self.tagline_en, &self.message_en, &self.footer_en, &self.legal_en],
            ),
            Locale::Fr => (
                ["tagline_fr", "message_fr", "footer_fr", "legal_fr"],
                [&self.tagline_fr, &self.message_fr, &self.footer_fr, &self.legal_fr],
            ),
        };
        let old = before.clone();
        LocalTexts {
            tagline: problems.take(fields[0], line(tagline, Texts::MOST_TAGLINE)).unwrap_or(old.tagline),
            sign_in_message: problems.take(fields[1], paragraph(message)).unwrap_or(old.sign_in_message),
            mail_footer: problems.take(fields[2], paragraph(footer)).unwrap_or(old.mail_footer),
            legal: problems.take(fields[3], typed_links(legal)).unwrap_or(old.legal),
        }
    }

    fn blocks(&self) -> Vec<HomeBlock> {
        let ticked = [
            (HomeBlock::Figures, &self.home_figures),
            (HomeBlock::Chart, &self.home_chart),
            (HomeBlock::Late, &self.home_late),
            (HomeBlock::Ways, &self.home_ways),
        ];
        ticked.into_iter().filter(|(_, value)| !value.is_empty()).map(|(block, _)| block).collect()
    }
}

fn radius(text: &str) -> Result<u8, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::Required);
    }
    let number: i64 = text.parse().map_err(|_| Problem::NotANumber)?;
    let range = Problem::OutOfRange { least: 0, most: BrandTokens::MAX_RADIUS.into() };
    u8::try_from(number).ok().filter(|radius| *radius <= BrandTokens::MAX_RADIUS).ok_or(range)
}

fn font(key: &str) -> Result<Font, Problem> {
    if key.is_empty() { Err(Problem::Required) } else { choice(key, Font::from_key) }
}

/// Nothing stands for what nobody has to choose.
fn choice<T: Default>(key: &str, from_key: impl Fn(&str) -> Option<T>) -> Result<T, Problem> {
    if key.is_empty() { Ok(T::default()) } else { from_key(key).ok_or(Problem::NotAChoice) }
}

fn line(text: &str, most: u32) -> Result<String, Problem> {
    bounded(text.trim().chars().filter(|c| !c.is_control()).collect(), most)
}

fn paragraph(text: &str) -> Result<String, Problem> {
    let text = text.replace("\r\n", "\n");
    bounded(text.trim().chars().filter(|c| *c == '\n' || !c.is_control()).collect(), Texts::MOST_PARAGRAPH)
}

fn bounded(text: String, most: u32) -> Result<String, Problem> {
    if text.chars().count() > most as usize { Err(Problem::TooLong { most }) } else { Ok(text) }
}

#[cfg(test)]
#[path = "form_tests.rs"]
mod tests;
