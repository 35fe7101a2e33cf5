//! Words of mails.

use crate::i18n::{Locale, format_date};
use jiff::civil::DateTime;
use tenantry::access::Role;

crate::words! {
    hello(name: &str): "Hello {name},", "Bonjour {name},";
    invitation_subject(house: &str): "You are invited to {house}", "Vous êtes invité à rejoindre {house}";
    invitation_title(house: &str): "Join {house}", "Rejoignez {house}";
    invitation_member(house: &str): "{house} invites you to join as a member.", "{house} vous invite à la rejoindre comme membre.";
    invitation_admin(house: &str): "{house} invites you to join as an administrator.", "{house} vous invite à la rejoindre comme administrateur.";
    invitation_owner(house: &str): "{house} invites you to join as an owner.", "{house} vous invite à la rejoindre comme propriétaire.";
    accept: "Accept the invitation", "Accepter l’invitation";
    /// A day and a time.
    valid_until(when: &str): "The link works once, until {when}.", "Le lien fonctionne une seule fois, jusqu’au {when}.";
    when(day: &str, time: &str): "{day} at {time}", "{day} à {time}";
    link_instead: "If the button does nothing, open this address:", "Si le bouton ne répond pas, ouvrez cette adresse\u{a0}:";
    unexpected: "If you did not expect this mail, do nothing: nobody joins without the link.", "Si vous n’attendiez pas ce message, ignorez-le\u{a0}: sans le lien, personne ne rejoint l’organisation.";
    reset_subject(house: &str): "A new password for {house}", "Un nouveau mot de passe pour {house}";
    reset_title: "Choose a new password", "Choisissez un nouveau mot de passe";
    reset(house: &str): "Somebody, probably you, asked at {house} for a new password of this address.", "Quelqu’un, sans doute vous, a demandé chez {house} un nouveau mot de passe pour cette adresse.";
    reset_valid(length: &str): "The link works once, for {length}.", "Le lien fonctionne une seule fois, pendant {length}.";
    reset_unexpected: "If it was not you, do nothing: your password stays as it is.", "Si ce n’était pas vous, ne faites rien\u{a0}: votre mot de passe reste inchangé.";
    changed_subject: "Your password was changed", "Votre mot de passe a été changé";
    changed(house: &str): "You have a new password since a moment ago, set at {house}. It counts wherever you sign in with this address, and all other devices were signed out.", "Vous avez un nouveau mot de passe depuis un instant, choisi chez {house}. Il vaut partout où vous vous connectez avec cette adresse, et tous les autres appareils ont été déconnectés.";
    changed_again: "It was not me", "Ce n’était pas moi";
    changed_note: "If it was you, there is nothing to do. If not, choose another password at once and tell an administrator.", "Si c’était vous, il n’y a rien à faire. Sinon, choisissez aussitôt un autre mot de passe et prévenez un administrateur.";
    support_asked_subject(house: &str): "Support asks to come into {house}", "L’assistance demande à entrer dans {house}";
    support_asked_title: "Support asks to come in", "L’assistance demande à entrer";
    support_asked(operator: &str, house: &str, length: &str): "{operator}, who helps to run the server, asks to come into {house} for {length}.", "{operator}, qui participe à l’exploitation du serveur, demande à entrer dans {house} pour {length}.";
    support_began_subject(house: &str): "Support may be inside {house}", "L’assistance peut être présente dans {house}";
    support_began_title: "Support came in", "L’assistance est entrée";
    support_began(operator: &str, house: &str, until: &str): "{operator}, who helps to run the server, may be inside {house} until {until}.", "{operator}, qui participe à l’exploitation du serveur, peut être présent dans {house} jusqu’au {until}.";
    support_reason(reason: &str): "The reason: {reason}", "Le motif\u{a0}: {reason}";
    support_looks: "It is about looking alone: nothing can be changed.", "Il s’agit de lecture seule\u{a0}: rien ne peut être modifié.";
    support_changes: "It is about changing something as well. You can allow to look alone.", "Il s’agit aussi de modifier quelque chose. Vous pouvez n’accorder que la lecture.";
    support_would_change: "For now nothing can be changed: that would need your consent, which is asked for.", "Pour l’instant, rien ne peut être modifié\u{a0}: il faudrait votre accord, qui vous est demandé.";
    support_decide: "See the request and decide", "Voir la demande et décider";
    support_see: "See it, or end it", "Voir, ou y mettre fin";
    support_note: "Every page that support sees is written down, and you can read it. You can end it at any time.", "Chaque page vue par l’assistance est notée, et vous pouvez le lire. Vous pouvez y mettre fin à tout moment.";
    sent_by(house: &str, host: &str): "Sent by {house} · {host}", "Envoyé par {house} · {host}";
}

pub fn invitation(locale: Locale, role: Role, house: &str) -> String {
    match role {
        Role::Owner => invitation_owner(locale, house),
        Role::Admin => invitation_admin(locale, house),
        Role::Member => invitation_member(locale, house),
    }
}

/// What is asked for.
pub fn support_access(locale: Locale, wants_write: bool) -> &'static str {
    if wants_write { support_changes(locale) } else { support_looks(locale) }
}

/// What may be done where nobody was asked.
pub fn support_access_by_notice(locale: Locale, wants_write: bool) -> &'static str {
    if wants_write { support_would_change(locale) } else { support_looks(locale) }
}

pub fn moment(locale: Locale, at: DateTime) -> String {
    when(locale, &format_date(at.date(), locale), &at.strftime("%H:%M").to_string())
}
