//! Words of mails.

use crate::i18n::Locale;
use tenantry::access::Role;

crate::words! {
    hello(name: &str): "Hello {name},", "Bonjour {name},";
    trial_subject(house: &str): "Test mail of {house}", "Message d’essai de {house}";
    trial_title: "Mails arrive", "Les messages arrivent";
    trial: "You asked in the console for a mail, to see whether they arrive. This one did.", "Vous avez demandé un message dans la console, pour voir s’ils arrivent. Celui-ci est arrivé.";
    trial_back: "Back to the settings", "Retour aux réglages";
    invitation_subject(house: &str): "You are invited to {house}", "Vous avez reçu une invitation à rejoindre {house}";
    invitation_title(house: &str): "Join {house}", "Rejoignez {house}";
    invitation_member(house: &str): "{house} invites you to join as a member.", "{house} vous invite à la rejoindre comme membre.";
    invitation_admin(house: &str): "{house} invites you to join as an administrator.", "{house} vous invite à la rejoindre comme administrateur.";
    invitation_owner(house: &str): "{house} invites you to join as an owner.", "{house} vous invite à la rejoindre comme propriétaire.";
    accept: "Accept the invitation", "Accepter l’invitation";
    /// A day and a time.
    valid_until(when: &str): "The link works once, until {when}.", "Le lien fonctionne une seule fois, jusqu’au {when}.";
    /// What an address is of, before it.
    leads_to(name: &str): "{name}:", "{name}\u{a0}:";
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
    domain_failing(host: &str, house: &str): "{host} is a domain of {house}. Its records in the DNS, which are looked at every day, are gone or lead elsewhere.", "{host} est un domaine de {house}. Ses enregistrements DNS, consultés chaque jour, ont disparu ou mènent ailleurs.";
    /// A day and a time.
    domain_until(when: &str, subdomain: &str): "Until {when} it is served all the same, as far as it still leads here. If the records aren’t back by then it leads nowhere; {subdomain} opens in any case.", "Jusqu’au {when}, il est servi tout de même, tant qu’il mène encore ici. Si les enregistrements ne sont pas revenus d’ici là, il ne mènera plus nulle part\u{a0}; {subdomain} s’ouvre dans tous les cas.";
    domain_records: "Where your domain is managed, see to these records:", "Là où votre domaine est géré, vérifiez ces enregistrements\u{a0}:";
    /// A record, and what the DNS has in its place.
    domain_record(title: &str, record: &str, there: &str): "{title}: {record}. {there}", "{title}\u{a0}: {record}. {there}";
    found(values: &str): "Found: {values}.", "Trouvé\u{a0}: {values}.";
    nothing_found: "Nothing is found there.", "Rien n’y est trouvé.";
    domain_note: "It is looked at every hour now. When the records are back there is nothing else to do.", "Il est consulté désormais toutes les heures. Une fois les enregistrements revenus, il n’y a rien d’autre à faire.";
    domain_lost_title(host: &str): "{host} leads nowhere any more", "{host} ne mène plus nulle part";
    domain_lost(host: &str, house: &str): "The records of {host}, a domain of {house}, were gone for too long. It leads nowhere any more.", "Les enregistrements de {host}, un domaine de {house}, ont manqué trop longtemps. Il ne mène plus nulle part.";
    domain_lost_address(subdomain: &str): "You find everything at {subdomain}, where everybody signs in once more.", "Vous retrouvez tout à l’adresse {subdomain}, où chacun se connecte une fois de plus.";
    /// A day and a time.
    domain_lost_until(when: &str): "If you want it back, make these records anew and verify it by {when}:", "Pour le récupérer, recréez ces enregistrements et vérifiez-le avant le {when}\u{a0}:";
    domain_lost_note: "After that the claim is forgotten, and whoever proves that the name is their own can have it.", "Après cela, la demande est oubliée, et qui prouve que le nom est le sien peut l’avoir.";
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
