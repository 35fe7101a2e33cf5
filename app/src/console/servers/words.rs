//! Words of the registered servers.

use crate::i18n::{Locale, plural};
use tenantry::{money::format_integer, servers::ServerState};

crate::words! {
    title: "Servers", "Serveurs";
    lead: "PostgreSQL servers beside the deployment’s own place, on which organisations may live.", "Les serveurs PostgreSQL qui, à côté de l’emplacement propre du déploiement, peuvent héberger des organisations.";
    server: "Server", "Serveur";
    region: "Region", "Région";
    fill: "Filled", "Remplissage";
    last_check: "Last check", "Dernière vérification";
    never: "Never", "Jamais";
    encryption: "Encryption", "Chiffrement";
    version: "Version", "Version";
    not_encrypted: "None", "Aucun";
    not_seen: "Not seen yet", "Pas encore vu";
    registered: "Registered", "Enregistré";
    organisations_here: "Organisations", "Organisations";
    capacity: "Capacity", "Capacité";
    active: "Active", "Actif";
    draining: "Draining", "En retrait";
    unreachable: "Failed its check", "Vérification échouée";
    full: "Full", "Complet";
    none_title: "No server is registered", "Aucun serveur n’est enregistré";
    none: "Organisations live in the deployment’s own place. Register a PostgreSQL server when they need more room, or another region.", "Les organisations vivent à l’emplacement propre du déploiement. Enregistrez un serveur PostgreSQL quand il leur faut plus de place ou une autre région.";
    new: "Register a server", "Enregistrer un serveur";
    new_lead: "It is looked at first: one that can’t be reached, or on which no organisation could live, isn’t registered.", "Il est d’abord examiné\u{a0}: un serveur injoignable, ou sur lequel aucune organisation ne pourrait vivre, n’est pas enregistré.";
    name: "Name", "Nom";
    label_hint: "a-z, 0-9 and hyphens", "a-z, 0-9 et traits d’union";
    capacity_hint: "The most organisations that may live there", "Le nombre maximal d’organisations qui peuvent y vivre";
    address: "Address", "Adresse";
    address_hint: "As PostgreSQL writes it, with user, password, host, database and sslmode=verify-full. It is kept sealed and never shown again.", "Telle que PostgreSQL l’écrit, avec utilisateur, mot de passe, hôte, base et sslmode=verify-full. Elle est conservée scellée et n’est plus jamais affichée.";
    register: "Check and register", "Vérifier et enregistrer";
    facts: "Facts", "Informations";
    check_title: "Check", "Vérification";
    check_text: "Connects to the server, asks what it is, and keeps what was found.", "Se connecte au serveur, l’interroge et conserve le résultat.";
    check: "Check now", "Vérifier maintenant";
    readdress_title: "Another address", "Autre adresse";
    readdress_text: "For a new password, or when the server has moved. It is looked at first; an address that can’t be used isn’t kept. It must lead to the same databases: organisations go on there within seconds.", "Pour un nouveau mot de passe, ou quand le serveur a déménagé. Elle est d’abord essayée\u{a0}; une adresse inutilisable n’est pas conservée. Elle doit mener aux mêmes bases\u{a0}: les organisations y continuent en quelques secondes.";
    readdress_ask: "Give another address", "Donner une autre adresse";
    new_address: "New address", "Nouvelle adresse";
    readdress: "Check and keep", "Vérifier et conserver";
    was_readdressed: "The server answers at its new address, which is kept sealed.", "Le serveur répond à sa nouvelle adresse, qui est conservée scellée.";
    edit_title: "Region and capacity", "Région et capacité";
    edit_text: "Who lives there stays, be they more than the new capacity: then nobody new is placed there until there is room.", "Celles qui s’y trouvent restent, même au-delà de la nouvelle capacité\u{a0}: aucune nouvelle n’y est alors placée tant qu’il n’y a pas de place.";
    edit_ask: "Change region or capacity", "Changer la région ou la capacité";
    edit: "Save", "Enregistrer";
    was_edited: "The server is changed.", "Le serveur est modifié.";
    too_many_title: "More than it may hold", "Plus que sa capacité";
    problem: "The last check failed", "La dernière vérification a échoué";
    empty_title: "Who lives here", "Qui vit ici";
    empty_text: "They can move elsewhere, one after the other, while their people work. The next page says who, and where to.", "Elles peuvent se déplacer ailleurs, l’une après l’autre, pendant que leurs membres travaillent. La page suivante dit qui, et où.";
    drain_title: "Take out of use", "Retirer du service";
    drain_text: "It gets no new organisations from then on; those that are there stay and go on.", "Il ne reçoit plus de nouvelles organisations\u{a0}; celles qui s’y trouvent restent et continuent.";
    drain_ask: "Drain this server", "Mettre ce serveur en retrait";
    drain(name: &str): "Drain {name}", "Mettre {name} en retrait";
    resume_title: "Put back into use", "Remettre en service";
    resume_text: "New organisations may come again, as long as there is room.", "De nouvelles organisations pourront y venir, tant qu’il reste de la place.";
    resume_ask: "Resume this server", "Rétablir ce serveur";
    resume(name: &str): "Resume {name}", "Rétablir {name}";
    was_added: "The server is registered.", "Le serveur est enregistré.";
    was_checked: "The server was checked.", "Le serveur a été vérifié.";
    was_drained: "The server gets no new organisations.", "Le serveur ne reçoit plus de nouvelles organisations.";
    was_resumed: "The server takes new organisations.", "Le serveur reçoit de nouvelles organisations.";
    to_organisations: "Their list", "Leur liste";
}

