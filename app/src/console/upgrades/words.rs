//! Words of the upgrades.

use crate::i18n::{Locale, plural, words as common};
use tenantry::{
    money::format_integer,
    upgrades::{RunState, Stage},
};

crate::words! {
    lead: "Every organisation’s tables, and the runs that bring them to the newest version.", "Les tables de chaque organisation, et les mises à niveau qui les amènent à la dernière version.";
    run: "Run", "Mise à niveau";
    nothing_behind_title: "Nothing to upgrade", "Rien à mettre à niveau";
    nothing_behind: "Every database is at the newest version, or a run has taken up those that are behind.", "Toutes les bases sont à la version la plus récente, ou une exécution s’occupe déjà de celles qui sont en retard.";
    to_upgrades: "Back to the upgrades", "Retour aux mises à niveau";
    new_run: "New run", "Nouvelle mise à niveau";
    drift: "Check of the tables", "Contrôle des tables";

    up_to_date: "Up to date", "À jour";
    behind: "Behind", "En retard";
    quarantined: "In quarantine", "En quarantaine";
    differing: "Differing tables", "Tables différentes";
    left_out: "left out of runs", "exclues des mises à niveau";
    as_last_read: "as last read back", "au dernier contrôle";
    versions: "Versions", "Versions";
    set: "Tables", "Tables";
    core: "Core", "Socle";
    newest: "Newest", "Dernière";
    at_newest: "At the newest", "À la dernière";
    at_older: "At older ones", "À une version antérieure";
    version(number: i64): "version {number}", "version {number}";
    unknown_version: "unknown", "inconnue";

    start: "Start a run", "Lancer une mise à niveau";
    all_done_title: "Everything is up to date", "Tout est à jour";
    all_done: "There is nothing for a run to do.", "Aucune mise à niveau n’est nécessaire.";
    only_quarantined: "Only organisations in quarantine are behind. A run leaves them out unless you include them.", "Seules des organisations en quarantaine sont en retard. Elles sont exclues, sauf si vous les incluez.";
    more_options: "More options", "Plus d’options";
    rehearsal: "Try on copies first", "Essayer d’abord sur des copies";
    rehearsal_hint: "Nothing is changed while copies are tried.", "Rien n’est modifié pendant l’essai sur des copies.";
    rehearsal_some: "On some copies", "Sur quelques copies";
    rehearsal_all: "On copies of all", "Sur des copies de toutes";
    rehearsal_none: "On none", "Sur aucune";
    copies: "Number of copies", "Nombre de copies";
    copies_hint: "Counts when some are tried.", "Compte si quelques copies sont essayées.";
    canaries: "Who goes first", "Premières organisations";
    canaries_hint: "The first part of their addresses, with commas between them. Without any, the lot decides.", "Le début de leur adresse, séparées par des virgules. Sinon, le sort décide.";
    error_budget: "Failures that a cohort may have", "Échecs admis par vague";
    error_budget_hint: "In per cent, rounded up. The first cohort may have none.", "En pour cent, arrondi au supérieur. La première vague n’en admet aucun.";
    latency_rise: "Slowdown that halts the run", "Ralentissement qui arrête tout";
    latency_rise_hint: "Milliseconds beyond twice the time that opening a database, or answering requests, took before.", "Millisecondes au-delà du double du temps d’ouverture d’une base, ou de réponse aux requêtes, auparavant.";
    at_once: "Databases side by side", "Bases en parallèle";
    include_quarantined: "Try those in quarantine again", "Réessayer celles en quarantaine";
    review: "Review the run", "Vérifier avant de lancer";

    review_lead: "Nothing has begun yet. This is what will happen.", "Rien n’a encore commencé. Voici ce qui va se passer.";
    will_migrate(organisations: &str): "{organisations} will be migrated.", "{organisations} seront migrées.";
    will_migrate_one: "1 organisation will be migrated.", "1 organisation sera migrée.";
    from_quarantine(count: &str): "{count} of them come out of quarantine.", "Dont {count} en quarantaine.";
    will_rehearse(copies: &str): "First the migrations are tried on {copies}. If one fails, the run halts before anything is changed.", "Les migrations sont d’abord essayées sur {copies}. Si l’une échoue, tout s’arrête avant la moindre modification.";
    will_not_rehearse: "Nothing is tried on copies first.", "Rien n’est essayé sur des copies auparavant.";
    will_stage(cohorts: &str): "They go in cohorts, each when the one before it is whole: {cohorts}.", "Elles passent par vagues, chacune quand la précédente est complète\u{a0}: {cohorts}.";
    will_snapshot(snapshots: &str, size: &str): "Right before an organisation is migrated a snapshot of its database is made: {snapshots}, about {size} in all.", "Juste avant sa migration, un instantané de la base de chaque organisation est pris\u{a0}: {snapshots}, environ {size} au total.";
    room_on_disk(size: &str, free: &str): "Of it {size} are files on the disk of the data directory, where {free} are free.", "Dont {size} en fichiers sur le disque du répertoire de données, où {free} sont libres.";
    too_little_room: "There is too little room for the snapshots", "Il n’y a pas assez de place pour les instantanés";
    too_little_room_text: "A full disk stops everybody’s work. Make room first, for instance by removing old snapshots on the page of upgrades.", "Un disque plein arrête le travail de tous. Libérez d’abord de la place, par exemple en supprimant d’anciens instantanés depuis la page des mises à niveau.";
    ignore_room: "Start all the same", "Lancer malgré tout";
    will_halt(percent: &str): "The run halts by itself when anybody fails in the first cohort, or more than {percent}\u{a0}% in a later one, and when opening databases or answering people’s requests has become slow or fails more often.", "Tout s’arrête si une organisation échoue dans la première vague, ou plus de {percent}\u{a0}% dans une suivante, et si l’ouverture des bases ou les réponses aux requêtes deviennent lentes ou échouent plus souvent.";
    stays_open: "The organisations stay open meanwhile. The run goes on in the server, even when you close this page.", "Les organisations restent ouvertes. La mise à niveau continue sur le serveur, même si vous fermez cette page.";
    begin: "Start the run", "Lancer la mise à niveau";

    runs: "Runs", "Mises à niveau effectuées";
    no_runs: "There was no run yet.", "Aucune mise à niveau pour l’instant.";
    began: "Began", "Début";
    ended: "Ended", "Fin";
    total: "Organisations", "Organisations";
    done: "Done", "Terminées";
    failed: "Failed", "Échecs";
    left: "Left", "Restantes";
    copies_left: "Copies left", "Copies restantes";
    restored: "Taken back", "Ramenées";
    rate: "Rate", "Rythme";
    an_hour(count: &str): "{count} an hour", "{count} par heure";
    a_minute(count: &str): "{count} a minute", "{count} par minute";
    to_go(duration: &str): "{duration} to go", "encore {duration}";
    run_of(moment: &str): "Run of {moment}", "Mise à niveau du {moment}";

    running: "Running", "En cours";
    halted: "Halted", "Arrêtée";
    abandoned: "Left", "Interrompue";
    is_done: "Done", "Terminée";

    running_title: "A run is under way", "Une mise à niveau est en cours";
    halted_title: "The last run halted", "La dernière mise à niveau s’est arrêtée";
    abandoned_title: "The last run was left half-way", "La dernière mise à niveau a été interrompue";
    another_later: "Another can begin when it has ended.", "Une autre pourra commencer quand elle sera terminée.";
    watch_it: "Watch it", "La suivre";
    too_old: "This program is older than the deployment’s databases. No run can begin here.", "Ce programme est plus ancien que les bases du déploiement. Aucune mise à niveau ne peut commencer ici.";

    stop_ask: "Stop the run…", "Arrêter la mise à niveau…";
    stop_title: "Stop this run?", "Arrêter cette mise à niveau\u{a0}?";
    stop_finishes: "What is under way is finished. Nobody is left half-way.", "Ce qui est en cours se termine. Aucune organisation ne reste entre deux versions.";
    stop_waits(organisations: &str): "The rest waits as it is, open to its people: {organisations}.", "Le reste attend tel quel, ouvert à ses membres\u{a0}: {organisations}.";
    stop_resumes: "No other run can begin until this one is resumed and done.", "Aucune autre mise à niveau ne peut commencer avant la reprise et la fin de celle-ci.";
    stop: "Stop the run", "Arrêter la mise à niveau";
    run_stopped: "An operator stopped the run", "Un opérateur a arrêté la mise à niveau";
    run_stopped_text: "Whoever is left waits as before, open to its people. Resume to go on.", "Les organisations restantes attendent comme avant, ouvertes à leurs membres. Reprenez pour continuer.";
    run_halted: "The run halted by itself", "La mise à niveau s’est arrêtée d’elle-même";
    run_halted_text: "Whoever failed stays on the old tables, open to its people. Resume to go on without them.", "Les organisations en échec restent ouvertes, sur leurs anciennes tables. Reprenez pour continuer sans elles.";
    run_abandoned: "Nobody works at this run", "Personne ne travaille à cette mise à niveau";
    run_abandoned_text: "The server that did was stopped. Whoever it was working on is as before or migrated, never half-way.", "Le serveur qui s’en chargeait a été arrêté. Chaque organisation est comme avant ou migrée, jamais entre les deux.";
    run_done: "The run is done.", "La mise à niveau est terminée.";
    run_done_but_one: "The run is done. One organisation failed.", "La mise à niveau est terminée. Une organisation est en échec.";
    run_done_but(count: &str): "The run is done. {count} organisations failed.", "La mise à niveau est terminée. {count} organisations sont en échec.";
    resume: "Resume the run", "Reprendre la mise à niveau";
    progress: "Organisations that are through", "Organisations traitées";
    progress_of_copies: "Copies that are through", "Copies traitées";
    rehearsed(tried: &str, of: &str): "{tried} of {of} copies went well", "{tried} copies réussies sur {of}";

    stages: "Stages", "Étapes";
    stage_rehearsal: "Try on copies", "Essai sur des copies";
    stage_canary: "The first cohort: 1\u{a0}%, at least one", "Première vague\u{a0}: 1\u{a0}%, au moins une";
    stage_tenth: "The second: up to 10\u{a0}%", "Deuxième vague\u{a0}: jusqu’à 10\u{a0}%";
    stage_rest: "The rest", "Le reste";
    stage_waiting: "waiting", "en attente";
    stage_active: "now", "en cours";
    stage_done: "done", "terminée";
    stage_skipped: "not asked for", "non demandé";

    failures: "Those who failed", "Échecs";
    failures_text: "Nothing was changed in them, and later runs leave them out until you include those in quarantine.", "Rien n’y a été modifié, et elles sont exclues des prochaines mises à niveau tant que vous n’incluez pas la quarantaine.";
    error: "Error", "Erreur";
    more_failures(count: &str): "and {count} more", "et {count} autres";

    roll_back: "Roll back", "Revenir en arrière";
    roll_back_title(name: &str): "Take {name} back", "Ramener {name} en arrière";
    roll_back_lead: "To the snapshot from before its last upgrade.", "À l’instantané d’avant sa dernière mise à niveau.";
    roll_back_loses(moment: &str): "What was written since {moment} is lost. Nobody can undo this.", "Tout ce qui a été écrit depuis le {moment} sera perdu, sans retour possible.";
    roll_back_closes: "It is closed to its people meanwhile, for some seconds.", "L’organisation est fermée pendant ce temps, quelques secondes.";
    roll_back_leaves_out: "Later runs leave it out until you include those in quarantine.", "Elle est ensuite exclue des mises à niveau tant que vous n’incluez pas la quarantaine.";
    confirmation(slug: &str): "Type {slug} to confirm", "Saisissez {slug} pour confirmer";
    roll_back_now: "Take it back now", "La ramener maintenant";
    was_rolled_back: "The organisation is back at its snapshot.", "L’organisation est revenue à son instantané.";
    roll_back_run: "Take the run back", "Annuler la mise à niveau";
    roll_back_run_ask: "Take the run back…", "Annuler la mise à niveau…";
    roll_back_run_title(moment: &str): "Take the run of {moment} back", "Annuler la mise à niveau du {moment}";
    roll_back_run_lead: "Everybody whom it has migrated, to their snapshot from before.", "Toutes les organisations migrées reviennent à leur instantané d’avant.";
    roll_back_stops: "The run stops first.", "La mise à niveau est d’abord arrêtée.";
    roll_back_all(organisations: &str): "These come back to their snapshots, a few at a time: {organisations}.", "Reviennent à leur instantané, quelques-unes à la fois\u{a0}: {organisations}.";
    roll_back_all_lose: "What was written there since is lost. Nobody can undo this.", "Tout ce qui y a été écrit depuis sera perdu, sans retour possible.";
    roll_back_oldest(moment: &str): "The oldest snapshot is of {moment}.", "L’instantané le plus ancien date du {moment}.";
    roll_back_all_close: "Each is closed to its people meanwhile, for some seconds.", "Chacune est fermée pendant ce temps, quelques secondes.";
    roll_back_all_left_out: "Later runs leave them out until you include those in quarantine.", "Elles sont ensuite exclues des mises à niveau tant que vous n’incluez pas la quarantaine.";
    roll_back_all_failing: "Who can’t come back stays migrated, is named on the run’s page, and can be taken back again. It goes on in the server, even when you close this page.", "Une organisation qui ne peut pas revenir reste migrée et figure sur la page de la mise à niveau\u{a0}; on peut réessayer. Le travail continue sur le serveur, même si vous fermez cette page.";
    roll_back_whom: "Who comes back", "Organisations qui reviennent";
    roll_back_failures: "Not taken back", "Non ramenées";
    roll_back_failures_text: "They are as the run left them, open to their people unless they say otherwise. Take the run back again to try once more.", "Elles sont telles que la mise à niveau les a laissées, ouvertes à leurs membres sauf indication contraire. Annulez de nouveau la mise à niveau pour réessayer.";
    no_snapshots_title: "Nobody can be taken back", "Aucune organisation ne peut revenir";
    no_snapshots: "Nobody was migrated by this run, they are back already, were migrated or moved again since, or their snapshots were removed.", "Cette mise à niveau n’a migré aucune organisation, elles sont déjà revenues, ont été migrées ou déplacées depuis, ou leurs instantanés ont été supprimés.";
    back_to_run: "Back to the run", "Retour à la mise à niveau";

    prune_title: "Old snapshots", "Anciens instantanés";
    prune_text(what: &str, size: &str): "{what}, about {size}. Nobody goes back to them by themselves.", "{what}, environ {size}. Rien n’y revient automatiquement.";
    prune_ask: "Remove old snapshots…", "Supprimer les anciens instantanés…";
    prune_no_way_back: "Their organisations can’t be taken back to before that upgrade any more. Nobody can undo this.", "Leurs organisations ne pourront plus revenir avant cette mise à niveau, sans retour possible.";
    prune_runs: "Nothing else changes. Those of a run that may go on stay.", "Rien d’autre ne change. Ceux d’une mise à niveau qui peut continuer restent.";
    was_pruned: "The old snapshots are removed.", "Les anciens instantanés sont supprimés.";
    is_pruned: "The old snapshots are being removed.", "Les anciens instantanés sont en cours de suppression.";

    no_snapshot_title: "There is no snapshot to go back to", "Il n’y a pas d’instantané où revenir";
    no_snapshot: "It wasn’t migrated yet, it is back already, or the snapshot was pruned.", "Elle n’a pas encore été migrée, elle est déjà revenue, ou l’instantané a été supprimé.";
    back_to_organisation: "Back to the organisation", "Retour à l’organisation";

    tables: "Tables", "Tables";
    snapshot: "Snapshot", "Instantané";
    snapshot_of(moment: &str): "of {moment}", "du {moment}";
    quarantine_title: "Left out of upgrades", "Exclue des mises à niveau";
    drifted: "Its tables differ from those of a clean install.", "Ses tables diffèrent de celles d’une installation neuve.";

    drift_lead: "Reads every organisation’s tables now and compares them with a clean install’s. Nothing is changed.", "Lit maintenant les tables de chaque organisation et les compare à une installation neuve. Rien n’est modifié.";
    check_now: "Read all back now", "Tout relire maintenant";
    check_again: "Read all back again", "Tout relire";
    reading: "Reading", "Lecture";
    read_of(read: &str, total: &str): "{read} of {total} read", "{read} relues sur {total}";
    never_checked_title: "Nothing was read back yet", "Rien n’a encore été relu";
    never_checked: "Since this server started, nobody asked for it.", "Personne ne l’a demandé depuis le démarrage de ce serveur.";
    checked_at(moment: &str): "Read on {moment}", "Relu le {moment}";
    check_failed: "The check broke off. The cause is in the server’s log.", "Le contrôle a échoué. La cause figure dans le journal du serveur.";
    all_alike: "All tables are those of a clean install.", "Toutes les tables sont celles d’une installation neuve.";
    read_back: "Read", "Relues";
    differ: "Differing", "Différentes";
    unreadable: "Unreadable", "Illisibles";
    difference: "What differs", "Différences";
    check_tables: "Check the tables", "Contrôler les tables";
}

