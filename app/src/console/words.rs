//! Words of the console.

use crate::i18n::Locale;
use tenantry::{
    money::{format_decimal, format_integer},
    provisioning::Step,
    tenants::TenantStatus,
};

crate::words! {
    lead: "Every organisation of this deployment.", "Toutes les organisations de ce déploiement.";
    all: "All", "Toutes";
    all_active: "Active", "Actives";
    all_suspended: "Suspended", "Suspendues";
    all_maintenance: "Maintenance", "Maintenance";
    search: "Name or address", "Nom ou adresse";
    /// The list's name in the name of its file.
    file_name: "organisations", "organisations";
    address: "Address", "Adresse";
    plan: "Plan", "Formule";
    all_plans: "All plans", "Toutes les formules";
    size: "Data", "Données";
    size_in_bytes: "Data (bytes)", "Données (octets)";
    created: "Created", "Création";
    last_active: "Last activity", "Dernière activité";
    never: "None yet", "Aucune";
    none_title: "There is no organisation yet", "Il n’y a pas encore d’organisation";
    none: "Create the first one: it has its own address and its own database a moment later.", "Créez la première\u{a0}: elle aura son adresse et sa base de données l’instant d’après.";
    none_found_title: "No organisation matches", "Aucune organisation ne correspond";
    none_found: "Try another name or address, or another status.", "Essayez un autre nom, une autre adresse ou un autre état.";
    show_all: "Show all", "Tout afficher";

    active: "Active", "Active";
    suspended: "Suspended", "Suspendue";
    maintenance: "Maintenance", "Maintenance";
    provisioning: "Being created", "En création";

    open: "Open", "Ouvrir";
    show: "Show in the console", "Voir dans la console";
    facts: "Facts", "Informations";
    status_reason: "Why it is closed", "Motif de la fermeture";
    hosts: "Addresses", "Adresses";
    modules: "Modules", "Modules";
    no_modules: "None", "Aucun";
    placement: "Placement", "Emplacement";
    all_places: "All placements", "Tous les emplacements";
    on_server(name: &str): "On the server {name}", "Sur le serveur {name}";
    placement_sqlite: "SQLite file", "Fichier SQLite";
    placement_postgres: "PostgreSQL database", "Base PostgreSQL";
    placement_schema: "PostgreSQL schema", "Schéma PostgreSQL";
    placement_server: "PostgreSQL database on another server", "Base PostgreSQL sur un autre serveur";
    time_zone: "Time zone", "Fuseau horaire";
    currency: "Currency", "Devise";

    invite_title: "Access", "Accès";
    invite_text: "When nobody can sign in as an owner any more, make a link for one. It works once, within 72 hours.", "Quand plus personne ne peut se connecter comme propriétaire, créez un lien pour l’un d’eux. Il fonctionne une seule fois, pendant 72 heures.";
    invite: "New invitation link", "Nouveau lien d’invitation";
    make_link: "Create the link", "Créer le lien";

    suspend_title: "Suspend", "Suspendre";
    suspend_text: "Its pages close at once for everybody. Members who sign in read the reason. Nothing is deleted, and you can resume it at any time.", "Ses pages se ferment aussitôt pour tous. Les membres qui se connectent lisent le motif. Rien n’est supprimé, et vous pourrez la rétablir à tout moment.";
    suspend_ask: "Suspend this organisation", "Suspendre cette organisation";
    suspend(name: &str): "Suspend {name}", "Suspendre {name}";
    reason: "Reason", "Motif";
    reason_hint: "Its members read it as you write it.", "Ses membres le lisent tel que vous l’écrivez.";
    resume_title: "Resume", "Rétablir";
    resume_text: "Its pages open again at once, with everything as it was.", "Ses pages rouvrent aussitôt, avec tout ce qu’elles contenaient.";
    resume: "Resume this organisation", "Rétablir cette organisation";
    was_suspended: "The organisation is suspended.", "L’organisation est suspendue.";
    was_resumed: "The organisation is open again.", "L’organisation est de nouveau ouverte.";

    rename_title: "Address", "Adresse";
    rename_text: "Give it another name in its address. The old address leads to the new one for 90 days, and nobody else can have it meanwhile.", "Donnez-lui un autre nom dans son adresse. L’ancienne adresse mène à la nouvelle pendant 90 jours, et personne d’autre ne peut la prendre entre-temps.";
    rename_ask: "Change the address", "Changer l’adresse";
    new_address: "New address", "Nouvelle adresse";
    rename(slug: &str): "Rename {slug}; everybody signs in again", "Renommer {slug}\u{a0}; chacun se reconnecte";
    was_renamed: "The organisation has its new address. Its people sign in again there.", "L’organisation a sa nouvelle adresse. Ses membres s’y reconnectent.";

    delete_title: "Delete", "Supprimer";
    delete_text: "For an organisation that has come to its end.", "Pour une organisation qui a pris fin.";
    delete_ask: "Delete this organisation", "Supprimer cette organisation";
    delete_what: "It closes at once and everybody is signed out. All of its data is written to a file, and removed with its backups when the grace is over; until then you can restore it. People who belong to no other organisation lose their account then.", "Elle ferme aussitôt et tout le monde est déconnecté. Toutes ses données sont écrites dans un fichier, puis effacées avec ses sauvegardes à la fin du délai\u{a0}; jusque-là vous pouvez la restaurer. Les personnes qui n’appartiennent à aucune autre organisation perdent alors leur compte.";
    type_to_confirm(slug: &str): "Type {slug} to confirm", "Tapez {slug} pour confirmer";
    deletion_reason: "Why it is deleted", "Pourquoi elle est supprimée";
    delete(name: &str): "Delete {name}", "Supprimer {name}";
    was_deleted: "The organisation is deleted.", "L’organisation est supprimée.";
    deleted_gone(day: &str): "Deleted, gone on {day}", "Supprimée, effacée le {day}";
    deleted_title(moment: &str): "Deleted. Its data goes on {moment}.", "Supprimée. Ses données seront effacées le {moment}.";
    is_deleted(moment: &str, by: &str): "Deleted on {moment} by {by}.", "Supprimée le {moment} par {by}.";
    is_being_erased: "Its data is being removed: there is no way back.", "Ses données sont en cours d’effacement\u{a0}: il n’y a pas de retour possible.";
    exported(path: &str): "All of its data is in this file on the server: {path}", "Toutes ses données sont dans ce fichier du serveur\u{a0}: {path}";
    not_exported_yet: "Its data has not been written to a file yet. Nothing is removed before it is.", "Ses données n’ont pas encore été écrites dans un fichier. Rien n’est effacé avant.";
    no_export: "There is no final export.", "Il n’y a pas d’export final.";
    deletion_failed: "The last attempt failed and will be made again. The cause is in the server’s log.", "La dernière tentative a échoué et sera refaite. La cause figure dans le journal du serveur.";
    restore_title: "Restore", "Restaurer";
    restore_text: "Its pages open again at once, with everything as it was. Its people sign in again.", "Ses pages rouvrent aussitôt, avec tout ce qu’elles contenaient. Ses membres se reconnectent.";
    restore: "Restore this organisation", "Restaurer cette organisation";
    grace_title: "Grace", "Délai";
    grace_text: "How long its data stays before it is removed.", "La durée pendant laquelle ses données restent avant d’être effacées.";
    grace_ask: "Change the grace", "Changer le délai";
    grace_days: "Days", "Jours";
    grace_hint: "Counted from the day of the deletion. With 0 its data is removed within a minute of the final export, and nothing brings it back.", "À compter du jour de la suppression. Avec 0, ses données sont effacées dans la minute qui suit l’export final, et rien ne les ramène.";
    grace_set: "Set the grace", "Fixer le délai";
    grace_was_set: "The grace is changed.", "Le délai est changé.";
    was_restored: "The organisation is restored.", "L’organisation est restaurée.";

    lock_title: "Deletion lock", "Verrou de suppression";
    lock_text: "Lock it, and nobody can delete it until it is unlocked.", "Verrouillez-la\u{a0}: personne ne pourra la supprimer avant qu’elle soit déverrouillée.";
    locked_text(moment: &str): "Locked since {moment}: nobody can delete it, and nothing of it is removed.", "Verrouillée depuis le {moment}\u{a0}: personne ne peut la supprimer, et rien n’en est effacé.";
    lock: "Lock against deletion", "Verrouiller contre la suppression";
    unlock: "Unlock", "Déverrouiller";
    was_locked: "The organisation is locked against deletion.", "L’organisation est verrouillée contre la suppression.";
    was_unlocked: "The organisation can be deleted again.", "L’organisation peut de nouveau être supprimée.";

    new_lead: "It is ready a moment later; its administrator comes in by a link that you hand over.", "Elle est prête l’instant d’après\u{a0}; son administrateur entre par un lien que vous lui remettez.";
    plan_and_place: "Plan and placement", "Formule et emplacement";
    in_region(region: &str): "In region {region}, on the server filled least", "Dans la région {region}, sur le serveur le moins rempli";
    by_policy: "By the policy of placements", "Selon la politique d’emplacement";
    administrator: "Administrator", "Administrateur";
    administrator_lead: "The first owner. The account that joins bears this address.", "Premier propriétaire. Le compte qui rejoint l’organisation porte cette adresse.";
    administrator_name: "Administrator’s name", "Nom de l’administrateur";
    administrator_email: "Administrator’s e-mail address", "Adresse e-mail de l’administrateur";
    create: "Create the organisation", "Créer l’organisation";

    done_title(host: &str): "{host} is open", "{host} est ouverte";
    link_text: "Hand this link to the administrator in a way that nobody else reads. It works once, within 72 hours.", "Remettez ce lien à l’administrateur par un moyen que personne d’autre ne lit. Il fonctionne une seule fois, pendant 72 heures.";
    link_gone: "The administrator’s link is no longer shown. You can make a new one on the organisation’s page.", "Le lien de l’administrateur n’est plus affiché. Vous pouvez en créer un nouveau sur la page de l’organisation.";
    copy_link: "Copy the link", "Copier le lien";
    failed_title(step: &str): "It failed at this step: {step}", "Échec à cette étape\u{a0}: {step}";
    failed: "Everything was undone and the address is free again. The cause is in the server’s log.", "Tout a été annulé et l’adresse est de nouveau libre. La cause figure dans le journal du serveur.";

    waiting: "waiting", "en attente";
    running: "running", "en cours";
    done: "done", "terminé";
    step_failed: "failed", "échec";
    undone: "undone", "annulé";

    step_validate: "Check what was entered", "Vérifier la saisie";
    step_reserve: "Reserve the address", "Réserver l’adresse";
    step_database: "Create the database", "Créer la base de données";
    step_brand: "Lay out settings and brand", "Préparer les paramètres et l’identité visuelle";
    step_administrator: "Invite the administrator", "Inviter l’administrateur";
    step_modules: "Turn the modules on", "Activer les modules";
    step_activate: "Open the doors", "Ouvrir les portes";
}

