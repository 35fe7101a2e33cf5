//! Words of the moves.

use crate::{
    i18n::{Locale, plural},
    ui::StepState,
};
use tenantry::{money::format_integer, servers::Placement};

crate::words! {
    title: "Move the data", "Déplacer les données";
    title_of(name: &str): "Move the data of {name}", "Déplacer les données de {name}";
    lead: "From one placement or server to another, while its people work.", "D’un emplacement ou d’un serveur à un autre, pendant que ses membres travaillent.";
    card_title: "Placement", "Emplacement";
    card_text: "Its data can go to another placement or server while its people work.", "Ses données peuvent changer d’emplacement ou de serveur pendant que ses membres travaillent.";
    card_ask: "Move the data…", "Déplacer les données…";
    here: "Where it is", "Emplacement actuel";

    where_to: "Move it", "Déplacer";
    to: "To", "Vers";
    from: "From", "Depuis";
    works_on: "Everything is copied while people work.", "Tout est copié pendant que les membres travaillent.";
    read_only: "At the end nobody can change anything for a moment. What is sent then waits until the move is through.", "À la fin, personne ne peut rien modifier pendant un instant. Ce qui est envoyé à ce moment attend la fin du déplacement.";
    goes_back: "Rows and contents of both copies are compared. If they differ, everything stays where it is.", "Les lignes et le contenu des deux copies sont comparés. En cas de différence, tout reste en place.";
    loses_snapshots: "Snapshots from before upgrades go: there is no way back to them from the new place.", "Les instantanés d’avant les mises à niveau disparaissent\u{a0}: plus de retour possible depuis le nouvel emplacement.";
    start: "Move the data", "Déplacer les données";
    no_choice_title: "Nothing to choose", "Aucun choix possible";
    no_choice: "There is no other place with room. Register a PostgreSQL server first.", "Aucun autre emplacement n’a de place. Enregistrez d’abord un serveur PostgreSQL.";
    is_deleted: "It is deleted. Restore it first.", "Elle est supprimée. Restaurez-la d’abord.";
    back: "Back to the organisation", "Retour à l’organisation";

    hint_sqlite: "A file of its own beside the server.", "Un fichier à elle, à côté du serveur.";
    hint_database: "A database of its own.", "Une base à elle.";
    hint_schema: "A schema of its own in a database that others share.", "Un schéma à elle dans une base partagée.";

    goes_to(place: &str): "On the way to {place}", "En route vers {place}";
    progress: "How much is copied", "Part copiée";
    of_the_copy: "of the first copy", "de la première copie";
    step_copy: "Copy everything", "Tout copier";
    step_follow: "Catch up with changes", "Rattraper les modifications";
    step_switch: "Compare and switch", "Comparer et basculer";
    step_waiting: "waiting", "en attente";
    step_active: "under way", "en cours";
    step_done: "done", "terminé";
    was_moved(place: &str): "Its data is in the new place now: {place}.", "Ses données sont maintenant au nouvel emplacement\u{a0}: {place}.";
    undone_title: "The last move was taken back", "Le dernier déplacement a été annulé";
    undone_text: "The organisation works where it was, and nothing is lost. You can try again.", "L’organisation travaille là où elle était et rien n’est perdu. Vous pouvez réessayer.";
    abandoned: "Nobody works at this move any more", "Plus personne ne s’occupe de ce déplacement";
    abandoned_text: "The process that moved it is gone. The move is taken back within a moment.", "Le processus qui déplaçait les données a disparu. Le déplacement sera annulé dans un instant.";

    restoring: "A backup is being brought back.", "Une sauvegarde est en cours de restauration.";
    to_backups: "Show its backups", "Voir ses sauvegardes";
    backup_of(at: &str): "Backup of {at}", "Sauvegarde du {at}";
    state_restored: "Brought back", "Restaurée";
    history: "Moves", "Déplacements";
    began: "Began", "Début";
    rows: "Rows", "Lignes";
    without_writes: "Read-only", "Lecture seule";
    state_under_way: "Under way", "En cours";
    state_moved: "Moved", "Déplacée";
    state_undone: "Taken back", "Annulé";
    state_abandoned: "Abandoned", "Abandonné";
    keeps_for(days: &str): "The old copy is kept for {days} and then removed.", "L’ancienne copie est gardée {days}, puis supprimée.";
    keeps_none: "The old copy is removed at once.", "L’ancienne copie est supprimée aussitôt.";
}

pub(in crate::console) fn keeps(locale: Locale, days: i64) -> String {
    if days == 0 {
        return keeps_none(locale).to_owned();
    }
    let unit = match locale {
        Locale::En => plural(locale, days, "day", "days"),
        Locale::Fr => plural(locale, days, "jour", "jours"),
    };
    keeps_for(locale, &format!("{}\u{a0}{unit}", format_integer(days, locale)))
}

pub(super) fn placement_hint(locale: Locale, placement: Placement) -> &'static str {
    match placement {
        Placement::Sqlite => hint_sqlite(locale),
        Placement::PostgresDatabase | Placement::PostgresServer => hint_database(locale),
        Placement::PostgresSchema => hint_schema(locale),
    }
}

pub(super) fn step_state(locale: Locale, state: StepState) -> &'static str {
    match state {
        StepState::Done => step_done(locale),
        StepState::Active => step_active(locale),
        StepState::Waiting | StepState::Failed => step_waiting(locale),
    }
}
