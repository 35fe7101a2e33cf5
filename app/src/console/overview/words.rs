//! Words of the overview.

use crate::i18n::Locale;
use tenantry::{
    access::Plane,
    money::format_integer,
    overview::{Concern, Gravity},
};

crate::words! {
    title: "Overview", "Vue d’ensemble";
    lead: "Whether everyone is well, and if not, why.", "Tout le monde va-t-il bien, et sinon, pourquoi.";
    attention: "What needs attention", "Ce qui demande votre attention";
    all_well: "Everyone is well", "Tout le monde va bien";
    looked_at(subjects: &str): "Looked at: {subjects}. Nothing of it needs anybody.", "Examinés\u{a0}: {subjects}. Rien ne demande d’intervention.";
    of_servers: "servers", "serveurs";
    of_room: "room for data", "place pour les données";
    of_databases: "databases", "bases";
    of_errors: "errors", "erreurs";
    of_times: "waiting times", "temps d’attente";
    of_plans: "plans", "formules";
    of_upgrades: "upgrades", "mises à niveau";
    of_tables: "tables", "tables";
    of_new: "new organisations", "créations d’organisations";
    of_moves: "moves", "déplacements";
    of_backups: "backups", "sauvegardes";
    of_deletions: "deletions", "suppressions";
    of_mails: "mails", "messages";
    of_jobs: "work in the background", "travaux de fond";
    of_domains: "own domains", "domaines propres";
    of_certificates: "certificates", "certificats";
    none_title: "There is no organisation yet", "Il n’y a pas encore d’organisation";
    none: "Create the first one. What it does shows here from then on.", "Créez la première. Son activité s’affichera ici dès lors.";
    grave: "Grave", "Grave";
    watch: "To watch", "À surveiller";
    note: "For your information", "Pour information";

    settled: "This concerns nobody any more.", "Cela ne concerne plus personne.";

    own_server: "The deployment’s own PostgreSQL server", "Le serveur PostgreSQL propre du déploiement";
    public_site: "The public site", "Le site public";
    console_site: "The console", "La console";
    own_mails: "The console’s own mails", "Les messages propres de la console";
    own_directory: "The deployment’s data directory", "Le répertoire des données du déploiement";
    run: "The last run", "La dernière exécution";
    and_more(count: &str): "and {count} more", "et {count} autres";
    errors_of(errors: &str, requests: &str): "{errors} errors in {requests} requests", "{errors} erreurs sur {requests} requêtes";
    errors_in_log(errors: &str, requests: &str): "{errors} errors in {requests} requests; the causes are in the server’s log", "{errors} erreurs sur {requests} requêtes\u{a0}; les causes figurent dans le journal du serveur";
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
    site_failing: "The public site or the console has many errors", "Le site public ou la console rencontre beaucoup d’erreurs";
    sites_failing: "sites of the deployment’s own have many errors: the public one and the console", "sites propres au déploiement rencontrent beaucoup d’erreurs\u{a0}: le site public et la console";
    site_slow: "People wait for the pages of the public site or the console", "Les pages du site public ou de la console se font attendre";
    sites_slow: "sites of the deployment’s own have pages that people wait for: the public one and the console", "sites propres au déploiement ont des pages qui se font attendre\u{a0}: le site public et la console";
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
    backup_failed: "A backup could not be made, or is damaged", "Une sauvegarde a échoué ou est endommagée";
    backups_failed: "organisations have a backup that could not be made or is damaged", "organisations ont une sauvegarde en échec ou endommagée";
    mails_wait: "Mails could not be sent for some time; they are tried again by themselves", "Des messages ne partent pas depuis quelque temps\u{a0}; de nouveaux essais ont lieu d’eux-mêmes";
    many_mails_wait: "senders have mails that could not be sent for some time; they are tried again by themselves", "expéditeurs ont des messages qui ne partent pas depuis quelque temps\u{a0}; de nouveaux essais ont lieu d’eux-mêmes";
    mail_failed: "Mails could not be sent, and were given up", "Des messages n’ont pas pu être envoyés et ont été abandonnés";
    mails_failed: "senders have mails that could not be sent and were given up", "expéditeurs ont des messages qui n’ont pas pu être envoyés et ont été abandonnés";
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
    near_limit: "An organisation has nearly as much as its plan allows", "Une organisation approche d’une limite de sa formule";
    many_near_limit: "organisations have nearly as much as their plan allows", "organisations approchent d’une limite de leur formule";
    deletion_soon: "The data of a deleted organisation goes within a week", "Les données d’une organisation supprimée seront effacées sous une semaine";
    deletions_soon: "deleted organisations lose their data within a week", "organisations supprimées perdront leurs données sous une semaine";

    to_servers: "Show the servers", "Voir les serveurs";
    to_fleet: "Show the fleet", "Voir la flotte";
    to_charts: "Show the charts", "Voir les graphiques";
    to_run: "Show the run", "Voir l’exécution";
    to_deleted: "Show the deleted ones", "Voir les supprimées";
    to_quarantined: "Show those in quarantine", "Voir les quarantaines";
    to_drift: "Compare the tables", "Comparer les tables";
    to_certificates: "Show the certificates", "Voir les certificats";
    to_organisation: "Show its health", "Voir son état";
    to_mails: "Show its mails", "Voir ses messages";
    to_mail_settings: "Check the mail server", "Vérifier le serveur d’e-mails";
    to_all: "Show all of them", "Les voir toutes";
    to_plan: "Show its plan", "Voir sa formule";
    to_move: "Move it", "La déplacer";
    to_backups: "Show its backups", "Voir ses sauvegardes";
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
    connections_used(used: &str, most: &str): "{used} of {most} connections that all nodes together may have", "{used} connexions sur les {most} que peuvent avoir tous les nœuds ensemble";
}