pub(crate) fn status(locale: Locale, status: TenantStatus) -> &'static str {
    match status {
        TenantStatus::Active => active(locale),
        TenantStatus::Suspended => suspended(locale),
        TenantStatus::Maintenance => maintenance(locale),
        TenantStatus::Provisioning => provisioning(locale),
    }
}

pub(super) fn step(locale: Locale, step: Step) -> &'static str {
    match step {
        Step::Validate => step_validate(locale),
        Step::Reserve => step_reserve(locale),
        Step::Database => step_database(locale),
        Step::Brand => step_brand(locale),
        Step::Administrator => step_administrator(locale),
        Step::Modules => step_modules(locale),
        Step::Activate => step_activate(locale),
    }
}

pub(super) fn placement_name(locale: Locale, key: &str) -> String {
    match key {
        "sqlite" => placement_sqlite(locale).to_owned(),
        "postgres-database" => placement_postgres(locale).to_owned(),
        "postgres-schema" => placement_schema(locale).to_owned(),
        "postgres-server" => placement_server(locale).to_owned(),
        other => other.to_owned(),
    }
}

/// The placement, and the registered server when it is on one.
pub(super) fn place(locale: Locale, placement: &str, server: Option<&str>) -> String {
    let placement = placement_name(locale, placement);
    server.map_or_else(|| placement.clone(), |server| format!("{placement} · {server}"))
}

