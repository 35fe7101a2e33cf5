//! Words of the settings of the deployment. What each setting means stands in English where it is declared, and in French in
//! `french.rs`; those that can be changed here have a name besides, and say what comes of a change.

use crate::i18n::Locale;

crate::words! {
    title: "Settings", "Réglages";
    lead: "What this deployment runs by: each setting with its value, where that comes from, and when a change counts.", "Ce qui régit ce déploiement\u{a0}: chaque réglage avec sa valeur, sa provenance et le moment où un changement compte.";
    changeable: "Changed here", "Modifiables ici";
    changeable_note: "A change counts at once, on every server. What the environment sets is locked; what the file sets can be changed here.", "Un changement compte aussitôt, sur tous les serveurs. Ce que fixe l’environnement est verrouillé\u{a0}; ce que fixe le fichier peut être changé ici.";
    change: "Change", "Changer";
    locked: "Locked by the environment", "Verrouillé par l’environnement";
    locked_by(variable: &str): "The variable {variable} of the server’s environment sets it, and counts over what is said here. Take it out there to change the setting here.", "La variable {variable} de l’environnement du serveur le fixe et l’emporte sur ce qui est dit ici. Retirez-la pour changer le réglage ici.";
    not_default: "Not the default", "Différent du défaut";
    was_saved: "The setting is changed and counts from now on.", "Le réglage est changé et compte désormais.";
    was_reset: "The change is given up: the file counts again, or the default.", "Le changement est abandonné\u{a0}: le fichier compte de nouveau, ou le défaut.";
    at_once: "A change counts at once", "Un changement compte aussitôt";
    at_once_everywhere: "It counts at once, and on all servers within a second or two.", "Il compte aussitôt, et sur tous les serveurs en une ou deux secondes.";
    after_restart: "Read when the server starts", "Lu au démarrage du serveur";
    from_default: "Default", "Valeur par défaut";
    from_file(path: &str): "From the file {path}", "Du fichier {path}";
    from_environment(variable: &str): "From the variable {variable}", "De la variable {variable}";
    from_console(by: &str, at: &str): "Changed here by {by}, {at}", "Changé ici par {by}, {at}";
    now(value: &str, source: &str): "Now: {value}. {source}.", "Actuellement\u{a0}: {value}. {source}.";
    from_to(least: u64, most: u64): "From {least} to {most}.", "De {least} à {most}.";
    yes: "Yes", "Oui";
    no: "No", "Non";
    nothing: "Nothing", "Rien";
    reset_title: "Give the change up", "Abandonner le changement";
    reset_text: "The file counts again, or the default where the file says nothing.", "Le fichier compte de nouveau, ou le défaut si le fichier n’en dit rien.";
    reset: "Give it up", "Abandonner";

    server: "Server", "Serveur";
    mail: "Mail", "E-mails";
    database: "Database", "Base de données";
    placement: "Placement of new organisations", "Emplacement des nouvelles organisations";
    stock: "Databases made ahead", "Bases préparées d’avance";
    pool: "Databases and connections", "Bases et connexions";
    sign_up: "Sign-up", "Inscription";
    languages: "Languages", "Langues";
    new_organisations: "New organisations", "Nouvelles organisations";
    plans: "Plans", "Formules";
    deletion: "Deleted organisations", "Organisations supprimées";
    moves: "Moves", "Déplacements";
    backups: "Backups", "Sauvegardes";
    sessions: "Sessions", "Sessions";
    metrics: "Figures", "Mesures";
    log: "Log", "Journal";
    tls: "HTTPS and certificates", "HTTPS et certificats";
    domains: "Own domains", "Domaines propres";
    dns: "Name server", "Serveur de noms";
    support: "Support access", "Accès du support";
    traces: "Traces", "Traces";

    sign_up_open: "Sign-up is open", "Inscription ouverte";
    sign_up_open_doc: "Whether anybody can create an organisation at the public site. Operators always can, in the console and on the command line.", "Si chacun peut créer une organisation sur le site public. Les opérateurs le peuvent toujours, dans la console et en ligne de commande.";
    per_network: "Sign-ups of one network an hour", "Inscriptions d’un même réseau par heure";
    per_network_doc: "The most organisations that one network may create within an hour; of IPv4 a /24, of IPv6 a /64.", "Le nombre maximal d’organisations qu’un même réseau peut créer en une heure\u{a0}; en IPv4 un /24, en IPv6 un /64.";
    backup_hours: "Hours between two backups", "Heures entre deux sauvegardes";
    backup_hours_doc: "How often each organisation is backed up. 0 makes none but those that somebody asks for.", "À quel rythme chaque organisation est sauvegardée. Avec 0, seules se font celles que quelqu’un demande.";
    backup_days: "Days for which all backups are kept", "Jours pendant lesquels toutes les sauvegardes sont gardées";
    backup_days_doc: "Older ones go when the next is made, but for the last of each week and month below. The newest always stays.", "Les plus anciennes disparaissent quand la suivante est faite, hormis la dernière de chaque semaine et de chaque mois ci-dessous. La plus récente reste toujours.";
    backup_weeks: "Weeks for which the last backup of each is kept", "Semaines dont la dernière sauvegarde est gardée";
    backup_weeks_doc: "The last one of each of so many weeks stays.", "La dernière de chacune de ces semaines reste.";
    backup_months: "Months for which the last backup of each is kept", "Mois dont la dernière sauvegarde est gardée";
    backup_months_doc: "The last one of each of so many months stays.", "La dernière de chacun de ces mois reste.";
    languages_offered: "Languages that are offered", "Langues proposées";
    languages_offered_doc: "What people and organisations may choose. Who had chosen one that isn’t offered any more is shown the default; their choice is kept, and counts again when it is offered again.", "Ce que les personnes et les organisations peuvent choisir. Qui avait choisi une langue qui n’est plus proposée voit celle par défaut\u{a0}; son choix est gardé et compte de nouveau dès qu’elle l’est.";
    language_default: "Default language", "Langue par défaut";
    language_default_doc: "The language of visitors whose browser says nothing, and of new organisations for which nobody chooses another. It is one of those that are offered.", "La langue des visiteurs dont le navigateur ne dit rien, et des nouvelles organisations pour lesquelles personne n’en choisit une autre. C’est l’une de celles qui sont proposées.";
    default_time_zone: "Time zone of new organisations", "Fuseau horaire des nouvelles organisations";
    default_time_zone_doc: "It decides when a day begins. Whoever makes an organisation can choose another; whoever signs up is first offered the one that their browser tells. Organisations that there are already keep theirs.", "Il décide du début de la journée. Qui crée une organisation peut en choisir un autre\u{a0}; à qui s’inscrit est d’abord proposé celui que son navigateur indique. Les organisations existantes gardent le leur.";
    default_currency: "Currency of new organisations", "Devise des nouvelles organisations";
    default_currency_doc: "The currency of amounts. Whoever makes an organisation can choose another. Organisations that there are already keep theirs.", "La devise des montants. Qui crée une organisation peut en choisir une autre. Les organisations existantes gardent la leur.";
    default_plan: "Plan of new organisations", "Formule des nouvelles organisations";
    default_plan_doc: "The plan of whoever signs up, and of those for whom nobody chooses another.", "La formule de qui s’inscrit, et de celles pour lesquelles personne n’en choisit une autre.";
    grace_days: "Days of grace over a plan", "Jours de délai en cas de dépassement";
    grace_days_doc: "Days between the moment in which an organisation has more than its plan allows and the one from which on nothing can be added to it. Graces that have begun stay as they are.", "Jours entre le moment où une organisation dépasse sa formule et celui à partir duquel rien ne peut y être ajouté. Les délais en cours restent tels quels.";
    deletion_days: "Days until deleted data goes", "Jours avant l’effacement des données supprimées";
    deletion_days_doc: "Days between the deletion of an organisation and the removal of its data. Until then it can be restored. Deletions that were asked for stay as they are.", "Jours entre la suppression d’une organisation et l’effacement de ses données. D’ici là elle peut être restaurée. Les suppressions déjà demandées restent telles quelles.";
    mail_from: "Sender of mails", "Expéditeur des e-mails";
    mail_from_doc: "The address that mails come from. Organisations have names of their own before it. Left empty it is no-reply@ and the host of the public address.", "L’adresse d’où viennent les e-mails. Les organisations y mettent leur nom. Laissée vide, c’est no-reply@ et l’hôte de l’adresse publique.";
}

