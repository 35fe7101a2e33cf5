//! What is different between two brands, field by field.

use super::{BrandTokens, Color, Density, HomeBlock, NamedBrand, Slot, Tint, texts::links_as_typed};
use crate::locale::Locale;
use serde::{Deserialize, Serialize};

/// A part of a brand that somebody chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum BrandField {
    Name,
    ShortName,
    Primary,
    Accent,
    Tint,
    Radius,
    Density,
    HeadingFont,
    BodyFont,
    Picture(Slot),
    Home,
    Tagline(Locale),
    SignInMessage(Locale),
    MailFooter(Locale),
    Legal(Locale),
}

/// What stands in it, as somebody can be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BrandValue {
    Text(String),
    Color(Color),
    Tint(Tint),
    Density(Density),
    Blocks(Vec<HomeBlock>),
    /// Its hash stands for all of its sizes; without one there is none.
    Picture(Option<String>),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrandDifference {
    pub field: BrandField,
    pub before: BrandValue,
    pub after: BrandValue,
}

/// Every field in which the two differ, in the order of the studio.
pub fn compare(before: &NamedBrand, after: &NamedBrand) -> Vec<BrandDifference> {
    let pairs = values(before).into_iter().zip(values(after));
    pairs
        .filter(|((_, before), (_, after))| before != after)
        .map(|((field, before), (_, after))| BrandDifference { field, before, after })
        .collect()
}

fn values(of: &NamedBrand) -> Vec<(BrandField, BrandValue)> {
    let NamedBrand { name, tokens } = of;
    let text = |text: &str| BrandValue::Text(text.to_owned());
    let mut values = vec![
        (BrandField::Name, text(name)),
        (BrandField::ShortName, text(&tokens.short_name)),
        (BrandField::Primary, BrandValue::Color(tokens.primary)),
        (BrandField::Accent, BrandValue::Color(tokens.accent)),
        (BrandField::Tint, BrandValue::Tint(tokens.tint)),
        (BrandField::Radius, BrandValue::Text(format!("{} px", tokens.radius))),
        (BrandField::Density, BrandValue::Density(tokens.density)),
        (BrandField::HeadingFont, text(tokens.heading_font.label())),
        (BrandField::BodyFont, text(tokens.body_font.label())),
    ];
    values.extend(Slot::ALL.iter().map(|slot| (BrandField::Picture(*slot), picture(tokens, *slot))));
    values.push((BrandField::Home, BrandValue::Blocks(tokens.home.clone())));
    for locale in Locale::ALL {
        let texts = tokens.texts.of(locale);
        values.extend([
            (BrandField::Tagline(locale), text(&texts.tagline)),
            (BrandField::SignInMessage(locale), text(&texts.sign_in_message)),
            (BrandField::MailFooter(locale), text(&texts.mail_footer)),
            (BrandField::Legal(locale), BrandValue::Text(links_as_typed(&texts.legal))),
        ]);
    }
    values
}

fn picture(tokens: &BrandTokens, slot: Slot) -> BrandValue {
    BrandValue::Picture(tokens.url_of(slot))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brand::Texts;

    fn brand() -> NamedBrand {
        NamedBrand { name: "GMAH Paris".into(), tokens: BrandTokens::default() }
    }

    #[test]
    fn a_brand_does_not_differ_from_itself() {
        assert_eq!(compare(&brand(), &brand()), []);
    }

    #[test]
    fn each_field_that_differs_is_named_with_both_values() {
        let mut after = brand();
        after.name = "GMAH Lyon".into();
        after.tokens.primary = Color::BLACK;
        after.tokens.home = vec![HomeBlock::Ways];
        let mut texts = Texts::default();
        texts.fr.tagline = "Prêts".into();
        after.tokens.texts = texts;
        let changes = compare(&brand(), &after);
        let fields: Vec<BrandField> = changes.iter().map(|change| change.field).collect();
        assert_eq!(fields, [BrandField::Name, BrandField::Primary, BrandField::Home, BrandField::Tagline(Locale::Fr)]);
        assert_eq!(changes[1].before, BrandValue::Color(BrandTokens::default().primary));
        assert_eq!(changes[1].after, BrandValue::Color(Color::BLACK));
    }
}