pub(super) fn state(locale: Locale, state: ServerState) -> &'static str {
    match state {
        ServerState::Active => active(locale),
        ServerState::Draining => draining(locale),
    }
}

/// `12 of 40`.
pub(super) fn filled(locale: Locale, tenants: i64, capacity: i64) -> String {
    let (tenants, capacity) = (format_integer(tenants, locale), format_integer(capacity, locale));
    if locale == Locale::Fr { format!("{tenants} sur {capacity}") } else { format!("{tenants} of {capacity}") }
}

/// `3 organisations more than its capacity live here. …`
pub(super) fn too_many(locale: Locale, over: i64) -> String {
    let number = format_integer(over, locale);
    let noun = plural(locale, over, "organisation", "organisations");
    match locale {
        Locale::En => {
            let verb = plural(locale, over, "lives", "live");
            format!("{number}\u{a0}{noun} more than its capacity {verb} here. They stay; nobody new is placed here.")
        }
        Locale::Fr => format!(
            "Elle est dépassée de {number}\u{a0}{noun}. Celles qui s’y trouvent restent\u{a0}; aucune nouvelle n’y est placée."
        ),
    }
}

/// `Move 3 organisations…`
pub(super) fn empty_ask(locale: Locale, tenants: i64) -> String {
    let number = format_integer(tenants, locale);
    let noun = plural(locale, tenants, "organisation", "organisations");
    match locale {
        Locale::En => format!("Move {number}\u{a0}{noun}…"),
        Locale::Fr => format!("Déplacer {number}\u{a0}{noun}…"),
    }
}

/// `3 organisations stay there and go on.`
pub(super) fn stay(locale: Locale, tenants: i64) -> String {
    let number = format_integer(tenants, locale);
    let noun = plural(locale, tenants, "organisation", "organisations");
    match locale {
        Locale::En if tenants == 1 => format!("{number}\u{a0}{noun} stays there and goes on."),
        Locale::En => format!("{number}\u{a0}{noun} stay there and go on."),
        Locale::Fr => {
            let verbs = plural(locale, tenants, "y reste et continue", "y restent et continuent");
            format!("{number}\u{a0}{noun} {verbs}.")
        }
    }
}