pub(in crate::console) fn set_name(locale: Locale, set: &str) -> String {
    match set {
        "core" => core(locale).to_owned(),
        "loans" => common::loans(locale).to_owned(),
        other => other.to_owned(),
    }
}

pub(super) fn stage(locale: Locale, stage: Stage) -> &'static str {
    match stage {
        Stage::Rehearsal => stage_rehearsal(locale),
        Stage::Canary => stage_canary(locale),
        Stage::Tenth => stage_tenth(locale),
        Stage::Rest => stage_rest(locale),
    }
}

pub(super) fn state(locale: Locale, state: RunState, is_abandoned: bool) -> &'static str {
    match state {
        RunState::Running if is_abandoned => abandoned(locale),
        RunState::Running => running(locale),
        RunState::Halted => halted(locale),
        RunState::Done => is_done(locale),
    }
}

/// `3 organisations`.
pub(super) fn organisations(locale: Locale, count: i64) -> String {
    let noun = plural(locale, count, "organisation", "organisations");
    format!("{}\u{a0}{noun}", format_integer(count, locale))
}

/// `3 snapshots of 14 days ago and more`.
pub(in crate::console) fn removed(locale: Locale, count: i64, days: i64) -> String {
    let number = format_integer(count, locale);
    let (noun, of) = (plural(locale, count, "snapshot", "snapshots"), plural(locale, days, "day", "days"));
    match locale {
        Locale::En => format!("{number}\u{a0}{noun} of {days}\u{a0}{of} ago and more"),
        Locale::Fr => {
            let (noun, of) =
                (plural(locale, count, "instantané", "instantanés"), plural(locale, days, "jour", "jours"));
            format!("{number}\u{a0}{noun} d’il y a {days}\u{a0}{of} et plus")
        }
    }
}

