//! Words of support access in the console.

crate::words! {
    lead: "Going in as support: an owner allows it for a time, every page that you see is written down and shown to them.", "Entrer pour l’assistance\u{a0}: un propriétaire l’accorde pour un temps, chaque page vue est notée et lui est montrée.";
    lead_notice: "Going in as support: its owners are told at once, every page that you see is written down and shown to them.", "Entrer pour l’assistance\u{a0}: ses propriétaires sont prévenus aussitôt, chaque page vue est notée et leur est montrée.";
    ask_title: "Ask to come in", "Demander à entrer";
    reason_hint: "The organisation reads it as you write it. At least 10 characters.", "L’organisation le lit tel que vous l’écrivez. 10 caractères au moins.";
    length: "For how long", "Pour combien de temps";
    length_hint: "The owner may choose another time.", "Le propriétaire peut choisir une autre durée.";
    write: "I need to change something", "Je dois modifier quelque chose";
    write_hint: "An owner has to allow that as well. Without it you only look.", "Un propriétaire doit aussi l’accorder. Sinon, vous ne faites que regarder.";
    ask: "Ask", "Demander";
    ask_notice: "Begin, and tell the owners", "Commencer et prévenir les propriétaires";
    was_asked: "You have asked. The owners see it at the top of their pages.", "C’est demandé. Les propriétaires le voient en haut de leurs pages.";
    was_withdrawn: "It is taken back.", "C’est retiré.";
    waits: "It waits for an owner’s answer.", "En attente de la réponse d’un propriétaire.";
    anothers: "It is another operator’s.", "C’est la demande d’un autre opérateur.";
    enter: "Enter", "Entrer";
    withdraw: "Take back", "Retirer";
    end: "End", "Terminer";
    none: "Nobody has asked to come in yet.", "Personne n’a encore demandé à entrer.";
}