/// What the deployment serves beside the organisations, by its plane.
pub(super) fn site(locale: Locale, plane: &str) -> &'static str {
    if plane == Plane::Public.name() { public_site(locale) } else { console_site(locale) }
}

/// What is the matter, with how many when it is more than one.
pub(super) fn concern(locale: Locale, concern: Concern, count: i64) -> String {
    let (one, many) = match concern {
        Concern::ServerUnreachable => (server_unreachable(locale), servers_unreachable(locale)),
        Concern::DatabaseUnreachable => (database_unreachable(locale), databases_unreachable(locale)),
        Concern::Failing => (failing(locale), many_failing(locale)),
        Concern::SiteFailing => (site_failing(locale), sites_failing(locale)),
        Concern::SiteSlow => (site_slow(locale), sites_slow(locale)),
        Concern::Restricted => (restricted(locale), many_restricted(locale)),
        Concern::Slow => (slow(locale), many_slow(locale)),
        Concern::OverPlan => (over_plan(locale), many_over_plan(locale)),
        Concern::UpgradeHalted => (upgrade_halted(locale), upgrade_halted(locale)),
        Concern::DeletionFailed => (deletion_failed(locale), deletions_failed(locale)),
        Concern::Quarantined => (quarantined(locale), many_quarantined(locale)),
        Concern::Drifted => (drifted(locale), many_drifted(locale)),
        Concern::MoveFailed => (move_failed(locale), moves_failed(locale)),
        Concern::BackupFailed => (backup_failed(locale), backups_failed(locale)),
        Concern::MailsWait => (mails_wait(locale), many_mails_wait(locale)),
        Concern::MailFailed => (mail_failed(locale), mails_failed(locale)),
        Concern::JobFailed => (job_failed(locale), jobs_failed(locale)),
        Concern::DomainFailing => (domain_failing(locale), domains_failing(locale)),
        Concern::CertificateFailed => (certificate_failed(locale), certificates_failed(locale)),
        Concern::ProvisioningFailed => (provisioning_failed(locale), provisionings_failed(locale)),
        Concern::ServerFull => (server_full(locale), servers_full(locale)),
        Concern::DeletionSoon => (deletion_soon(locale), deletions_soon(locale)),
        Concern::NearLimit => (near_limit(locale), many_near_limit(locale)),
    };
    if count <= 1 { one.to_owned() } else { format!("{} {many}", format_integer(count, locale)) }
}

/// All that was looked at when nothing needs anybody. What isn't counted can't be.
pub(super) fn all_well_text(locale: Locale, is_counted: bool) -> String {
    let counted = |concern: &Concern| {
        !matches!(concern, Concern::Failing | Concern::SiteFailing | Concern::Slow | Concern::SiteSlow)
    };
    let mut subjects: Vec<&str> = Vec::new();
    for concern in Concern::ALL.into_iter().filter(|concern| is_counted || counted(concern)) {
        let subject = subject(locale, concern);
        if !subjects.contains(&subject) {
            subjects.push(subject);
        }
    }
    looked_at(locale, &subjects.join(", "))
}

fn subject(locale: Locale, concern: Concern) -> &'static str {
    match concern {
        Concern::ServerUnreachable => of_servers(locale),
        Concern::ServerFull => of_room(locale),
        Concern::DatabaseUnreachable => of_databases(locale),
        Concern::Failing | Concern::SiteFailing => of_errors(locale),
        Concern::Slow | Concern::SiteSlow => of_times(locale),
        Concern::Restricted | Concern::OverPlan | Concern::NearLimit => of_plans(locale),
        Concern::UpgradeHalted | Concern::Quarantined => of_upgrades(locale),
        Concern::Drifted => of_tables(locale),
        Concern::ProvisioningFailed => of_new(locale),
        Concern::MoveFailed => of_moves(locale),
        Concern::BackupFailed => of_backups(locale),
        Concern::DeletionFailed | Concern::DeletionSoon => of_deletions(locale),
        Concern::MailsWait | Concern::MailFailed => of_mails(locale),
        Concern::JobFailed => of_jobs(locale),
        Concern::DomainFailing => of_domains(locale),
        Concern::CertificateFailed => of_certificates(locale),
    }
}

pub(super) fn gravity(locale: Locale, gravity: Gravity) -> &'static str {
    match gravity {
        Gravity::Grave => grave(locale),
        Gravity::Watch => watch(locale),
        Gravity::Note => note(locale),
    }
}
