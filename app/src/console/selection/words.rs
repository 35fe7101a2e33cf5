//! Words of what is done to many organisations.

use crate::i18n::{Locale, plural};
use tenantry::{money::format_integer, tenants::BulkAction};

crate::words! {
    pick(name: &str): "Select {name}", "Sélectionner {name}";
    whom: "Whom", "Lesquelles";
    ticked: "Those that are ticked", "Celles qui sont cochées";
    all_that_match: "All that this list finds", "Toutes celles de cette liste";
    what: "What", "Action";
    suspend: "Suspend", "Suspendre";
    resume: "Resume", "Rétablir";
    upgrade: "Upgrade", "Mettre à niveau";
    plan: "Change the plan", "Changer la formule";
    move_data: "Move the data", "Déplacer les données";
    move_title(count: &str): "Move the data of {count}", "Déplacer les données de {count}";
    move_give(place: &str, count: &str): "Move {count} to {place}", "Déplacer {count} vers {place}";
    move_lead: "Choose a place to see who would go there. Nothing changes yet.", "Choisissez un emplacement pour voir qui s’y déplacerait. Rien ne change encore.";
    move_to: "To", "Vers";
    move_ask: "See who moves", "Voir qui se déplace";
    move_text: "They move one after the other while their people work; at the end of each move nobody can change anything for a moment. Whoever can’t be moved stays where it is and is named on the overview, and the others go on. Ask again later to move those who are left.", "Elles se déplacent l’une après l’autre pendant que leurs membres travaillent\u{a0}; à la fin de chaque déplacement, personne ne peut rien modifier pendant un instant. Celle qui ne peut pas être déplacée reste en place et figure dans la vue d’ensemble, et les autres continuent. Redemandez-le plus tard pour celles qui restent.";
    move_size(size: &str): "Their data: {size}.", "Leurs données\u{a0}: {size}.";
    no_place: "There is no place with room. Register a PostgreSQL server first.", "Aucun emplacement n’a de place. Enregistrez d’abord un serveur PostgreSQL.";
    are_moving: "The moves have begun. They go one after the other; this list shows where each organisation is.", "Les déplacements ont commencé. Ils se font l’un après l’autre\u{a0}; cette liste montre où se trouve chaque organisation.";
    plan_title(count: &str): "Another plan for {count}", "Une autre formule pour {count}";
    plan_give(plan: &str, count: &str): "Give the plan {plan} to {count}", "Attribuer la formule {plan} à {count}";
    plan_lead: "Choose a plan to see what would come of it. Nothing changes yet.", "Choisissez une formule pour voir ce qui en résulterait. Rien ne change encore.";
    plan_to: "New plan", "Nouvelle formule";
    plan_ask: "See what changes", "Voir ce qui change";
    plan_text: "It counts at once. Nothing is removed: who has more than the plan allows gets a grace.", "Cela compte aussitôt. Rien n’est effacé\u{a0}: qui a plus que la formule ne permet obtient un délai.";
    preview: "Preview", "Prévisualiser";
    bar: "For several organisations", "Pour plusieurs organisations";
    title: "Several organisations", "Plusieurs organisations";
    lead: "Nothing has changed yet. It will be done to exactly these.", "Rien n’a encore changé. Seules ces organisations seront concernées.";
    reason_hint: "Their members read it as you write it.", "Leurs membres le lisent tel que vous l’écrivez.";
    skipped_one: "One more was selected, but it doesn’t apply to it.", "Une autre était sélectionnée, mais n’est pas concernée.";
    skipped_many(count: &str): "{count} more were selected, but it doesn’t apply to them.", "{count} autres étaient sélectionnées, mais ne sont pas concernées.";
    more(count: &str): "and {count} more", "et {count} autres";
    suspend_text: "Their pages close at once for everybody. Members who sign in read the reason. Nothing is deleted, and you can resume them at any time.", "Leurs pages se ferment aussitôt pour tous. Les membres qui se connectent lisent le motif. Rien n’est supprimé, et vous pourrez les rétablir à tout moment.";
    resume_text: "Their pages open again at once, with everything as it was.", "Leurs pages rouvrent aussitôt, avec tout ce qu’elles contenaient.";
    upgrade_text: "A run migrates them, on ten copies first and in cohorts, with a snapshot of each. Those in quarantine are tried again.", "Une mise à niveau les migre, d’abord sur dix copies puis par vagues, avec un instantané de chacune. Celles en quarantaine sont réessayées.";
    nobody_title: "There is nobody to do it to", "Aucune organisation n’est concernée";
    nobody: "Nobody was ticked, or it applies to none of those who were: only open ones are suspended, only suspended ones resumed, only those behind upgraded, a plan is given to those that have another, and nobody is moved who is deleted or there already.", "Aucune n’est cochée, ou aucune n’est concernée\u{a0}: seules les organisations ouvertes sont suspendues, seules les suspendues rétablies, seules celles en retard mises à niveau, une formule n’est attribuée qu’à celles qui en ont une autre, et une organisation supprimée ou déjà en place n’est pas déplacée.";
    back_to_list: "Back to the list", "Retour à la liste";
    was_done: "It was done to all of them.", "C’est fait pour toutes.";
}

pub(super) fn action(locale: Locale, action: BulkAction) -> &'static str {
    match action {
        BulkAction::Suspend => suspend(locale),
        BulkAction::Resume => resume(locale),
        BulkAction::Upgrade => upgrade(locale),
        BulkAction::Plan => plan(locale),
        BulkAction::Move => move_data(locale),
    }
}

pub(super) fn what_happens(locale: Locale, action: BulkAction) -> &'static str {
    match action {
        BulkAction::Suspend => suspend_text(locale),
        BulkAction::Resume => resume_text(locale),
        BulkAction::Upgrade => upgrade_text(locale),
        BulkAction::Plan => plan_text(locale),
        BulkAction::Move => move_text(locale),
    }
}

/// Those who were selected too; `None` when there were none.
pub(super) fn skipped(locale: Locale, count: i64) -> Option<String> {
    match count {
        0 => None,
        1 => Some(skipped_one(locale).to_owned()),
        many => Some(skipped_many(locale, &format_integer(many, locale))),
    }
}

/// `Suspend 3 organisations`.
pub(super) fn action_on(locale: Locale, what: BulkAction, count: i64) -> String {
    format!("{} {}", action(locale, what), organisations(locale, count))
}

/// `3 organisations`.
pub(super) fn organisations(locale: Locale, count: i64) -> String {
    let noun = plural(locale, count, "organisation", "organisations");
    format!("{}\u{a0}{noun}", format_integer(count, locale))
}
