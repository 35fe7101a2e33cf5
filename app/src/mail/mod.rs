//! Mails in words and in the organisation's brand, and the page that shows them where none are sent.

mod look;
pub(crate) mod shown;
mod words;

use crate::i18n::Locale;
use look::Look;
use maud::html;
use tenantry::mail::{Composed, Composer, Content, Letter};

/// Puts every mail of the product into words.
#[derive(Debug)]
pub struct Words;

/// What all mails are made of; each is sent with its looks and without.
struct Draft {
    subject: String,
    title: String,
    greeting: String,
    paragraphs: Vec<String>,
    /// The one thing to do: its name and its address.
    action: (String, String),
    /// What is good to know, smaller.
    notes: Vec<String>,
}

impl Composer for Words {
    fn compose(&self, letter: &Letter) -> Composed {
        let draft = match &letter.content {
            Content::Invitation { role, url, expires } => {
                let (locale, house) = (letter.locale, letter.house.name.as_str());
                Draft {
                    subject: words::invitation_subject(locale, house),
                    title: words::invitation_title(locale, house),
                    greeting: words::hello(locale, &letter.recipient_name),
                    paragraphs: vec![words::invitation(locale, *role, house)],
                    action: (words::accept(locale).to_owned(), url.clone()),
                    notes: vec![
                        words::valid_until(locale, &words::moment(locale, *expires)),
                        words::unexpected(locale).to_owned(),
                    ],
                }
            }
        };
        Composed { text: draft.text(letter), html: draft.html(letter), subject: draft.subject }
    }
}

impl Draft {
    fn text(&self, letter: &Letter) -> String {
        let (action, url) = &self.action;
        let mut blocks = vec![self.greeting.clone()];
        blocks.extend(self.paragraphs.iter().cloned());
        blocks.push(format!("{action}:\n{url}"));
        blocks.extend(self.notes.iter().cloned());
        blocks.push(format!("-- \n{}", signature(letter)));
        blocks.join("\n\n") + "\n"
    }

    fn html(&self, letter: &Letter) -> String {
        let (look, locale) = (Look::of(&letter.house.tokens), letter.locale);
        let (action, url) = &self.action;
        let content = html! {
            h1 class="title" style=(look.title()) { (self.title) }
            p class="text" style=(Look::text()) { (self.greeting) }
            @for paragraph in &self.paragraphs {
                p class="text" style=(Look::text()) { (paragraph) }
            }
            (look.button(action, url))
            @for note in &self.notes {
                p class="muted" style=(Look::note()) { (note) }
            }
            p class="muted" style=(Look::note()) {
                (words::link_instead(locale)) br;
                a class="link" href=(url) style=(look.link()) { (url) }
            }
        };
        look.document(letter, &self.subject, &content, &footer(letter)).into_string()
    }
}

/// What stands below a mail without looks: the organisation's own lines, who sent it, and its links.
fn signature(letter: &Letter) -> String {
    let texts = &letter.house.tokens.texts;
    let said = Some(texts.mail_footer(letter.locale)).filter(|said| !said.is_empty()).map(str::to_owned);
    let links = texts.legal(letter.locale).iter().map(|link| format!("{}: {}", link.label, link.url));
    said.into_iter().chain([footer(letter)]).chain(links).collect::<Vec<_>>().join("\n")
}

fn footer(letter: &Letter) -> String {
    let host = letter.house.url.split_once("://").map_or(letter.house.url.as_str(), |(_, host)| host);
    words::sent_by(letter.locale, &letter.house.name, host)
}

/// The language that a mail is read out in.
fn language(locale: Locale) -> &'static str {
    locale.tag()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use tenantry::{
        access::Role,
        brand::{BrandTokens, LegalLink},
        mail::House,
    };

    fn letter(locale: Locale) -> Letter {
        let tokens = BrandTokens { primary: "#ffee00".parse().unwrap(), radius: 3, ..BrandTokens::default() };
        Letter {
            house: House { name: "Prêts & <Cie>".into(), url: "https://prets.example".into(), tokens, logo_url: None },
            locale,
            recipient_name: "Ruth <b>Azoulay</b>".into(),
            content: Content::Invitation {
                role: Role::Admin,
                url: "https://prets.example/invitation?token=abc_-9".into(),
                expires: date(2026, 3, 18).at(13, 5, 0, 0),
            },
        }
    }

    #[test]
    fn both_versions_say_the_same_in_the_language_of_who_reads() {
        let mail = Words.compose(&letter(Locale::Fr));
        assert_eq!(mail.subject, "Vous êtes invité à rejoindre Prêts & <Cie>");
        for said in ["comme administrateur", "13:05", "https://prets.example/invitation?token=abc_-9"] {
            assert!(mail.text.contains(said) && mail.html.contains(said), "{said}: {}", mail.text);
        }
        let english = Words.compose(&letter(Locale::En));
        assert!(english.text.starts_with("Hello Ruth <b>Azoulay</b>,\n\n"), "{}", english.text);
        assert!(english.html.contains("<html lang=\"en\""));
    }

    #[test]
    fn an_organisations_own_lines_stand_below() {
        let mut letter = letter(Locale::Fr);
        letter.house.tokens.texts.fr.mail_footer = "12 rue <des> Lilas\n75020 Paris".into();
        let url = "https://prets.example/mentions".parse().unwrap();
        letter.house.tokens.texts.fr.legal = vec![LegalLink { label: "Mentions légales".into(), url }];
        let mail = Words.compose(&letter);
        assert!(mail.text.ends_with("12 rue <des> Lilas\n75020 Paris\nEnvoyé par Prêts & <Cie> · prets.example\nMentions légales: https://prets.example/mentions\n"), "{}", mail.text);
        assert!(
            mail.html.contains("12 rue &lt;des&gt; Lilas")
                && mail.html.contains("href=\"https://prets.example/mentions\"")
        );
    }

    #[test]
    fn what_people_typed_is_no_markup() {
        let html = Words.compose(&letter(Locale::En)).html;
        assert!(html.contains("Prêts &amp; &lt;Cie&gt;") && html.contains("Ruth &lt;b&gt;Azoulay&lt;/b&gt;"), "{html}");
        assert!(!html.contains("<b>") && !html.contains("<Cie>"));
    }

    #[test]
    fn a_brand_that_would_not_be_readable_is_corrected_here_as_well() {
        let html = Words.compose(&letter(Locale::En)).html;
        let (for_the_dark, body) = html.split_once("</style>").unwrap();
        assert!(!body.contains("background:#ffee00"), "yellow on white is no button");
        assert!(for_the_dark.contains("background:#ffee00"), "yellow on black is one");
        assert!(html.contains("border-radius:3px"));
        assert!(html.contains("prefers-color-scheme:dark"));
    }
}
