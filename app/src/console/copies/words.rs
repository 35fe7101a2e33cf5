//! Words of the copies.

use crate::i18n::{Locale, plural};
use tenantry::{money::format_integer, provisioning::Step};

crate::words! {
    title: "Make a copy", "Faire une copie";
    title_of(name: &str): "Make a copy of {name}", "Faire une copie de {name}";
    lead: "A new organisation that begins with all that this one has.", "Une nouvelle organisation qui commence avec tout ce que celle-ci contient.";
    card_text: "A new organisation can begin with all that this one has: its data, modules, brand, settings and plan.", "Une nouvelle organisation peut commencer avec tout ce que celle-ci contient\u{a0}: données, modules, identité visuelle, paramètres et formule.";
    card_ask: "Make a copy…", "Faire une copie…";
    name: "Name of the copy", "Nom de la copie";
    address: "Its address", "Son adresse";
    with_members: "Give the members a place in the copy", "Donner aux membres une place dans la copie";
    copies(size: &str): "The database is copied to where this one is. It has {size}; modules, brand, settings and plan come along.", "La base est copiée au même emplacement que celle-ci. Elle fait {size}\u{a0}; modules, identité visuelle, paramètres et formule suivent.";
    works_on: "This organisation works on meanwhile; nothing of it is changed.", "Cette organisation continue de travailler\u{a0}; rien n’y est modifié.";
    own_from_then: "From then on the two have nothing to do with each other. Own domains stay with this one.", "Ensuite, les deux n’ont plus rien en commun. Les domaines propres restent à celle-ci.";
    leaves_nothing: "When a step fails, nothing of the copy is left.", "Si une étape échoue, il ne reste rien de la copie.";
    start: "Make the copy", "Faire la copie";
    not_now: "It can’t be copied now", "Elle ne peut pas être copiée maintenant";
    back: "Back to the organisation", "Retour à l’organisation";
    made(from: &str): "It is a copy of {from}. Without the members nobody has a place in it yet: invite an owner on its page.", "C’est une copie de {from}. Sans les membres, personne n’y a encore de place\u{a0}: invitez un propriétaire depuis sa page.";
    step_database: "Copy the database", "Copier la base de données";
    step_brand: "Take over settings and brand", "Reprendre les paramètres et l’identité visuelle";
    step_members: "Take over the members, if asked for", "Reprendre les membres, si demandé";
    step_modules: "Turn the same modules on", "Activer les mêmes modules";
}

/// `There are 12 members. …`
pub(super) fn with_members_hint(locale: Locale, members: i64) -> String {
    let number = format_integer(members, locale);
    match locale {
        Locale::En => {
            let (noun, verb) = (plural(locale, members, "member", "members"), plural(locale, members, "has", "have"));
            format!("{number}\u{a0}{noun} {verb} one here, and would have the same role there.")
        }
        Locale::Fr => {
            let (noun, verb) = (plural(locale, members, "membre", "membres"), plural(locale, members, "a", "ont"));
            let would = plural(locale, members, "aurait", "auraient");
            format!("{number}\u{a0}{noun} en {verb} une ici, et {would} le même rôle là-bas.")
        }
    }
}

/// What is another step than when one is made anew.
pub(in crate::console) fn step(locale: Locale, step: Step) -> Option<&'static str> {
    match step {
        Step::Database => Some(step_database(locale)),
        Step::Brand => Some(step_brand(locale)),
        Step::Administrator => Some(step_members(locale)),
        Step::Modules => Some(step_modules(locale)),
        Step::Validate | Step::Reserve | Step::Activate => None,
    }
}
