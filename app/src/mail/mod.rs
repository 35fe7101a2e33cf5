//! Mails in words and in the organisation's brand, and the page that shows them where none are sent.

mod domains;
mod look;
pub(crate) mod shown;
mod words;

use crate::{
    i18n::{Locale, format_time},
    paths,
    support::words as support,
};
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
            Content::Trial => Draft {
                subject: words::trial_subject(locale, house),
                title: words::trial_title(locale).to_owned(),
                greeting: words::hello(locale, &letter.recipient_name),
                paragraphs: vec![words::trial(locale).to_owned()],
                action: (
                    words::trial_back(locale).to_owned(),
                    format!("{}{}", letter.house.url, paths::CONSOLE_SETTINGS),
                ),
                notes: Vec::new(),
            },
            Content::Invitation { role, url, expires } => Draft {
                subject: words::invitation_subject(locale, house),
                title: words::invitation_title(locale, house),
                greeting: words::hello(locale, &letter.recipient_name),
                paragraphs: vec![words::invitation(locale, *role, house)],
                action: (words::accept(locale).to_owned(), url.clone()),
                notes: vec![
                    words::valid_until(locale, &format_time(*expires, locale)),
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
                    words::support_began(locale, operator, house, &format_time(*until, locale)),
                    words::support_reason(locale, reason),
                    words::support_access_by_notice(locale, *wants_write).to_owned(),
                ],
                action: (words::support_see(locale).to_owned(), url.clone()),
                notes: vec![words::support_note(locale).to_owned()],
            },
            Content::DomainFailing { setup, until, url } => domains::failing(letter, setup, *until, url),
            Content::DomainLost { setup, until, url } => domains::lost(letter, setup, *until, url),
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
        blocks.push(format!("{}\n{url}", words::leads_to(letter.locale, action)));
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
    let named = |label: &str| words::leads_to(letter.locale, label);
    let links = texts.legal(letter.locale).iter().map(|link| format!("{} {}", named(&link.label), link.url));
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
mod tests;
