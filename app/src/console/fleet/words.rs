//! Words of the fleet.

use crate::i18n::Locale;

crate::words! {
    lead: "What is open now, in which version everybody is, and the last runs.", "Ce qui est ouvert en ce moment, les versions en place et les dernières mises à niveau.";
    now: "Now", "En ce moment";
    pools: "Open databases", "Bases ouvertes";
    open: "Open", "Ouvertes";
    at_most(limit: &str): "of {limit} at most", "{limit} au plus";
    in_use: "In use", "Utilisées";
    connections: "Connections", "Connexions";
    refusals: "Sent away", "Refusées";
    since_start: "Since the start", "Depuis le démarrage";
    of_one_process: "Of the server that answers you.", "Du serveur qui vous répond.";
    last_runs: "Last runs", "Dernières mises à niveau";

    hits: "Found open", "Trouvées ouvertes";
    opens: "Opened", "Ouvertures";
    failures: "Failed to open", "Ouvertures échouées";
    evictions: "Closed to make room", "Fermées faute de place";
    idle_closes: "Closed because nobody came", "Fermées faute de visites";
    waits: "Requests that waited for room", "Requêtes en attente de place";
}

/// In the order in which they are shown.
pub(super) const KNOWN: [&str; 6] = ["hits", "opens", "failures", "evictions", "idle_closes", "waits"];

/// A figure without words of its own is shown by its name.
pub(super) fn figure(locale: Locale, name: &str) -> String {
    let words = match name {
        "hits" => hits,
        "opens" => opens,
        "failures" => failures,
        "evictions" => evictions,
        "idle_closes" => idle_closes,
        "waits" => waits,
        other => return other.replace(['_', '.'], " "),
    };
    words(locale).to_owned()
}
