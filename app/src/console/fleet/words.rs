//! Words of the fleet.

use crate::i18n::{Locale, plural};

crate::words! {
    lead: "What is open now, in which version everybody is, and the last runs.", "Ce qui est ouvert en ce moment, les versions en place et les dernières mises à niveau.";
    now: "Now", "En ce moment";
    pools: "Open databases", "Bases ouvertes";
    open: "Open", "Ouvertes";
    at_most(limit: &str): "of {limit} at most", "{limit} au plus";
    in_use: "In use", "Utilisées";
    connections: "Connections", "Connexions";
    refusals: "Sent away", "Refusées";
    at_work(count: &str): "{count} organisations at work", "{count} organisations actives";
    without_room: "requests without room", "requêtes sans place";
    resting: "A PostgreSQL server could not be reached a moment ago. Requests of its organisations are refused at once until it answers.", "Un serveur PostgreSQL était injoignable il y a un instant. Les requêtes de ses organisations sont refusées d’emblée jusqu’à ce qu’il réponde.";
    by_server: "Connections by PostgreSQL server", "Connexions par serveur PostgreSQL";
    open_of(open: &str, allowed: &str): "{open} of {allowed}", "{open} sur {allowed}";
    left_alone: "left alone for a moment", "laissé en paix un instant";
    since_start: "Since the start", "Depuis le démarrage";
    of_one_process: "Of the server that answers you.", "Du serveur qui vous répond.";
    last_runs: "Last runs", "Dernières mises à niveau";

    certificates: "Certificates", "Certificats";
    no_certificates: "This deployment orders none: the proxy in front of it sees to HTTPS, or tls_listen is set and nobody has come yet.", "Ce déploiement n’en commande aucun\u{a0}: le serveur mandataire devant lui s’occupe de HTTPS, ou tls_listen est réglé et personne n’est encore venu.";
    host: "Host", "Hôte";
    certificate: "Certificate", "Certificat";
    valid_until: "Valid until", "Valable jusqu’au";
    ordered: "Being ordered", "Commande en cours";
    valid: "Valid", "Valable";
    renewal_fails: "Renewal fails", "Renouvellement en échec";
    missing: "None that is valid", "Aucun valable";

    stock: "Made ahead", "Préparées d’avance";
    no_stock: "No databases are made ahead: each new organisation waits for its own. The settings under “stock” say how many are held.", "Aucune base n’est préparée d’avance : chaque nouvelle organisation attend la sienne. Les réglages « stock » disent combien en tenir prêtes.";
    place: "Place", "Emplacement";
    ready: "Ready", "Prêtes";
    being_made: "Being made", "En préparation";
    claims: "Taken", "Prises";
    misses: "Missing when needed", "Manquantes au besoin";

    hits: "Found open", "Trouvées ouvertes";
    opens: "Opened", "Ouvertures";
    failures: "Failed to open", "Ouvertures échouées";
    evictions: "Closed to make room", "Fermées faute de place";
    idle_closes: "Closed because nobody came", "Fermées faute de visites";
    maintenance_closes: "Closed for somebody who works on it", "Fermées pour une intervention";
    waits: "Requests that waited for room", "Requêtes qui ont attendu de la place";
    rested: "Refused at once, after a failure to open", "Refusées d’emblée, après un échec d’ouverture";
    queued: "Waited for their own organisation", "Ont attendu leur propre organisation";
    turned_away: "Sent away by their own organisation’s rush", "Refusées par l’affluence de leur organisation";
}

/// For a connection, since the start.
pub fn waited(locale: Locale, count: i64, number: &str) -> String {
    match locale {
        Locale::En => format!("{number} {} waited", plural(locale, count, "request", "requests")),
        Locale::Fr => format!("{number} {}", plural(locale, count, "requête a attendu", "requêtes ont attendu")),
    }
}

pub fn sent_away(locale: Locale, count: i64, number: &str) -> String {
    match locale {
        Locale::En => format!("{number} {} sent away", plural(locale, count, "was", "were")),
        Locale::Fr => format!("{number} {}", plural(locale, count, "refusée", "refusées")),
    }
}

/// In the order in which they are shown.
pub(super) const KNOWN: [&str; 10] = [
    "hits",
    "opens",
    "failures",
    "evictions",
    "idle_closes",
    "maintenance_closes",
    "waits",
    "rested",
    "queued",
    "turned_away",
];

/// A figure without words of its own is shown by its name.
pub(super) fn figure(locale: Locale, name: &str) -> String {
    let words = match name {
        "hits" => hits,
        "opens" => opens,
        "failures" => failures,
        "evictions" => evictions,
        "idle_closes" => idle_closes,
        "maintenance_closes" => maintenance_closes,
        "waits" => waits,
        "rested" => rested,
        "queued" => queued,
        "turned_away" => turned_away,
        other => return other.replace(['_', '.'], " "),
    };
    words(locale).to_owned()
}
