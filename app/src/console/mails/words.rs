//! Words of mails that don't go out.

use crate::i18n::{Locale, format_instant, plural};
use tenantry::{
    mail::{MailKind, WaitingMails},
    money::format_integer,
};

crate::words! {
    send_again: "Send again", "Envoyer de nouveau";
    leave: "Leave it", "Laisser ainsi";
    send_all_again: "Send all again", "Tout envoyer de nouveau";
    leave_all: "Leave all as they are", "Tout laisser ainsi";
    /// What a button does, and with which mail.
    done_with(button: &str, mail: &str): "{button}: {mail}", "{button}\u{a0}: {mail}";
    to(what: &str, recipient: &str): "{what} to {recipient}", "{what} à {recipient}";
    and_more(count: &str): "and {count} more", "et {count} autres";
    were_sent_again: "It is sent again within seconds.", "L’envoi est retenté dans quelques secondes.";
    were_left: "It is left as it is, and named no more.", "C’est laissé ainsi et n’est plus signalé.";

    waiting(mails: &str, since: &str): "{mails} tried without success since {since}. New tries come by themselves, for about a day.", "{mails} sans succès depuis le {since}. De nouveaux essais ont lieu d’eux-mêmes, pendant un jour environ.";
    one_mail: "mail", "message";
    many_mails: "mails", "messages";

    mails: "Mails", "Messages";
    by_server: "A mail server takes them. These are the console’s own, such as links to a new password; those of an organisation stand in its health.", "Un serveur d’e-mails les prend en charge. Voici ceux de la console elle-même, comme les liens vers un nouveau mot de passe\u{a0}; ceux d’une organisation figurent dans sa santé.";
    are_shown: "There is no mail server. On this machine mails are shown instead, at /dev/mail of the public site.", "Il n’y a pas de serveur d’e-mails. Sur cette machine, les messages s’affichent à la place, à l’adresse /dev/mail du site public.";
    no_server: "There is no mail server (mail.smtp): none is sent, and links are shown to who makes them alone.", "Il n’y a pas de serveur d’e-mails (mail.smtp)\u{a0}: aucun message n’est envoyé, et les liens sont montrés seulement à qui les crée.";
    try_mail: "Send a test mail to me", "M’envoyer un message d’essai";
    was_tried: "The mail server took the test mail. It should be with you in a moment.", "Le serveur d’e-mails a pris le message d’essai. Vous devriez le recevoir dans un instant.";
    all_sent: "None of the console’s own mails waits or has failed.", "Aucun message propre de la console n’attend ni n’a échoué.";

    invitation: "Invitation", "Invitation";
    password_reset: "Link to a new password", "Lien vers un nouveau mot de passe";
    password_changed: "Word of a new password", "Avis de nouveau mot de passe";
    support_asked: "Request of support", "Demande de l’assistance";
    support_began: "Word that support came in", "Avis d’entrée de l’assistance";
    domain_failing: "Word of a domain without records", "Avis de domaine sans enregistrements";
    domain_lost: "Word of a domain that is lost", "Avis de domaine perdu";
    other: "Mail", "Message";
}

/// So many mails wait, and since when.
pub(super) fn wait(locale: Locale, mails: &WaitingMails) -> String {
    let noun = plural(locale, mails.count, one_mail(locale), many_mails(locale));
    let count = format!("{}\u{a0}{noun}", format_integer(mails.count, locale));
    waiting(locale, &count, &format_instant(&mails.since, locale))
}

/// What a mail tells of.
pub(in crate::console) fn kind(locale: Locale, kind: Option<MailKind>) -> &'static str {
    match kind {
        Some(MailKind::Invitation) => invitation(locale),
        Some(MailKind::PasswordReset) => password_reset(locale),
        Some(MailKind::PasswordChanged) => password_changed(locale),
        Some(MailKind::SupportAsked) => support_asked(locale),
        Some(MailKind::SupportBegan) => support_began(locale),
        Some(MailKind::DomainFailing) => domain_failing(locale),
        Some(MailKind::DomainLost) => domain_lost(locale),
        None => other(locale),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_kind_has_words_of_its_own() {
        for locale in Locale::ALL {
            let kinds = MailKind::ALL.map(Some).into_iter().chain([None]);
            let said: BTreeSet<&str> = kinds.map(|of| kind(locale, of)).collect();
            assert_eq!(said.len(), MailKind::ALL.len() + 1);
        }
    }
}
