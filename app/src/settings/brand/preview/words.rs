//! Words of the studio's preview.

crate::words! {
    preview: "Preview", "Aperçu";
    scene: "Page", "Page";
    scene_door: "Sign-in", "Connexion";
    scene_home: "Home", "Accueil";
    scene_table: "Table", "Tableau";
    scene_form: "Form", "Formulaire";
    scene_mail: "Mail", "E-mail";
    scene_receipt: "Receipt", "Reçu";
    open_mail: "Open the mail in a new tab", "Ouvrir l’e-mail dans un nouvel onglet";
    open_receipt: "Open the receipt (PDF) in a new tab", "Ouvrir le reçu (PDF) dans un nouvel onglet";
    theme: "Theme", "Thème";
    both: "Both", "Les deux";
    width: "Width", "Largeur";
    width_full: "Screen", "Écran";
    width_phone: "Phone", "Téléphone";
    sample_button: "Record a payment", "Saisir un versement";
    sample_second: "Cancel", "Annuler";
    sample_active: "Active", "Actif";
    sample_late: "Late", "En retard";
    sample_repaid: "Repaid", "Remboursé";
    sample_people: "Borrowers", "Emprunteurs";
    sample_person: "Name", "Nom";
    sample_state: "State", "État";
    sample_amount: "Amount", "Montant";
    sample_form: "A payment", "Un versement";
    sample_paid: "Paid by", "Moyen de paiement";
    sample_cash: "Cash", "Espèces";
    sample_receipt: "Send a receipt", "Envoyer un reçu";
    language: "Language", "Langue";
    scene_icon: "Icon", "Icône";
    icon_tab: "Browser tab", "Onglet du navigateur";
    icon_home: "Home screen", "Écran d’accueil";
    icon_letter: "No icon was uploaded: the first letter of the name stands for it.", "Aucune icône n’a été envoyée\u{a0}: la première lettre du nom la remplace.";
}
