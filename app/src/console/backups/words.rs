//! Words of the backups.

use crate::i18n::{Locale, plural};
use tenantry::{
    backups::{BackupReason, BackupState, Schedule},
    money::format_integer,
    operators::COMMAND_LINE,
};

crate::words! {
    title: "Backups", "Sauvegardes";
    lead: "Each is a file of its own, which can be brought back whatever the data is kept in.", "Chacune est un fichier à part, qui peut être restauré quel que soit l’emplacement des données.";
    not_scheduled: "None is made by itself: the schedule is off.", "Aucune n’est faite d’elle-même\u{a0}: la planification est désactivée.";
    scheduled(every: &str): "One is made {every} by itself.", "Une sauvegarde se fait d’elle-même {every}.";
    keeps(parts: &str): "Kept: {parts}.", "Conservation\u{a0}: {parts}.";
    all_for(days: &str): "all for {days}", "toutes pendant {days}";
    weekly_for(weeks: &str): "the last of each week for {weeks}", "la dernière de chaque semaine pendant {weeks}";
    monthly_for(months: &str): "the last of each month for {months}", "la dernière de chaque mois pendant {months}";
    only_newest: "the newest one", "la plus récente";
    to_settings: "Change the schedule", "Modifier la planification";
    make: "Back up now", "Sauvegarder maintenant";
    none_title: "No backup yet", "Aucune sauvegarde";
    none: "The first is made when the organisation is as old as the schedule’s interval, or when you ask for one.", "La première se fera quand l’organisation aura l’âge de l’intervalle planifié, ou à votre demande.";
    none_asked: "The first is made when you ask for one.", "La première se fera à votre demande.";

    holds: "Data of", "Données du";
    reason: "Why", "Motif";
    size: "Size", "Taille";
    rows: "Rows", "Lignes";
    state: "State", "État";
    restore_column: "Restore", "Restaurer";
    restore: "Restore…", "Restaurer…";
    restore_of(at: &str): "Restore the data of {at}…", "Restaurer les données du {at}…";

    by_schedule: "Schedule", "Planification";
    asked_by(name: &str): "Asked for by {name}", "Demandée par {name}";
    asked_on_command_line: "Asked for on the command line", "Demandée en ligne de commande";
    before_restore: "Before a restoration", "Avant une restauration";

    state_making: "Being made", "En cours";
    state_whole: "Read back", "Relue";
    state_failed: "Failed", "Échec";
    state_damaged: "Damaged", "Endommagée";

    back: "Bring a backup back", "Restaurer une sauvegarde";
    back_of(name: &str): "Restore {name}", "Restaurer {name}";
    back_lead: "Its data becomes what the backup holds.", "Ses données deviennent celles de la sauvegarde.";
    loses(at: &str): "What was changed after {at} is gone from its data.", "Ce qui a été modifié après le {at} disparaît de ses données.";
    stays: "Members, sessions, plan, domains and modules stay as they are. Snapshots from before upgrades go.", "Membres, sessions, formule, domaines et modules restent inchangés. Les instantanés d’avant les mises à niveau disparaissent.";
    works_on: "Everything is prepared and compared while people work. Then nobody can change anything for a moment.", "Tout est préparé et comparé pendant que les membres travaillent. Ensuite, personne ne peut rien modifier pendant un instant.";
    keeps_present: "What is there now becomes a backup first, so that this can be taken back.", "Ce qui est là maintenant devient d’abord une sauvegarde, ce qui permet de revenir en arrière.";
    last_active(at: &str): "Somebody was here last: {at}", "Dernière activité\u{a0}: {at}";
    whatever: "Go on even if what is there now can’t be read", "Continuer même si les données actuelles sont illisibles";
    whatever_hint: "For a database that is broken: there will be no backup of it.", "Pour une base endommagée\u{a0}: il n’y en aura pas de sauvegarde.";
    confirmation(slug: &str): "To confirm, type {slug}", "Pour confirmer, saisissez {slug}";
    start: "Restore this backup", "Restaurer cette sauvegarde";

    under_way(at: &str): "The data of {at} is being brought back", "Restauration des données du {at} en cours";
    progress: "How much is copied", "Part copiée";
    was_restored(at: &str): "Its data is that of {at} now.", "Ses données sont maintenant celles du {at}.";
    undone_title: "The last restoration was given up", "La dernière restauration a été abandonnée";
    undone: "The organisation’s data is as it was, and nothing is lost. You can try again.", "Les données de l’organisation sont inchangées et rien n’est perdu. Vous pouvez réessayer.";
    abandoned: "Nobody works at this restoration any more", "Plus personne ne s’occupe de cette restauration";
    abandoned_text: "The process that did it is gone. It is taken back within a moment.", "Le processus qui s’en chargeait a disparu. Elle sera annulée dans un instant.";
}

