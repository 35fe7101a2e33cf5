//! Words of plans in the console.

use crate::i18n::{Locale, plural};
use tenantry::money::format_integer;

crate::words! {
    title: "Plans", "Formules";
    lead: "What organisations may have, and how many have which.", "Ce que les organisations peuvent avoir, et combien ont chaque formule.";
    new: "New plan", "Nouvelle formule";
    of_lead: "What the organisation may have, how much of it it has, and what is different for it.", "Ce que l’organisation peut avoir, ce qu’elle en utilise, et ce qui diffère pour elle.";
    new_lead: "No organisation has it until you give it to one.", "Aucune organisation ne l’a tant que vous ne l’attribuez pas.";
    make: "Make the plan", "Créer la formule";
    was_made: "The plan is made. No organisation has it yet.", "La formule est créée. Aucune organisation ne l’a encore.";
    was_saved: "The plan is saved, and counts from now on.", "La formule est enregistrée et compte désormais.";
    of_new: "Of new organisations", "Des nouvelles organisations";
    archived: "Archived", "Archivée";
    no_limit: "No limit", "Sans limite";

    key: "Key", "Clé";
    key_hint: "What the settings and the command line call it: a to z, digits and hyphens. It can’t be changed later.", "Son nom dans les réglages et en ligne de commande\u{a0}: a à z, chiffres et tirets. Elle ne peut plus être changée ensuite.";
    what_it_is: "What it is", "Ce qu’elle est";
    name_en: "Name in English", "Nom en anglais";
    name_fr: "Name in French", "Nom en français";
    description_en: "Description in English", "Description en anglais";
    description_fr: "Description in French", "Description en français";
    description_hint: "One paragraph, at most 300 characters.", "Un paragraphe, 300 caractères au plus.";
    position: "Place in lists", "Place dans les listes";
    position_hint: "The lowest comes first.", "La plus basse vient en premier.";
    price_hint: "Shown to organisations. Left empty: no price. Nothing is billed here.", "Montré aux organisations. Laissé vide\u{a0}: sans prix. Rien n’est facturé ici.";
    period: "Paid", "Payée";
    month: "Each month", "Chaque mois";
    year: "Each year", "Chaque année";
    limits: "Limits", "Limites";
    limits_lead: "A field that is left empty is no limit.", "Un champ laissé vide est sans limite.";
    members: "People", "Personnes";
    members_hint: "Members and open invitations. Nobody can be invited beyond it.", "Membres et invitations en cours. Personne ne peut être invité au-delà.";
    storage: "Storage", "Stockage";
    storage_hint: "The database with its files. Beyond it a grace begins.", "La base de données avec ses fichiers. Au-delà, un délai commence.";
    megabytes: "MB", "Mo";
    requests: "Requests a month", "Requêtes par mois";
    requests_hint: "Counted and shown, and refused to nobody.", "Comptées et montrées, mais refusées à personne.";
    what_it_has: "What it has", "Ce qu’elle comprend";
    modules_all: "All modules", "Tous les modules";
    modules_all_hint: "Also those that come later.", "Y compris ceux qui viendront.";
    modules_chosen: "Chosen modules", "Des modules choisis";
    modules_chosen_hint: "Those that are ticked below.", "Ceux qui sont cochés ci-dessous.";
    modules_ticked: "Modules, if they are chosen", "Modules, s’ils sont choisis";

    review: "See what changes", "Voir ce qui change";
    review_title: "Before you save", "Avant d’enregistrer";
    review_lead(name: &str): "What becomes of the plan {name}, and of the organisations that have it.", "Ce que devient la formule {name}, et les organisations qui l’ont.";
    changes: "Changes", "Changements";
    no_changes: "Nothing is changed.", "Rien n’est changé.";
    what_if: "What comes of it", "Ce qui en résulte";
    save: "Save the plan", "Enregistrer la formule";
    more(count: &str): "and {count} more", "et {count} de plus";
    already(until: &str): "already, until {until}", "déjà, jusqu’au {until}";
    lost(names: &str): "No longer in the plan: {names}.", "Ne fait plus partie de la formule\u{a0}: {names}.";
    gained(names: &str): "New in the plan: {names}.", "Nouveau dans la formule\u{a0}: {names}.";

    archive_title: "Archive", "Archiver";
    archive_of(name: &str): "Archive the plan {name}", "Archiver la formule {name}";
    archive_to: "Its organisations get", "Ses organisations reçoivent";
    archive_ask: "See what changes", "Voir ce qui change";
    archive: "Archive the plan", "Archiver la formule";
    was_archived: "The plan is archived. Nobody can be given it any more.", "La formule est archivée. Elle ne peut plus être attribuée.";

    change_title: "Another plan", "Une autre formule";
    change_text: "You see what changes before anything does.", "Vous voyez ce qui change avant que rien ne change.";
    change_to: "Plan", "Formule";
    change_ask: "See what changes", "Voir ce qui change";
    change_of(before: &str, after: &str): "From {before} to {after}", "De {before} à {after}";
    change_now: "Change the plan", "Changer de formule";
    was_changed: "The organisation has another plan.", "L’organisation a une autre formule.";
    no_other_plan: "There is no other plan. Make one among the plans.", "Il n’y a pas d’autre formule. Créez-en une parmi les formules.";

    feature: "Feature", "Fonction";
    feature_ask: "Change a feature for it", "Changer une fonction pour elle";
    feature_was_set: "The feature is set for this organisation.", "La fonction est réglée pour cette organisation.";
    choice: "For this organisation", "Pour cette organisation";
    turn_on: "On, whatever the plan says", "Activée, quelle que soit la formule";
    turn_off: "Off, whatever the plan says", "Désactivée, quelle que soit la formule";
    as_plan: "As the plan says", "Comme la formule";
    until: "Until", "Jusqu’au";
    until_hint: "The last day, in UTC. Left empty: without an end.", "Le dernier jour, en UTC. Laissé vide\u{a0}: sans fin.";
    reason: "Reason", "Motif";
    reason_hint: "For the next operator; the organisation doesn’t see it. Needed unless the plan counts again.", "Pour le prochain opérateur\u{a0}; l’organisation ne le voit pas. Nécessaire sauf si la formule compte de nouveau.";
    set: "Set", "Régler";

    custom: "Limits of its own", "Ses propres limites";
    no_custom: "The plan’s limits count.", "Les limites de la formule comptent.";
    limit: "Limit", "Limite";
    limit_ask: "Change a limit for it", "Changer une limite pour elle";
    limit_was_set: "The limit is set for this organisation.", "La limite est réglée pour cette organisation.";
    own_limit: "A limit of its own", "Une limite à elle";
    amount: "How much", "Combien";
    amount_hint: "Storage in megabytes. Counts for a limit of its own.", "Le stockage en mégaoctets. Compte pour une limite à elle.";
}

