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
    sent_by(house: &str, host: &str): "Sent by {house} · {host}", "Envoyé par {house} · {host}";
}

pub fn invitation(locale: Locale, role: Role, house: &str) -> String {
    match role {
        Role::Owner => invitation_owner(locale, house),
        Role::Admin => invitation_admin(locale, house),
        Role::Member => invitation_member(locale, house),
    }
}

pub fn moment(locale: Locale, at: DateTime) -> String {
    when(locale, &format_date(at.date(), locale), &at.strftime("%H:%M").to_string())
}
