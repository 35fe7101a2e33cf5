//! The words of a brand, in each language. They are shown as text and never as markup.

use crate::{fault::Problem, locale::Locale};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Texts {
    pub en: LocalTexts,
    pub fr: LocalTexts,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LocalTexts {
    /// A line below the organisation's name at its door.
    pub tagline: String,
    /// What whoever signs in should know.
    pub sign_in_message: String,
    /// The last lines of a mail.
    pub mail_footer: String,
    /// At the foot of the door.
    pub legal: Vec<LegalLink>,
}

/// A link of the organisation's own, such as its legal notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalLink {
    pub label: String,
    pub url: HttpsUrl,
}

impl Texts {
    pub const MOST_TAGLINE: u32 = 120;
    pub const MOST_PARAGRAPH: u32 = 400;
    pub const MOST_LINKS: u32 = 5;

    pub fn of(&self, locale: Locale) -> &LocalTexts {
        match locale {
            Locale::En => &self.en,
            Locale::Fr => &self.fr,
        }
    }

    pub fn of_mut(&mut self, locale: Locale) -> &mut LocalTexts {
        match locale {
            Locale::En => &mut self.en,
            Locale::Fr => &mut self.fr,
        }
    }

    /// In the reader's language, or else in one that was written: better than nothing.
    pub fn tagline(&self, locale: Locale) -> &str {
        written([locale].into_iter().chain(Locale::ALL).map(|of| self.of(of).tagline.as_str()))
    }

    pub fn sign_in_message(&self, locale: Locale) -> &str {
        written([locale].into_iter().chain(Locale::ALL).map(|of| self.of(of).sign_in_message.as_str()))
    }

    pub fn mail_footer(&self, locale: Locale) -> &str {
        written([locale].into_iter().chain(Locale::ALL).map(|of| self.of(of).mail_footer.as_str()))
    }

    pub fn legal(&self, locale: Locale) -> &[LegalLink] {
        let mut all = [locale].into_iter().chain(Locale::ALL).map(|of| self.of(of).legal.as_slice());
        all.find(|links| !links.is_empty()).unwrap_or_default()
    }
}

fn written<'t>(mut texts: impl Iterator<Item = &'t str>) -> &'t str {
    texts.find(|text| !text.is_empty()).unwrap_or_default()
}

/// An address with `https`, in which nothing stands that could end an attribute. Only such a value becomes a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HttpsUrl(String);

impl HttpsUrl {
    const MOST: usize = 300;

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for HttpsUrl {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let rest = text.strip_prefix("https://").ok_or(Problem::NotALinkLine)?;
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let is_host = host.contains('.')
            && !host.starts_with('.')
            && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | ':'));
        let is_plain = !text.chars().any(|c| c.is_control() || c.is_whitespace() || "\"'<>\\`{}|^".contains(c));
        if is_host && is_plain && text.len() <= Self::MOST {
            Ok(Self(text.to_owned()))
        } else {
            Err(Problem::NotALinkLine)
        }
    }
}

impl fmt::Display for HttpsUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for HttpsUrl {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse().map_err(|_| format!("{text:?} is no address with https"))
    }
}

impl From<HttpsUrl> for String {
    fn from(url: HttpsUrl) -> Self {
        url.0
    }
}

/// Links as they are typed: a line each, the name first and the address last.
pub(super) fn typed_links(text: &str) -> Result<Vec<LegalLink>, Problem> {
    let links = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(typed_link);
    let links: Vec<LegalLink> = links.collect::<Result<_, _>>()?;
    if links.len() > Texts::MOST_LINKS as usize {
        return Err(Problem::TooMany { most: Texts::MOST_LINKS });
    }
    Ok(links)
}

fn typed_link(line: &str) -> Result<LegalLink, Problem> {
    let (label, url) = line.rsplit_once(char::is_whitespace).ok_or(Problem::NotALinkLine)?;
    let label: String = label.trim().trim_end_matches([':', '|']).trim().chars().filter(|c| !c.is_control()).collect();
    if label.is_empty() {
        return Err(Problem::NotALinkLine);
    }
    if label.chars().count() > 60 {
        return Err(Problem::TooLong { most: 60 });
    }
    Ok(LegalLink { label, url: url.parse()? })
}

pub(super) fn links_as_typed(links: &[LegalLink]) -> String {
    let lines: Vec<String> = links.iter().map(|LegalLink { label, url }| format!("{label} {url}")).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_read_a_line_each_and_written_back_the_same() {
        let text = "Legal notice https://paris.example/legal\nYour data https://paris.example/privacy?a=1#top";
        let links = typed_links(text).unwrap();
        assert_eq!((links.len(), links[0].label.as_str()), (2, "Legal notice"));
        assert_eq!(links_as_typed(&links), text);
        assert_eq!(typed_links("\n  \n").unwrap(), []);
    }

    #[test]
    fn nothing_but_https_becomes_a_link() {
        for wrong in [
            "Legal",
            "https://paris.example",
            "Legal http://paris.example",
            "Legal javascript:alert(1)",
            "Legal https://paris.example/\"onload=",
            "Legal https://user@paris.example",
            "Legal https://localhost",
            "Legal https://",
            "Legal data:text/html,x",
            "Legal https://a.example/<script>",
        ] {
            assert_eq!(typed_links(wrong), Err(Problem::NotALinkLine), "{wrong}");
        }
        assert_eq!(typed_links(&"A https://a.example\n".repeat(6)), Err(Problem::TooMany { most: 5 }));
        assert!(serde_json::from_str::<HttpsUrl>("\"javascript:alert(1)\"").is_err());
    }

    #[test]
    fn a_text_that_was_not_translated_is_shown_in_the_other_language() {
        let texts = Texts { fr: LocalTexts { tagline: "Prêts".into(), ..LocalTexts::default() }, ..Texts::default() };
        assert_eq!((texts.tagline(Locale::En), texts.tagline(Locale::Fr)), ("Prêts", "Prêts"));
        assert_eq!(texts.sign_in_message(Locale::Fr), "");
    }
}
