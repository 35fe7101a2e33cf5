//! Words of the overview.

use crate::i18n::Locale;
use tenantry::{
    money::format_integer,
    overview::{Concern, Gravity},
};

crate::words! {
    title: "Overview", "Vue d’ensemble";
    lead: "Whether everyone is well, and if not, why.", "Tout le monde va-t-il bien, et sinon, pourquoi.";
    attention: "What needs attention", "Ce qui demande votre attention";
    all_well: "Everyone is well", "Tout le monde va bien";
    all_well_text: "No database, server, upgrade, move, certificate or deletion needs anybody.", "Aucune base, aucun serveur, aucune mise à niveau, aucun déplacement, aucun certificat ni aucune suppression ne demande d’intervention.";
    none_title: "There is no organisation yet", "Il n’y a pas encore d’organisation";
    none: "Create the first one. What it does shows here from then on.", "Créez la première. Son activité s’affichera ici dès lors.";
    grave: "Grave", "Grave";
    watch: "To watch", "À surveiller";
    note: "For your information", "Pour information";

    settled: "This concerns nobody any more.", "Cela ne concerne plus personne.";

    own_server: "The deployment’s own PostgreSQL server", "Le serveur PostgreSQL propre du déploiement";
    own_directory: "The deployment’s data directory", "Le répertoire des données du déploiement";
    run: "The last run", "La dernière exécution";
    and_more(count: &str): "and {count} more", "et {count} autres";
    errors_of(errors: &str, requests: &str): "{errors} errors in {requests} requests", "{errors} erreurs sur {requests} requêtes";
    slow_of(slow: &str, requests: &str): "{slow} of {requests} requests took longer than a second", "{slow} requêtes sur {requests} ont pris plus d’une seconde";
    nothing_since(limit: &str, day: &str): "{limit}: nothing can be added since {day}", "{limit}\u{a0}: plus rien ne peut être ajouté depuis le {day}";
    nothing_from(limit: &str, day: &str): "{limit}: from {day} on nothing can be added", "{limit}\u{a0}: à partir du {day}, plus rien ne pourra être ajouté";
    stopped_at(step: &str): "stopped at this step: {step}", "arrêtée à cette étape\u{a0}: {step}";
    free_on_disk(bytes: &str): "{bytes} free on its disk", "{bytes} libres sur son disque";
    tried_again: "it is tried again by itself; the cause is in the server’s log", "un nouvel essai a lieu de lui-même\u{a0}; la cause figure dans le journal du serveur";
    since(day: &str): "since {day}", "depuis le {day}";
    filled(tenants: &str, capacity: &str): "{tenants} of {capacity} places taken", "{tenants} places prises sur {capacity}";
    goes(day: &str): "goes on {day}", "effacée le {day}";

    server_unreachable: "A server of databases does not answer", "Un serveur de bases ne répond pas";
    servers_unreachable: "servers of databases do not answer", "serveurs de bases ne répondent pas";
    database_unreachable: "A database could not be opened", "Une base n’a pas pu être ouverte";
    databases_unreachable: "databases could not be opened", "bases n’ont pas pu être ouvertes";
    failing: "An organisation has many errors", "Une organisation rencontre beaucoup d’erreurs";
    many_failing: "organisations have many errors", "organisations rencontrent beaucoup d’erreurs";
    restricted: "An organisation has more than its plan allows, and can add nothing any more", "Une organisation dépasse sa formule et ne peut plus rien ajouter";
    many_restricted: "organisations have more than their plan allows, and can add nothing any more", "organisations dépassent leur formule et ne peuvent plus rien ajouter";
    slow: "People wait for the pages of an organisation", "Les pages d’une organisation se font attendre";
    many_slow: "organisations have pages that people wait for", "organisations ont des pages qui se font attendre";
    over_plan: "An organisation has more than its plan allows", "Une organisation dépasse sa formule";
    many_over_plan: "organisations have more than their plan allows", "organisations dépassent leur formule";
    upgrade_halted: "The upgrade has halted", "La mise à niveau s’est arrêtée";
    deletion_failed: "A deletion does not get on", "Une suppression n’avance pas";
    deletions_failed: "deletions do not get on", "suppressions n’avancent pas";
    quarantined: "An organisation is in quarantine", "Une organisation est en quarantaine";
    many_quarantined: "organisations are in quarantine", "organisations sont en quarantaine";
    drifted: "The tables of an organisation differ from a clean install", "Les tables d’une organisation diffèrent d’une installation neuve";
    many_drifted: "organisations have tables that differ from a clean install", "organisations ont des tables qui diffèrent d’une installation neuve";
    move_failed: "A move was taken back", "Un déplacement a été annulé";
    moves_failed: "moves were taken back", "déplacements ont été annulés";
    mail_failed: "The mails of an organisation could not be sent", "Les messages d’une organisation n’ont pas pu être envoyés";
    mails_failed: "organisations have mails that could not be sent", "organisations ont des messages qui n’ont pas pu être envoyés";
    job_failed: "Work in the background fails for an organisation", "Un travail de fond échoue pour une organisation";
    jobs_failed: "organisations have work in the background that fails", "organisations ont un travail de fond qui échoue";
    domain_failing: "The records of an organisation’s own domain are gone", "Les enregistrements du domaine d’une organisation ont disparu";
    domains_failing: "domains of organisations have lost their records", "domaines d’organisations ont perdu leurs enregistrements";
    certificate_failed: "A host’s certificate could not be ordered", "Le certificat d’un hôte n’a pas pu être commandé";
    certificates_failed: "hosts have a certificate that could not be ordered", "hôtes ont un certificat qui n’a pas pu être commandé";
    provisioning_failed: "An organisation could not be created", "Une organisation n’a pas pu être créée";
    provisionings_failed: "organisations could not be created", "organisations n’ont pas pu être créées";
    server_full: "A place for organisations’ data has little room left", "Un emplacement des données est presque plein";
    servers_full: "places for organisations’ data have little room left", "emplacements des données sont presque pleins";
    deletion_soon: "The data of a deleted organisation goes within a week", "Les données d’une organisation supprimée seront effacées sous une semaine";
    deletions_soon: "deleted organisations lose their data within a week", "organisations supprimées perdront leurs données sous une semaine";

    to_servers: "Show the servers", "Voir les serveurs";
    to_fleet: "Show the fleet", "Voir la flotte";
    to_run: "Show the run", "Voir l’exécution";
    to_deleted: "Show the deleted ones", "Voir les supprimées";
    to_quarantined: "Show those in quarantine", "Voir les quarantaines";
    to_drift: "Compare the tables", "Comparer les tables";
    to_certificates: "Show the certificates", "Voir les certificats";
    to_organisation: "Show its health", "Voir son état";
    to_all: "Show all of them", "Les voir toutes";
    to_plan: "Show its plan", "Voir sa formule";
    to_move: "Move it", "La déplacer";
    to_domains: "Show its domains", "Voir ses domaines";
    to_places: "Show how full it is", "Voir son remplissage";
    to_new_server: "Register a server", "Enregistrer un serveur";
    to_new: "Try again", "Réessayer";

    organisations: "Organisations", "Organisations";
    by_status: "Organisations by status and plan", "Organisations par état et formule";
    count: "Number", "Nombre";
    deleted: "Deleted, still in their grace", "Supprimées, encore dans leur délai";
    new_and_lost(new: &str, lost: &str): "This month: {new} new, {lost} lost", "Ce mois-ci\u{a0}: {new} nouvelles, {lost} perdues";
    changes: "New and lost organisations", "Organisations nouvelles et perdues";
    new: "New", "Nouvelles";
    lost: "Lost", "Perdues";
    month: "Month", "Mois";
    failed_work: "Work that failed in 30 days", "Travaux en échec sur 30 jours";
    failed_work_short: "Failed work", "Travaux en échec";
    in_thirty_days: "In the last 30 days", "Sur les 30 derniers jours";
    provisionings: "Organisations being created", "Créations d’organisations";
    moves: "Moves", "Déplacements";
    upgrades: "Upgrades", "Mises à niveau";
    deletions: "Deletions", "Suppressions";
    jobs: "Tries at work in the background", "Essais de travaux de fond";
    mails: "Mails", "Messages";
    servers: "Servers", "Serveurs";
    places: "The deployment’s own place", "L’emplacement propre du déploiement";
    place: "Place", "Emplacement";
    their_databases: "Their databases", "Leurs bases";
    fill: "Fill", "Remplissage";
    fill_unknown: "not known", "inconnu";
    disk_filled(used: &str, whole: &str): "{used} of {whole} of its disk", "{used} sur {whole} de son disque";
    connections_used(used: &str, most: &str): "{used} of {most} connections of this process", "{used} connexions sur {most} pour ce processus";
}

