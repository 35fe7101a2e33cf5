//! Words of the members.

use crate::i18n::{Locale, plural};
use tenantry::access::Role;

crate::words! {
    lead: "Everybody who can sign in to this organisation.", "Toutes les personnes qui peuvent se connecter à cette organisation.";
    /// The list's name in the name of its file.
    file_name: "members", "membres";
    invite: "Invite a member", "Inviter un membre";
    search: "Name or e-mail address", "Nom ou adresse e-mail";
    nobody_found: "Nobody here has this name or address.", "Personne ici ne porte ce nom ou cette adresse.";
    since: "Since", "Depuis";
    until: "Until", "Jusqu’au";
    no_end: "no end", "sans fin";
    ended(day: &str): "Ended on {day}", "Terminé le {day}";
    actions: "Actions", "Actions";

    change_role: "Change role", "Changer le rôle";
    change_role_title(name: &str): "The role of {name}", "Le rôle de {name}";
    change_end: "End date", "Date de fin";
    save_end: "Save the end date", "Enregistrer la date de fin";
    change_end_title(name: &str): "Until when {name} belongs here", "Jusqu’à quand {name} en fait partie";
    last_day: "Last day", "Dernier jour";
    last_day_hint: "Leave it empty for no end. From the next day on they can’t sign in here.", "Laissez vide pour ne pas fixer de fin. Dès le lendemain, la connexion ici n’est plus possible.";
    remove: "Remove", "Retirer";
    remove_title(name: &str): "Remove {name}?", "Retirer {name}\u{202f}?";
    remove_text(name: &str, organisation: &str): "{name} is signed out and can no longer open {organisation}. What they recorded stays. You can invite them again at any time.", "{name} est déconnecté(e) et ne peut plus ouvrir {organisation}. Ce qui a été enregistré reste. Vous pourrez l’inviter à nouveau à tout moment.";
    remove_named(name: &str): "Remove {name}", "Retirer {name}";
    removed: "They are no member any more.", "La personne n’est plus membre.";
    leave: "Leave", "Quitter";
    leave_title(organisation: &str): "Leave {organisation}?", "Quitter {organisation}\u{202f}?";
    leave_text: "You are signed out and can no longer open this organisation, until somebody invites you again.", "Vous êtes déconnecté(e) et ne pourrez plus ouvrir cette organisation, sauf nouvelle invitation.";

    role_owner_hint: "Everything, and decides who else is an owner.", "Tout, et décide qui d’autre est propriétaire.";
    role_admin_hint: "Daily work, members, settings and brand.", "Le travail quotidien, les membres, les paramètres et l’identité visuelle.";
    role_member_hint: "Daily work. Sees who the members are, and changes no settings.", "Le travail quotidien. Voit qui sont les membres, ne change aucun paramètre.";

    invitations: "Pending invitations", "Invitations en attente";
    invitations_note: "Their links work once, until the day that is named.", "Leurs liens fonctionnent une seule fois, jusqu’au jour indiqué.";
    valid_until: "Valid until", "Valable jusqu’au";
    revoke: "Take back", "Annuler l’invitation";
    revoke_title(name: &str): "Take back the invitation of {name}?", "Annuler l’invitation de {name}\u{202f}?";
    revoke_text: "The link that was handed over no longer works. You can send another invitation at any time.", "Le lien déjà remis ne fonctionnera plus. Vous pourrez envoyer une autre invitation à tout moment.";

    invite_lead: "You get a link to hand over. It works once, within 72 hours.", "Vous obtenez un lien à remettre. Il fonctionne une seule fois, pendant 72 heures.";
    email_hint: "The account that joins bears this address.", "Le compte qui rejoint l’organisation porte cette adresse.";
    link_title(email: &str): "The link for {email} is ready.", "Le lien pour {email} est prêt.";
    link_mailed: "A mail with a link of its own is on its way.", "Un message avec son propre lien est en route.";
    link_text: "Hand it over in a way that nobody else reads. It is shown this once: only its fingerprint is stored.", "Remettez-le par un moyen que personne d’autre ne lit. Il n’est affiché qu’une fois\u{a0}: seule son empreinte est conservée.";
    copy_link: "Copy the link", "Copier le lien";
}

pub(super) fn role_hint(locale: Locale, role: Role) -> &'static str {
    match role {
        Role::Owner => role_owner_hint(locale),
        Role::Admin => role_admin_hint(locale),
        Role::Member => role_member_hint(locale),
    }
}

/// `3 members`.
pub(super) fn count(locale: Locale, count: usize) -> String {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let noun = match locale {
        Locale::En => plural(locale, count, "member", "members"),
        Locale::Fr => plural(locale, count, "membre", "membres"),
    };
    format!("{} {noun}", tenantry::money::format_integer(count, locale))
}
