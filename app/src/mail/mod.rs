//! Mails in words and in the organisation's brand, and the page that shows them where none are sent.

mod look;
pub(crate) mod shown;
mod words;

use crate::{i18n::Locale, support::words as support};
use look::Look;
use maud::html;
use tenantry::{
    brand::Theme,
    mail::{Composed, Composer, Content, Letter},
    users::RESET_MINUTES,
};

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
        let (locale, house) = (letter.locale, letter.house.name.as_str());
        let draft = match &letter.content {
            Content::Invitation { role, url, expires } => Draft {
                subject: words::invitation_subject(locale, house),
                title: words::invitation_title(locale, house),
                greeting: words::hello(locale, &letter.recipient_name),
                paragraphs: vec![words::invitation(locale, *role, house)],
                action: (words::accept(locale).to_owned(), url.clone()),
                notes: vec![
                    words::valid_until(locale, &words::moment(locale, *expires)),
                    words::unexpected(locale).to_owned(),
                ],
            },
            Content::PasswordReset { url } => Draft {
                subject: words::reset_subject(locale, house),
                title: words::reset_title(locale).to_owned(),
                greeting: words::hello(locale, &letter.recipient_name),
                paragraphs: vec![words::reset(locale, house)],
                action: (words::reset_title(locale).to_owned(), url.clone()),
                notes: vec![
                    words::reset_valid(locale, &support::length(locale, RESET_MINUTES)),
                    words::reset_unexpected(locale).to_owned(),
                ],
            },
            Content::PasswordChanged { url } => Draft {
                subject: words::changed_subject(locale).to_owned(),
                title: words::changed_subject(locale).to_owned(),
                greeting: words::hello(locale, &letter.recipient_name),
                paragraphs: vec![words::changed(locale, house)],
                action: (words::changed_again(locale).to_owned(), url.clone()),
                notes: vec![words::changed_note(locale).to_owned()],
            },
            Content::SupportAsked { operator, reason, wants_write, minutes, url } => Draft {
                subject: words::support_asked_subject(locale, house),
                title: words::support_asked_title(locale).to_owned(),
                greeting: words::hello(locale, &letter.recipient_name),
                paragraphs: vec![
                    words::support_asked(locale, operator, house, &support::length(locale, *minutes)),
                    words::support_reason(locale, reason),
                    words::support_access(locale, *wants_write).to_owned(),
                ],
                action: (words::support_decide(locale).to_owned(), url.clone()),
                notes: vec![words::support_note(locale).to_owned()],
            },
            Content::SupportBegan { operator, reason, wants_write, until, url } => Draft {
                subject: words::support_began_subject(locale, house),
                title: words::support_began_title(locale).to_owned(),
                greeting: words::hello(locale, &letter.recipient_name),
                paragraphs: vec![
                    words::support_began(locale, operator, house, &words::moment(locale, *until)),
                    words::support_reason(locale, reason),
                    words::support_access_by_notice(locale, *wants_write).to_owned(),
                ],
                action: (words::support_see(locale).to_owned(), url.clone()),
                notes: vec![words::support_note(locale).to_owned()],
            },
        };
        Composed { text: draft.text(letter), html: draft.html(letter), subject: draft.subject }
    }
}

impl Words {
    /// The mail's looks in one theme, whatever the reader's system says.
    pub(crate) fn shown_in(&self, theme: Theme, letter: &Letter) -> String {
        let media = match theme {
            Theme::Light => "@media not all",
            Theme::Dark => "@media all",
        };
        self.compose(letter).html.replacen(look::IN_THE_DARK, media, 1)
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
        brand::{BrandTokens, LegalLink, Theme},
        mail::House,
    };

    fn letter(locale: Locale) -> Letter {
        let tokens = BrandTokens { primary: "#ffee00".parse().unwrap(), radius: 3, ..BrandTokens::default() };
        Letter {
            house: House {
                name: "Prêts & <Cie>".into(),
                url: "https://prets.example".into(),
                tokens,
                logo_url: None,
                dark_logo_url: None,
            },
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
    fn owners_are_told_who_comes_and_why() {
        let url = "https://prets.example/settings/support".to_owned();
        let (operator, reason) = ("Ops <b>".to_owned(), "A repayment <is> missing".to_owned());
        let until = date(2026, 3, 15).at(14, 30, 0, 0);
        let asked = Content::SupportAsked {
            operator: operator.clone(),
            reason: reason.clone(),
            wants_write: true,
            minutes: 60,
            url: url.clone(),
        };
        let began = Content::SupportBegan { operator, reason, wants_write: false, until, url };
        for (content, said) in [(asked, ["1 heure", "modifier"]), (began, ["14:30", "lecture"])] {
            let mail = Words.compose(&Letter { content, ..letter(Locale::Fr) });
            for said in said.into_iter().chain(["https://prets.example/settings/support"]) {
                assert!(mail.text.contains(said) && mail.html.contains(said), "{said}: {}", mail.text);
            }
            assert!(
                mail.text.contains("A repayment <is> missing") && mail.html.contains("A repayment &lt;is&gt; missing")
            );
            assert!(!mail.html.contains("Ops <b>"));
        }
    }

    #[test]
    fn a_new_password_is_told_in_the_language_of_who_reads() {
        let url = "https://prets.example/new-password?token=abc_-9".to_owned();
        let asking = "https://prets.example/forgot-password".to_owned();
        let reset = Content::PasswordReset { url: url.clone() };
        let changed = Content::PasswordChanged { url: asking.clone() };
        for (content, locale, said) in [
            (reset.clone(), Locale::Fr, ["pendant 30 minutes", "mot de passe reste inchangé", url.as_str()]),
            (reset, Locale::En, ["once, for 30 minutes", "your password stays as it is", url.as_str()]),
            (changed.clone(), Locale::Fr, ["Ce n’était pas moi", "prévenez un administrateur", asking.as_str()]),
            (changed, Locale::En, ["It was not me", "tell an administrator", asking.as_str()]),
        ] {
            let mail = Words.compose(&Letter { content, ..letter(locale) });
            for said in said {
                assert!(mail.text.contains(said) && mail.html.contains(said), "{said}: {}", mail.text);
            }
            assert!(mail.html.contains("Ruth &lt;b&gt;Azoulay") && !mail.html.contains("<Cie>"), "{}", mail.html);
        }
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
    fn the_logo_in_the_dark_is_another_where_there_is_one() {
        let mut letter = letter(Locale::En);
        let day = "https://prets.example/brand/day".to_owned();
        letter.house.logo_url = Some(day.clone());
        let one = Words.compose(&letter).html;
        assert!(one.matches("<img").count() == 1 && one.contains(&day) && !one.contains("class=\"by-"), "{one}");
        letter.house.dark_logo_url = Some("https://prets.example/brand/night".into());
        let two = Words.compose(&letter).html;
        assert!(two.matches("<img").count() == 2 && two.contains(&day), "{two}");
        let night = two.split("<img").find(|image| image.contains("/brand/night")).unwrap();
        assert!(night.contains("display:none") && night.contains("mso-hide:all"), "by day it isn't seen: {night}");
        assert!(two.contains(".by-day{display:none!important}") && two.contains(".by-night{display:inline!important}"));
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
        let (light, dark) =
            (Words.shown_in(Theme::Light, &letter(Locale::En)), Words.shown_in(Theme::Dark, &letter(Locale::En)));
        assert!(light.contains("@media not all{") && dark.contains("@media all{"));
        assert!(!light.contains("prefers-color-scheme") && !dark.contains("prefers-color-scheme"));
    }
}
