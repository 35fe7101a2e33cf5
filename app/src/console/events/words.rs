//! Words of what is told beside an event.

crate::words! {
    of(what: &str, told: &str): "{what}: {told}", "{what}\u{a0}: {told}";
    quoted(text: &str): "“{text}”", "«\u{a0}{text}\u{a0}»";
    by_support: "by support", "par l’assistance";
    of_plan(name: &str, changes: &str): "{name} – {changes}", "{name} – {changes}";

    no_end: "without an end", "sans fin";
    session_of(host: &str): "of {host}", "de {host}";
    by_link: "by a link", "par un lien";
    unknown_account: "unknown account", "compte inconnu";
    wrong_password: "wrong password", "mot de passe erroné";
    weak_password: "a password that nobody may choose", "un mot de passe que nul ne peut choisir";
    foreign_invitation: "an invitation", "une invitation";
    foreign_reset: "a link to a new password", "un lien de nouveau mot de passe";
    foreign_operator: "a link of an operator", "un lien d’opérateur";
    foreign_support: "an address of support", "une adresse de l’assistance";
    no_place: "no place here", "sans adhésion ici";

    gone(at: &str): "its data goes on {at}", "ses données seront effacées le {at}";
    rows_in(place: &str, rows: &str): "{place}, rows: {rows}", "{place}, lignes\u{a0}: {rows}";
    core: "Common tables", "Tables communes";
    versions(set: &str, from: &str, to: &str): "{set}: version {from} to {to}", "{set}\u{a0}: version {from} à {to}";
    version(number: &str): "Version {number}", "Version {number}";
    over(limit: &str, day: &str): "{limit} – from {day} on nothing can be added", "{limit} – à partir du {day}, plus rien ne pourra être ajouté";
    to_change(reason: &str): "{reason} (to change things)", "{reason} (avec modifications)";
    may_look(time: &str): "for {time}, to look", "pour {time}, en lecture";
    may_change(time: &str): "for {time}, to change things", "pour {time}, avec modifications";
    by_notice: "at once, by the deployment’s policy", "aussitôt, selon la politique du déploiement";
    by_itself: "its time was over", "sa durée était écoulée";
    taken: "the mail server took it", "le serveur d’e-mails l’a pris";
    not_taken: "the mail server did not take it", "le serveur d’e-mails ne l’a pas pris";
    counted(what: &str, count: &str): "{what} ({count})", "{what} ({count})";

    server(name: &str, region: &str, room: &str): "{name}, region {region}, room for {room}", "{name}, région {region}, place pour {room}";
}
