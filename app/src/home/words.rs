//! Words of the organisation's home.

crate::words! {
    hello(name: &str): "Hello, {name}", "Bonjour {name}";
    loans_lead: "How the loans stand today.", "Où en sont les prêts aujourd’hui.";
    plain_lead(name: &str): "Welcome to {name}.", "Bienvenue chez {name}.";
    new_loan: "New loan", "Nouveau prêt";

    active: "Active loans", "Prêts en cours";
    active_note(late: &str): "of which late: {late}", "dont en retard\u{a0}: {late}";
    none_late: "none late", "aucun en retard";
    lent: "Lent", "Prêté";
    lent_note: "not yet repaid", "pas encore remboursé";
    due: "Due this month", "Attendu ce mois-ci";
    due_note: "without earlier arrears", "hors retards antérieurs";
    overdue: "Overdue", "En retard";
    overdue_note: "see who is late", "voir qui est en retard";
    nothing_overdue: "nobody is late", "personne n’est en retard";

    chart: "Lent and repaid in twelve months", "Prêté et remboursé en douze mois";
    chart_figures: "Show the figures", "Afficher les chiffres";
    month: "Month", "Mois";
    repaid: "Repaid", "Remboursé";

    late: "Late the longest", "Les plus en retard";
    late_all: "Show all", "Tout afficher";
    due_since(date: &str): "due since {date}", "dû depuis le {date}";
    outstanding: "still due", "restant dû";
    nobody_late: "Everybody is on time.", "Tout le monde est à jour.";

    first_title: "No loans to show yet", "Pas encore de prêt à afficher";
    first_text: "As soon as you lend, this page says what is running, what falls due and what is late.", "Dès le premier prêt, cette page dira ce qui est en cours, ce qui est attendu et ce qui est en retard.";

    here: "What you can do here", "Ce que vous pouvez faire ici";
    members_text: "See who belongs to the organisation.", "Voir qui fait partie de l’organisation.";
    members_manage_text: "See who belongs to the organisation, and invite others.", "Voir qui fait partie de l’organisation et inviter d’autres personnes.";
    organisation_text: "Name, language, time zone and currency.", "Nom, langue, fuseau horaire et devise.";
    brand_text: "Logo, colours and headings, as everybody sees them.", "Logo, couleurs et titres, tels que tous les voient.";
    profile_text: "Your name and your password.", "Votre nom et votre mot de passe.";
}