/// What is the matter, with how many when it is more than one.
pub(super) fn concern(locale: Locale, concern: Concern, count: i64) -> String {
    let (one, many) = match concern {
        Concern::ServerUnreachable => (server_unreachable(locale), servers_unreachable(locale)),
        Concern::DatabaseUnreachable => (database_unreachable(locale), databases_unreachable(locale)),
        Concern::Failing => (failing(locale), many_failing(locale)),
        Concern::Restricted => (restricted(locale), many_restricted(locale)),
        Concern::Slow => (slow(locale), many_slow(locale)),
        Concern::OverPlan => (over_plan(locale), many_over_plan(locale)),
        Concern::UpgradeHalted => (upgrade_halted(locale), upgrade_halted(locale)),
        Concern::DeletionFailed => (deletion_failed(locale), deletions_failed(locale)),
        Concern::Quarantined => (quarantined(locale), many_quarantined(locale)),
        Concern::Drifted => (drifted(locale), many_drifted(locale)),
        Concern::MoveFailed => (move_failed(locale), moves_failed(locale)),
        Concern::MailFailed => (mail_failed(locale), mails_failed(locale)),
        Concern::JobFailed => (job_failed(locale), jobs_failed(locale)),
        Concern::DomainFailing => (domain_failing(locale), domains_failing(locale)),
        Concern::CertificateFailed => (certificate_failed(locale), certificates_failed(locale)),
        Concern::ProvisioningFailed => (provisioning_failed(locale), provisionings_failed(locale)),
        Concern::ServerFull => (server_full(locale), servers_full(locale)),
        Concern::DeletionSoon => (deletion_soon(locale), deletions_soon(locale)),
    };
    if count <= 1 { one.to_owned() } else { format!("{} {many}", format_integer(count, locale)) }
}

pub(super) fn gravity(locale: Locale, gravity: Gravity) -> &'static str {
    match gravity {
        Gravity::Grave => grave(locale),
        Gravity::Watch => watch(locale),
        Gravity::Note => note(locale),
    }
}
