//! Words of the receipt.

crate::words! {
    file_name: "receipt", "recu";
    title(number: &str, house: &str): "Receipt {number}, {house}", "Reçu {number}, {house}";
    heading: "Receipt for a repayment", "Reçu de remboursement";
    number(number: &str): "No. {number}", "N°\u{a0}{number}";
    cancelled(day: &str): "The loan was cancelled on {day}: nothing falls due any more. What was paid before stays paid.", "Le prêt a été annulé le {day}\u{a0}: plus rien n’est dû. Ce qui a été payé avant le reste.";
    received(day: &str): "Received on {day}", "Reçu le {day}";
    payer: "Received from", "Reçu de";
    received_for: "For", "Pour";
    loan(number: i64, amount: &str, day: &str): "Loan no. {number} of {amount}, interest-free, of {day}", "Prêt n°\u{a0}{number} de {amount}, sans intérêt, du {day}";
    paid_on: "Date of payment", "Date du paiement";
    recorded: "Recorded", "Enregistré";
    recorded_by(by: &str, at: &str): "By {by}, {at}", "Par {by}, {at}";
    balance: "What is still due", "Ce qui reste dû";
    due_before: "Due before", "Dû avant";
    this_repayment: "This repayment", "Ce remboursement";
    due_after: "Still due", "Reste dû";
}