/// `148 KB`, `12.40 MB`: powers of a thousand, as disks are sold and servers bill.
pub(crate) fn bytes(locale: Locale, bytes: i64) -> String {
    let unit = |en: &'static str, fr: &'static str| if locale == Locale::Fr { fr } else { en };
    match bytes {
        ..1_000_000 => format!("{}\u{a0}{}", format_integer(bytes.div_euclid(1_000), locale), unit("KB", "ko")),
        1_000_000..1_000_000_000 => format!("{}\u{a0}{}", format_decimal(bytes / 10_000, locale), unit("MB", "Mo")),
        _ => format!("{}\u{a0}{}", format_decimal(bytes / 10_000_000, locale), unit("GB", "Go")),
    }
}

/// `0.42 ms`, `12 ms`.
pub(crate) fn milliseconds(locale: Locale, micros: i64) -> String {
    let number =
        if micros < 10_000 { format_decimal(micros / 10, locale) } else { format_integer(micros / 1_000, locale) };
    format!("{number}\u{a0}ms")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_times_read_in_both_languages() {
        assert_eq!(bytes(Locale::En, 147_456), "147\u{a0}KB");
        assert_eq!(bytes(Locale::Fr, 12_345_678), "12,34\u{a0}Mo");
        assert_eq!(bytes(Locale::En, 3_000_000_000), "3.00\u{a0}GB");
        assert_eq!(milliseconds(Locale::Fr, 424), "0,42\u{a0}ms");
        assert_eq!(milliseconds(Locale::En, 56_400), "56\u{a0}ms");
    }
}