fn counted(locale: Locale, count: u32, one: &'static str, many: &'static str) -> String {
    let count = i64::from(count);
    format!("{}\u{a0}{}", format_integer(count, locale), plural(locale, count, one, many))
}

/// When they are made, and which are kept for how long.
pub(super) fn schedule(locale: Locale, of: Schedule) -> String {
    let made = match of.every_hours {
        0 => not_scheduled(locale).to_owned(),
        hours => scheduled(locale, &every(locale, hours)),
    };
    let ((day, days), (week, weeks), (month, months)) = match locale {
        Locale::En => (("day", "days"), ("week", "weeks"), ("month", "months")),
        Locale::Fr => (("jour", "jours"), ("semaine", "semaines"), ("mois", "mois")),
    };
    let part = |count: u32, words: fn(Locale, &str) -> String, one, many| {
        (count > 0).then(|| words(locale, &counted(locale, count, one, many)))
    };
    let parts = [
        part(of.keep_days, all_for, day, days),
        part(of.keep_weeks, weekly_for, week, weeks),
        part(of.keep_months, monthly_for, month, months),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let parts = if parts.is_empty() { only_newest(locale).to_owned() } else { parts.join(", ") };
    format!("{made} {}", keeps(locale, &parts))
}

fn every(locale: Locale, hours: u32) -> String {
    match (locale, hours) {
        (Locale::En, 24) => "every day".into(),
        (Locale::Fr, 24) => "chaque jour".into(),
        (Locale::En, 1) => "every hour".into(),
        (Locale::Fr, 1) => "chaque heure".into(),
        (Locale::En, hours) => format!("every {hours}\u{a0}hours"),
        (Locale::Fr, hours) => format!("toutes les {hours}\u{a0}heures"),
    }
}

pub(super) fn reason_of(locale: Locale, reason: BackupReason, by: &str) -> String {
    match reason {
        BackupReason::Schedule => by_schedule(locale).to_owned(),
        BackupReason::Asked if by == COMMAND_LINE => asked_on_command_line(locale).to_owned(),
        BackupReason::Asked => asked_by(locale, by),
        BackupReason::BeforeRestore => before_restore(locale).to_owned(),
    }
}

pub(super) fn state_of(locale: Locale, state: BackupState) -> &'static str {
    match state {
        BackupState::Making => state_making(locale),
        BackupState::Whole => state_whole(locale),
        BackupState::Failed => state_failed(locale),
        BackupState::Damaged => state_damaged(locale),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schedule_is_told_in_sentences() {
        let of = Schedule { every_hours: 24, keep_days: 7, keep_weeks: 4, keep_months: 1 };
        assert_eq!(
            schedule(Locale::En, of),
            "One is made every day by itself. Kept: all for 7\u{a0}days, the last of each week for 4\u{a0}weeks, \
             the last of each month for 1\u{a0}month."
        );
        let none = Schedule { every_hours: 0, keep_days: 0, keep_weeks: 0, keep_months: 0 };
        assert_eq!(
            schedule(Locale::Fr, none),
            "Aucune n’est faite d’elle-même\u{a0}: la planification est désactivée. Conservation\u{a0}: la plus récente."
        );
        let often = Schedule { every_hours: 6, keep_days: 1, ..none };
        assert_eq!(
            schedule(Locale::Fr, often),
            "Une sauvegarde se fait d’elle-même toutes les 6\u{a0}heures. Conservation\u{a0}: toutes pendant 1\u{a0}jour."
        );
    }
}
