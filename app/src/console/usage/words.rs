//! Words of an organisation's health.

use crate::i18n::Locale;
use tenantry::overview::{Check, Verdict};

crate::words! {
    health: "Health", "Santé";
    well: "Well", "Bien";
    watch: "To watch", "À surveiller";
    bad: "Unwell", "En difficulté";
    unknown: "Not known", "Inconnu";
    all_well: "Everything that is looked at is as it should be.", "Tout ce qui est examiné est comme il doit l’être.";

    database: "Database", "Base de données";
    errors: "Errors in the last hour", "Erreurs de la dernière heure";
    latency: "Response time in the last hour", "Temps de réponse de la dernière heure";
    version: "Tables", "Tables";
    activity: "Last activity", "Dernière activité";

    answers(time: &str): "Answers within {time}", "Répond en {time}";
    unreachable: "Could not be opened or asked. The cause is in the server’s log.", "N’a pas pu être ouverte ou interrogée. La cause figure dans le journal du serveur.";
    shut: "Closed: nobody may open it now.", "Fermée\u{a0}: personne ne peut l’ouvrir pour l’instant.";
    errors_of(errors: &str, requests: &str): "{errors} of {requests} requests", "{errors} sur {requests} requêtes";
    no_requests: "Nobody came", "Personne n’est venu";
    within(time: &str): "95 of 100 within {time}", "95 sur 100 en {time}";
    newest(version: &str): "Version {version}, the newest", "Version {version}, la plus récente";
    behind(version: &str, newest: &str): "Version {version} of {newest}: the next upgrade brings the rest", "Version {version} sur {newest}\u{a0}: la prochaine mise à niveau apportera le reste";
    quarantined: "In quarantine: upgrades leave it out", "En quarantaine\u{a0}: les mises à niveau l’ignorent";
    never_read: "Never read", "Jamais lues";
    never_active: "Nobody has worked here yet", "Personne n’y a encore travaillé";
}

pub(super) fn check(locale: Locale, check: Check) -> &'static str {
    match check {
        Check::Database => database(locale),
        Check::Errors => errors(locale),
        Check::Latency => latency(locale),
        Check::Version => version(locale),
        Check::Activity => activity(locale),
    }
}

pub(super) fn verdict(locale: Locale, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Unknown => unknown(locale),
        Verdict::Well => well(locale),
        Verdict::Watch => watch(locale),
        Verdict::Bad => bad(locale),
    }
}
