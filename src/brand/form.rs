//! From what was typed to a brand. Every field is checked, so that all that is wrong is said at once.

use super::{BrandForm, BrandTokens, Color, HeadingFont};
use crate::{
    fault::{Fault, Kind, Problem, Problems},
    users,
};

/// A brand form that was found to be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedBrand {
    pub name: String,
    pub primary: Color,
    pub accent: Color,
    pub radius: u8,
    pub heading_font: HeadingFont,
}

impl BrandForm {
    /// The form as it stands before anybody types.
    pub fn of(name: &str, tokens: &BrandTokens) -> Self {
        Self {
            name: name.to_owned(),
            primary: tokens.primary.to_string(),
            accent: tokens.accent.to_string(),
            radius: tokens.radius.to_string(),
            heading_font: tokens.heading_font.key().to_owned(),
        }
    }

    /// # Errors
    /// An `Invalid` fault that names each field with a problem.
    pub fn check(&self) -> Result<CheckedBrand, Fault> {
        let mut problems = Problems::default();
        let name = problems.take("name", users::name(&self.name));
        let primary = problems.take("primary", self.primary.parse());
        let accent = problems.take("accent", self.accent.parse());
        let radius = problems.take("radius", radius(&self.radius));
        let heading_font = problems.take("heading_font", heading_font(&self.heading_font));
        problems.finish()?;
        let checked = || {
            Some(CheckedBrand {
                name: name?,
                primary: primary?,
                accent: accent?,
                radius: radius?,
                heading_font: heading_font?,
            })
        };
        checked().ok_or_else(|| Fault::new(Kind::Invalid))
    }

    /// The tokens for a preview: a field that can't be read keeps its value of before.
    pub fn preview(&self, before: &BrandTokens) -> BrandTokens {
        BrandTokens {
            primary: self.primary.parse().unwrap_or(before.primary),
            accent: self.accent.parse().unwrap_or(before.accent),
            radius: radius(&self.radius).unwrap_or(before.radius),
            heading_font: heading_font(&self.heading_font).unwrap_or(before.heading_font),
            logo: before.logo.clone(),
        }
    }
}

impl CheckedBrand {
    /// The tokens, with the logo that stands already.
    pub fn tokens(&self, logo: Option<String>) -> BrandTokens {
        let Self { primary, accent, radius, heading_font, .. } = *self;
        BrandTokens { primary, accent, radius, heading_font, logo }
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

fn heading_font(key: &str) -> Result<HeadingFont, Problem> {
    if key.is_empty() {
        return Err(Problem::Required);
    }
    HeadingFont::from_key(key).ok_or(Problem::NotAChoice)
}

#[cfg(test)]
mod tests {
    use super::{BrandForm, BrandTokens, Color, HeadingFont, Problem};

    fn form() -> BrandForm {
        BrandForm::of("GMAH Paris", &BrandTokens::default())
    }

    #[test]
    fn a_form_of_the_tokens_gives_them_back() {
        for heading_font in HeadingFont::ALL {
            let tokens = BrandTokens { heading_font, radius: 16, ..BrandTokens::default() };
            let checked = BrandForm::of("GMAH Paris", &tokens).check().unwrap();
            assert_eq!((checked.name.as_str(), checked.tokens(None)), ("GMAH Paris", tokens));
        }
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let form = BrandForm {
            name: " ".into(),
            primary: "red; }</style>".into(),
            accent: String::new(),
            radius: "17".into(),
            heading_font: "Comic Sans".into(),
        };
        let fault = form.check().unwrap_err();
        assert_eq!(fault.problem_of("name"), Some(&Problem::Required));
        assert_eq!(fault.problem_of("primary"), Some(&Problem::NotAColor));
        assert_eq!(fault.problem_of("accent"), Some(&Problem::Required));
        assert_eq!(fault.problem_of("radius"), Some(&Problem::OutOfRange { least: 0, most: 16 }));
        assert_eq!(fault.problem_of("heading_font"), Some(&Problem::NotAChoice));
    }

    #[test]
    fn a_radius_is_a_whole_number_from_0_to_16() {
        let problem = |radius: &str| {
            BrandForm { radius: radius.into(), ..form() }.check().err().map(|fault| fault.fields[0].problem.clone())
        };
        assert_eq!(problem("0"), None);
        assert_eq!(problem(" 16 "), None);
        assert_eq!(problem("-1"), Some(Problem::OutOfRange { least: 0, most: 16 }));
        assert_eq!(problem("300"), Some(Problem::OutOfRange { least: 0, most: 16 }));
        assert_eq!(problem("4px"), Some(Problem::NotANumber));
        assert_eq!(problem(""), Some(Problem::Required));
    }

    #[test]
    fn colours_are_read_short_and_long() {
        let primary =
            |text: &str| BrandForm { primary: text.into(), ..form() }.check().map(|checked| checked.primary).ok();
        assert_eq!(primary("#ABC"), Some(Color::new(0xaa, 0xbb, 0xcc)));
        assert_eq!(primary("12295c"), Some(Color::new(0x12, 0x29, 0x5c)));
        for refused in ["#12", "#ééé", "##123456", "#1234567", "rgb(0,0,0)", "#+1+1+1", "€"] {
            assert_eq!(primary(refused), None, "{refused}");
        }
    }

    #[test]
    fn a_preview_keeps_what_cannot_be_read() {
        let before = BrandTokens::default();
        let typed = BrandForm { primary: "#b3".into(), radius: "14".into(), ..form() };
        assert_eq!(typed.preview(&before), BrandTokens { radius: 14, ..before });
    }
}