/// `14 organisations`, `1 organisation`.
pub(in crate::console) fn organisations(locale: Locale, count: i64) -> String {
    format!("{}\u{a0}{}", format_integer(count, locale), plural(locale, count, "organisation", "organisations"))
}

pub(super) fn had_by(locale: Locale, count: i64) -> String {
    let who = organisations(locale, count);
    match (locale, count) {
        (Locale::En, 0) => "No organisation has it.".to_owned(),
        (Locale::En, 1) => format!("{who} has it."),
        (Locale::En, _) => format!("{who} have it."),
        (Locale::Fr, 0) => "Aucune organisation ne l’a.".to_owned(),
        (Locale::Fr, 1) => format!("{who} l’a."),
        (Locale::Fr, _) => format!("{who} l’ont."),
    }
}

pub(super) fn would_be_over(locale: Locale, over: i64) -> String {
    let who = organisations(locale, over);
    match (locale, over) {
        (Locale::En, 1) => "One organisation would have more than it may:".to_owned(),
        (Locale::En, _) => format!("These {who} would have more than they may:"),
        (Locale::Fr, 1) => "Une organisation dépasserait la formule\u{a0}:".to_owned(),
        (Locale::Fr, _) => format!("Ces {who} dépasseraient la formule\u{a0}:"),
    }
}

pub(super) fn nobody_over(locale: Locale, of: i64) -> String {
    let who = organisations(locale, of);
    match (locale, of) {
        (Locale::En, 0) => "No organisation has this plan.".to_owned(),
        (Locale::En, 1) => "The organisation would have no more than it may.".to_owned(),
        (Locale::En, _) => format!("None of the {who} would have more than it may."),
        (Locale::Fr, 0) => "Aucune organisation n’a cette formule.".to_owned(),
        (Locale::Fr, 1) => "L’organisation ne dépasserait pas la formule.".to_owned(),
        (Locale::Fr, _) => format!("Aucune des {who} ne dépasserait la formule."),
    }
}

pub(super) fn newly(locale: Locale, newly: i64, until: &str) -> String {
    let count = format_integer(newly, locale);
    match (locale, newly) {
        (Locale::En, 0) => "All of them have more already; their graces go on.".to_owned(),
        (Locale::En, _) => {
            format!(
                "For {count} of them a grace begins now: until {until} nothing comes of it, after that nothing can be added."
            )
        }
        (Locale::Fr, 0) => "Toutes dépassent déjà\u{a0}; leurs délais continuent.".to_owned(),
        (Locale::Fr, _) => {
            format!(
                "Pour {count} d’entre elles, un délai commence maintenant\u{a0}: jusqu’au {until} rien ne change, ensuite rien ne peut être ajouté."
            )
        }
    }
}

pub(super) fn settled(locale: Locale, settled: i64) -> String {
    let who = organisations(locale, settled);
    match (locale, settled) {
        (Locale::En, 1) => format!("{who} that has too much now wouldn’t any longer."),
        (Locale::En, _) => format!("{who} that have too much now wouldn’t any longer."),
        (Locale::Fr, 1) => format!("{who} en dépassement ne le serait plus."),
        (Locale::Fr, _) => format!("{who} en dépassement ne le seraient plus."),
    }
}

pub(super) fn archive_text(locale: Locale, count: i64) -> String {
    match locale {
        Locale::En => {
            format!("{} Nobody can be given it any more, and those who have it get another.", had_by(locale, count))
        }
        Locale::Fr => format!(
            "{} Elle ne pourra plus être attribuée, et celles qui l’ont en reçoivent une autre.",
            had_by(locale, count)
        ),
    }
}

pub(super) fn archive_lead(locale: Locale, count: i64, to: &str) -> String {
    let who = organisations(locale, count);
    match (locale, count) {
        (_, 0) => had_by(locale, 0),
        (Locale::En, 1) => format!("{who} gets the plan {to}."),
        (Locale::En, _) => format!("{who} get the plan {to}."),
        (Locale::Fr, 1) => format!("{who} reçoit la formule {to}."),
        (Locale::Fr, _) => format!("{who} reçoivent la formule {to}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_and_many_are_told_apart() {
        assert_eq!(would_be_over(Locale::En, 14), "These 14\u{a0}organisations would have more than they may:");
        assert_eq!(would_be_over(Locale::Fr, 1), "Une organisation dépasserait la formule\u{a0}:");
        assert_eq!(had_by(Locale::En, 0), "No organisation has it.");
    }
}
