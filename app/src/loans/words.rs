//! Words of the loans.

crate::words! {
    new_loan: "New loan", "Nouveau prêt";
    number: "No.", "N°";
    loan_number(number: i64): "Loan no. {number}", "Prêt n° {number}";
    borrower: "Borrower", "Emprunteur";
    start: "Start", "Début";
    next_due: "Next due", "Échéance";
    repaid_part: "Repaid", "Remboursé";
    nothing_due: "—", "—";
    /// The list's name in the name of its file.
    file_name: "loans", "prets";

    all: "All", "Tous";
    active: "Active", "En cours";
    late: "Late", "En retard";
    repaid: "Repaid", "Remboursé";
    cancelled: "Cancelled", "Annulé";
    all_active: "Active", "En cours";
    all_repaid: "Repaid", "Remboursés";
    all_cancelled: "Cancelled", "Annulés";

    search_label: "Search loans", "Rechercher un prêt";
    search_hint: "Name or number", "Nom ou numéro";
    list_caption: "Loans", "Prêts";
    none_title: "No loans yet", "Aucun prêt pour l’instant";
    none_text: "Record the first one: who borrows, how much, and in how many monthly instalments it comes back.", "Enregistrez le premier\u{a0}: qui emprunte, combien, et en combien de mensualités.";
    none_to_see: "Nobody has recorded a loan so far.", "Personne n’a encore enregistré de prêt.";
    not_found_title: "No loan matches", "Aucun prêt ne correspond";
    not_found_text: "Try another name or number, or look through all of them.", "Essayez un autre nom ou numéro, ou parcourez tous les prêts.";
    none_of_status: "There is none in this state just now.", "Il n’y en a aucun dans cet état pour le moment.";
    show_all: "Show all loans", "Afficher tous les prêts";

    record_repayment: "Record a repayment", "Enregistrer un remboursement";
    cancel_loan: "Cancel the loan", "Annuler le prêt";
    cancel_question(number: i64): "Cancel loan no. {number}?", "Annuler le prêt n° {number}\u{202f}?";
    cancel_consequence(borrower: &str, due: &str): "{borrower} will no longer owe the {due} that is still due, and nothing will fall due any more.", "{borrower} ne devra plus les {due} restants, et aucune échéance ne sera plus demandée.";
    cancel_kept: "Repayments that were recorded stay in the history.", "Les remboursements enregistrés restent dans l’historique.";
    cancel_for_good: "This can’t be undone.", "Cette action est définitive.";
    close: "Close", "Fermer";

    saved_loan: "The loan is recorded.", "Le prêt est enregistré.";
    saved_repayment: "The repayment is recorded.", "Le remboursement est enregistré.";
    saved_cancellation: "The loan is cancelled.", "Le prêt est annulé.";

    still_due: "still due", "restant dû";
    repaid_of(repaid: &str, amount: &str): "{repaid} of {amount} repaid", "{repaid} remboursés sur {amount}";
    was_repaid: "Repaid in full.", "Entièrement remboursé.";
    was_cancelled: "Cancelled: nothing falls due any more.", "Annulé\u{a0}: plus rien n’est dû.";
    facts: "Terms", "Conditions";
    ends_on: "Last instalment", "Dernière échéance";
    instalments: "Instalments", "Mensualités";
    phone: "Phone", "Téléphone";
    guarantors: "Guarantors", "Garants";
    no_guarantors: "None", "Aucun";
    note: "Note", "Note";

    schedule: "Schedule", "Échéancier";
    due_on: "Due on", "Échéance";
    paid_part: "Paid", "Payé";
    state: "State", "État";
    paid: "Paid", "Payée";
    partly_paid: "Partly paid", "Payée en partie";
    upcoming: "Upcoming", "À venir";
    overdue: "Overdue", "En retard";
    instalment_cancelled: "Cancelled", "Annulée";

    repayments: "Repayments", "Remboursements";
    receipt: "Receipt", "Reçu";
    receipt_pdf: "Receipt (PDF)", "Reçu (PDF)";
    receipt_of(day: &str): ", {day}", ", {day}";
    no_repayments: "Nothing has been repaid yet.", "Rien n’a encore été remboursé.";
    history: "History", "Historique";
    event_created(amount: &str, actor: &str): "{actor} recorded the loan of {amount}.", "{actor} a enregistré le prêt de {amount}.";
    event_repayment(amount: &str, actor: &str): "{actor} recorded a repayment of {amount}.", "{actor} a enregistré un remboursement de {amount}.";
    event_cancelled(actor: &str): "{actor} cancelled the loan.", "{actor} a annulé le prêt.";

    who_borrows: "Who borrows?", "Qui emprunte\u{202f}?";
    terms: "How much, and until when?", "Combien, et jusqu’à quand\u{202f}?";
    somebody_new: "Somebody new…", "Une nouvelle personne…";
    borrower_hint: "Choose somebody who borrowed before, or “Somebody new”.", "Choisissez une personne qui a déjà emprunté, ou «\u{a0}Une nouvelle personne\u{a0}».";
    full_name: "First name and last name", "Prénom et nom";
    starts_on: "Start date", "Date de début";
    starts_on_hint: "The first instalment falls due one month later.", "La première mensualité est due un mois plus tard.";
    instalments_field: "Number of monthly instalments", "Nombre de mensualités";
    instalments_hint: "From 1 to 120.", "De 1 à 120.";
    guarantors_hint: "One name a line, at most ten.", "Un nom par ligne, dix au plus.";
    preview(count: &str, amount: &str): "{count} instalments of {amount} each.", "{count} mensualités de {amount} chacune.";
    preview_with_last(count: &str, amount: &str, last: &str): "{count} instalments of {amount} each, the last one of {last}.", "{count} mensualités de {amount}, la dernière de {last}.";
    preview_single(amount: &str): "One instalment of {amount}.", "Une seule mensualité de {amount}.";
    lend: "Create the loan", "Créer le prêt";
    more: "Guarantors and note", "Garants et note";

    repay_lead(due: &str): "{due} is still due.", "Il reste {due} à rembourser.";
    repay_amount_hint(amount: &str, date: &str): "The next instalment is {amount}, due on {date}.", "La prochaine mensualité est de {amount}, due le {date}.";
    paid_on: "Date of the repayment", "Date du remboursement";
    record: "Record the repayment", "Enregistrer le remboursement";
    settled: "Nothing is due any more on this loan.", "Il ne reste rien à rembourser sur ce prêt.";
    back_to_loan: "Back to the loan", "Retour au prêt";
}
