//! Words of the operators.

use crate::i18n::Locale;
use tenantry::access::OperatorRole;

crate::words! {
    title: "Operators", "Opérateurs";
    lead: "The people who run this deployment, and what each may do.", "Les personnes qui font fonctionner ce déploiement, et ce que chacune peut faire.";
    people: "People", "Personnes";
    trail: "What they did", "Ce qu’ils ont fait";
    trail_lead: "Everything that was done at the console or from the command line, the newest first. Nothing is ever taken out.", "Tout ce qui a été fait dans la console ou depuis la ligne de commande, du plus récent au plus ancien. Rien n’en est jamais retiré.";
    invite: "Invite an operator", "Inviter un opérateur";
    invite_lead: "You get a link to hand over. It lets them in once, within 72 hours.", "Vous obtenez un lien à remettre. Il ouvre la console une seule fois, pendant 72 heures.";
    email_hint: "The account that comes in bears this address.", "Le compte qui entre porte cette adresse.";
    since: "Since", "Depuis";
    last_seen: "Last seen", "Vu pour la dernière fois";
    invited: "Invited", "Invitation en cours";
    not_signed_in: "Not signed in", "Pas connecté";
    actions: "Actions", "Actions";
    their_trail: "What they did", "Ce qu’ils ont fait";
    new_link: "New link", "Nouveau lien";
    change_role: "Change role", "Changer le rôle";
    change_role_title(name: &str): "The role of {name}", "Le rôle de {name}";
    remove: "Remove", "Retirer";
    remove_title(name: &str): "Remove {name}?", "Retirer {name}\u{202f}?";
    remove_text(name: &str): "{name} is signed out of the console at once and can no longer open it. What they did stays in the trail.", "{name} est aussitôt déconnecté(e) de la console et ne peut plus l’ouvrir. Ce qui a été fait reste dans l’historique.";
    remove_named(name: &str): "Remove {name}", "Retirer {name}";

    role_owner: "Owner", "Propriétaire";
    role_support: "Support", "Assistance";
    role_read_only: "Read-only", "Lecture seule";
    role_owner_hint: "Everything, and decides who else is an operator.", "Tout, et décide qui d’autre est opérateur.";
    role_support_hint: "Helps organisations: suspends and resumes them, invites owners, ends sessions, writes notes, asks for support access. Deletes, moves and appoints nobody.", "Aide les organisations\u{a0}: les suspend et les rétablit, invite des propriétaires, met fin aux sessions, écrit des notes, demande un accès d’assistance. Ne supprime, ne déplace et ne nomme personne.";
    role_read_only_hint: "Sees everything in the console and changes nothing.", "Voit tout dans la console et ne change rien.";

    everybody: "Everybody", "Tout le monde";
    command_line: "The command line", "La ligne de commande";
    server: "The server", "Le serveur";
    nobody: "The server, or an account that is gone", "Le serveur, ou un compte disparu";
    when: "When", "Quand";
    who: "Who", "Qui";
    what: "What", "Quoi";
    no_events: "There is nothing here yet.", "Il n’y a encore rien ici.";
}

pub(crate) fn role(locale: Locale, role: OperatorRole) -> &'static str {
    match role {
        OperatorRole::Owner => role_owner(locale),
        OperatorRole::Support => role_support(locale),
        OperatorRole::ReadOnly => role_read_only(locale),
    }
}

pub(super) fn role_hint(locale: Locale, role: OperatorRole) -> &'static str {
    match role {
        OperatorRole::Owner => role_owner_hint(locale),
        OperatorRole::Support => role_support_hint(locale),
        OperatorRole::ReadOnly => role_read_only_hint(locale),
    }
}