/// One that has no words here is shown by its key.
pub(super) fn section(locale: Locale, key: &str) -> String {
    let words = match key {
        "server" => server,
        "mail" => mail,
        "database" => database,
        "placement" => placement,
        "stock" => stock,
        "pool" => pool,
        "sign_up" => sign_up,
        "languages" => languages,
        "new_organisations" => new_organisations,
        "plans" => plans,
        "deletion" => deletion,
        "moves" => moves,
        "backups" => backups,
        "sessions" => sessions,
        "metrics" => metrics,
        "log" => log,
        "tls" => tls,
        "domains" => domains,
        "dns" => dns,
        "support" => support,
        "traces" => traces,
        other => return other.to_owned(),
    };
    words(locale).to_owned()
}

pub(crate) fn name(locale: Locale, key: &str) -> Option<&'static str> {
    worded(key).map(|(name, _)| name(locale))
}

pub(super) fn doc(locale: Locale, key: &str) -> Option<&'static str> {
    worded(key).map(|(_, doc)| doc(locale))
}

type Word = fn(Locale) -> &'static str;

fn worded(key: &str) -> Option<(Word, Word)> {
    Some(match key {
        "sign_up.open" => (sign_up_open, sign_up_open_doc),
        "sign_up.per_network" => (per_network, per_network_doc),
        "backups.every_hours" => (backup_hours, backup_hours_doc),
        "backups.keep_days" => (backup_days, backup_days_doc),
        "backups.keep_weeks" => (backup_weeks, backup_weeks_doc),
        "backups.keep_months" => (backup_months, backup_months_doc),
        "languages.offered" => (languages_offered, languages_offered_doc),
        "languages.default" => (language_default, language_default_doc),
        "new_organisations.time_zone" => (default_time_zone, default_time_zone_doc),
        "new_organisations.currency" => (default_currency, default_currency_doc),
        "plans.default" => (default_plan, default_plan_doc),
        "plans.grace_days" => (grace_days, grace_days_doc),
        "deletion.grace_days" => (deletion_days, deletion_days_doc),
        "mail.from" => (mail_from, mail_from_doc),
        _ => return None,
    })
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn every_section_has_words() {
        for setting in tenantry::config::settings() {
            let key = setting.key.split('.').next().unwrap_or_default();
            let titles = Locale::ALL.map(|locale| section(locale, key));
            assert!(titles.iter().all(|title| title != key), "{key}: {titles:?}");
        }
    }
}
