//! Words of an organisation's health.

use crate::i18n::Locale;
use tenantry::{
    jobs::JobKind,
    overview::{Check, Verdict},
};

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
    drift: "Tables against a clean install", "Tables face à une installation neuve";
    domains: "Own domains", "Domaines propres";
    certificate: "Certificate", "Certificat";
    quota: "Plan", "Formule";
    snapshots: "Snapshots before upgrades", "Instantanés d’avant les mises à niveau";
    jobs: "Work in the background in the last hour", "Travaux de fond de la dernière heure";
    mails: "Mails", "Messages";
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
    drifted(day: &str): "Other ones than a clean install’s since {day}", "Différentes d’une installation neuve depuis le {day}";
    clean: "Those of a clean install when they were read last", "Celles d’une installation neuve à la dernière lecture";
    no_domains: "It has none that is verified", "Elle n’en a aucun de vérifié";
    domains_served(hosts: &str): "Domains that lead here: {hosts}", "Domaines qui mènent ici\u{a0}: {hosts}";
    domain_fails(host: &str, day: &str): "{host}: its records are gone; it is served until {day}", "{host}\u{a0}: ses enregistrements ont disparu\u{a0}; il est servi jusqu’au {day}";
    domain_lost(host: &str): "{host}: its records were gone for too long, and it leads here no more", "{host}\u{a0}: ses enregistrements ont disparu trop longtemps et il ne mène plus ici";
    to_fleet: "Show the fleet", "Voir la flotte";
    to_usage: "Show its usage", "Voir son utilisation";
    to_plan: "Show its plan", "Voir sa formule";
    to_upgrades: "Show the upgrades", "Voir les mises à niveau";
    to_drift: "Compare the tables", "Comparer les tables";
    to_domains: "Show its domains", "Voir ses domaines";
    to_certificates: "Show the certificates", "Voir les certificats";
    to_mail_server: "Check the mail server", "Vérifier le serveur d’e-mails";
    used_of(limit: &str, used: &str, most: &str): "{limit}: {used} of {most}", "{limit}\u{a0}: {used} sur {most}";
    not_in_plan(modules: &str): "not in its plan: {modules}", "hors formule\u{a0}: {modules}";
    no_limits: "Its plan has no limits", "Sa formule est sans limites";
    no_quota: "Not judged now", "Pas examinée en ce moment";
    grace_until(day: &str): "From {day} on nothing can be added", "À partir du {day}, plus rien ne pourra être ajouté";
    grace_ended: "The grace is over: nothing can be added", "Le délai est écoulé\u{a0}: plus rien ne peut être ajouté";
    snapshot_of(at: &str): "It can be taken back to {at}, before its last upgrade", "Retour possible au {at}, avant sa dernière mise à niveau";
    no_snapshot: "None", "Aucun";
    backups: "Backups", "Sauvegardes";
    backup_of(at: &str, size: &str): "The last holds the data of {at}, {size}.", "La dernière contient les données du {at}, {size}.";
    no_backup: "None is made by itself, and nobody asked for one.", "Aucune ne se fait d’elle-même et personne n’en a demandé.";
    no_backup_yet: "None yet.", "Aucune pour l’instant.";
    backup_fails(why: &str): "The last try failed: {why}.", "Le dernier essai a échoué\u{a0}: {why}.";
    backup_damaged: "The file of one is damaged or gone.", "Le fichier de l’une d’elles est endommagé ou a disparu.";
    backup_late: "The schedule’s time is over.", "L’échéance planifiée est dépassée.";
    to_backups: "Show its backups", "Voir ses sauvegardes";
    backup: "Backing up its data", "Sauvegarde de ses données";
    no_certificate: "None is ordered here", "Aucun n’est commandé ici";
    certificate_until(day: &str): "Valid until {day}", "Valable jusqu’au {day}";
    renewal_fails(host: &str, error: &str): "{host}: the renewal fails ({error})", "{host}\u{a0}: le renouvellement échoue ({error})";
    order_fails(host: &str, error: &str): "{host}: visitors get no page, since the order fails ({error})", "{host}\u{a0}: les visiteurs n’obtiennent aucune page, car la commande échoue ({error})";
    is_ordered(host: &str): "{host}: it is being ordered", "{host}\u{a0}: la commande est en cours";
    jobs_done(done: &str, failed: &str): "{done} done, {failed} failed", "{done} sans erreur, {failed} en échec";
    mails_done(sent: &str, failed: &str): "{sent} sent, {failed} failed in the last hour", "{sent} envoyés, {failed} en échec durant la dernière heure";
    no_mails: "None in the last hour", "Aucun durant la dernière heure";
    no_jobs: "There was nothing to do", "Il n’y avait rien à faire";
    job_fails(job: &str, reason: &str): "{job}: {reason}", "{job}\u{a0}: {reason}";
    job_failed_at(times: &str, at: &str): "Tries that failed in a row: {times}, the last {at}. It is tried again by itself.", "Essais échoués de suite\u{a0}: {times}, le dernier {at}. Un nouvel essai aura lieu de lui-même.";
    publication: "Publishing its brand", "Publication de sa marque";
    domain: "Looking at its domains", "Examen de ses domaines";
    certificate_order: "Ordering a certificate", "Commande d’un certificat";
    export: "Exporting its data", "Export de ses données";
    moving: "Moving its data", "Déplacement de ses données";
    upgrade: "Upgrading its tables", "Mise à niveau de ses tables";
    removal: "Removing its data", "Effacement de ses données";
    figures: "Counting what there is of it", "Relevé de ses chiffres";
    plan: "Judging its plan", "Vérification de sa formule";
    never_active: "Nobody has worked here yet", "Personne n’y a encore travaillé";
}

pub(super) fn check(locale: Locale, check: Check) -> &'static str {
    match check {
        Check::Database => database(locale),
        Check::Errors => errors(locale),
        Check::Latency => latency(locale),
        Check::Version => version(locale),
        Check::Drift => drift(locale),
        Check::Domains => domains(locale),
        Check::Certificate => certificate(locale),
        Check::Quota => quota(locale),
        Check::Backups => backups(locale),
        Check::Snapshots => snapshots(locale),
        Check::Jobs => jobs(locale),
        Check::Mails => mails(locale),
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

pub(in crate::console) fn job(locale: Locale, kind: JobKind) -> &'static str {
    match kind {
        JobKind::Publication => publication(locale),
        JobKind::Domain => domain(locale),
        JobKind::Certificate => certificate_order(locale),
        JobKind::Export => export(locale),
        JobKind::Backup => backup(locale),
        JobKind::Move => moving(locale),
        JobKind::Upgrade => upgrade(locale),
        JobKind::Removal => removal(locale),
        JobKind::Figures => figures(locale),
        JobKind::Plan => plan(locale),
    }
}
