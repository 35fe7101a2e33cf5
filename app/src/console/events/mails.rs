//! What operators did with mails that had failed.

use super::words;
use crate::{console::mails::words as mails, i18n::Locale};
use tenantry::mail::MailKind;

pub(super) fn told(locale: Locale, kind: &str, detail: &str) -> Option<String> {
    match kind {
        "mail-sent-again" | "mail-left" => counted(locale, detail),
        "mail-tried" if detail == "taken" => Some(words::taken(locale).to_owned()),
        "mail-tried" if detail == "not taken" => Some(words::not_taken(locale).to_owned()),
        _ => None,
    }
}

/// `invitation 2, password-reset 1`.
fn counted(locale: Locale, detail: &str) -> Option<String> {
    let told = |part: &str| {
        let (kind, count) = part.split_once(' ')?;
        let what = mails::kind(locale, MailKind::from_key(kind));
        Some(if count == "1" { what.to_owned() } else { words::counted(locale, what, count) })
    };
    let told: Option<Vec<String>> = detail.split(", ").map(told).collect();
    told.map(|told| told.join(", "))
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_told;

    #[test]
    fn mails_are_told_by_what_they_are_about() {
        let (en, fr) = ("Invitation (2), Link to a new password", "Invitation (2), Lien vers un nouveau mot de passe");
        assert_told("mail-left", "invitation 2, password-reset 1", en, fr);
        assert_told("mail-sent-again", "newsletter 1", "Mail", "Message");
        assert_told(
            "mail-tried",
            "not taken",
            "the mail server did not take it",
            "le serveur d’e-mails ne l’a pas pris",
        );
        assert_told("mail-left", "paris", "paris", "paris");
    }
}