/// `Remove 3 snapshots of 14 days ago and more`.
pub(super) fn prune(locale: Locale, what: &str) -> String {
    if locale == Locale::Fr { format!("Supprimer {what}") } else { format!("Remove {what}") }
}

/// `10 copies`.
pub(super) fn some_copies(locale: Locale, count: i64) -> String {
    let noun = match locale {
        Locale::En => plural(locale, count, "copy", "copies"),
        Locale::Fr => plural(locale, count, "copie", "copies"),
    };
    format!("{}\u{a0}{noun}", format_integer(count, locale))
}

/// `40 s`, `12 min`, `2 h 05 min`.
pub(super) fn duration(locale: Locale, seconds: i64) -> String {
    let minutes = seconds.div_euclid(60);
    match seconds {
        ..90 => format!("{}\u{a0}s", format_integer(seconds, locale)),
        90..5400 => format!("{}\u{a0}min", format_integer(minutes, locale)),
        _ => format!("{}\u{a0}h\u{a0}{:02}\u{a0}min", format_integer(minutes.div_euclid(60), locale), minutes % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_durations_read_in_both_languages() {
        assert_eq!(organisations(Locale::En, 1), "1\u{a0}organisation");
        assert_eq!(organisations(Locale::Fr, 0), "0\u{a0}organisation");
        assert_eq!(some_copies(Locale::Fr, 10), "10\u{a0}copies");
        assert_eq!(duration(Locale::En, 40), "40\u{a0}s");
        assert_eq!(duration(Locale::En, 720), "12\u{a0}min");
        assert_eq!(duration(Locale::Fr, 7_530), "2\u{a0}h\u{a0}05\u{a0}min");
    }
}
