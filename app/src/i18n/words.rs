//! Words that many pages share.

crate::words! {
    skip_to_content: "Skip to content", "Aller au contenu";
    navigation: "Main navigation", "Navigation principale";
    open_navigation: "Menu", "Menu";
    breadcrumb: "You are here", "Vous êtes ici";
    account: "Account", "Compte";
    organisations: "Organisations", "Organisations";
    sign_out: "Sign out", "Se déconnecter";
    sign_in: "Sign in", "Se connecter";
    session_ended: "Your session has ended", "Votre session est terminée";
    session_ended_hint: "Sign in again, and you come back to this page.", "Reconnectez-vous\u{a0}: vous reviendrez sur cette page.";
    language: "Language", "Langue";
    theme: "Theme", "Thème";
    theme_system: "As the system", "Comme le système";
    theme_light: "Light", "Clair";
    theme_dark: "Dark", "Sombre";
    list_keys: "Keys in lists: j, k, /", "Touches des listes : j, k, /";
    home: "Home", "Accueil";
    not_found_title: "There is nothing here", "Il n’y a rien ici";
    not_found_hint: "The page may have moved, or the address has a typing error.", "La page a peut-être été déplacée, ou l’adresse comporte une erreur.";
    loans: "Loans", "Prêts";
    loan: "Loan", "Prêt";
    new_loan: "New loan", "Nouveau prêt";
    repayment: "Repayment", "Remboursement";
    invitation: "Invitation", "Invitation";
    new_organisation: "New organisation", "Nouvelle organisation";
    fleet: "Fleet", "Flotte";
    upgrades: "Upgrades", "Mises à niveau";
    members: "Members", "Membres";
    settings: "Settings", "Paramètres";
    organisation: "Organisation", "Organisation";
    brand: "Brand", "Identité visuelle";
    profile: "My profile", "Mon profil";
    console: "Console", "Console";
    powered_by: "Powered by Tenantry", "Propulsé par Tenantry";
    required: "required", "obligatoire";
    optional: "optional", "facultatif";
    save: "Save", "Enregistrer";
    saved: "Saved.", "Enregistré.";
    cancel: "Cancel", "Annuler";
    close: "Close", "Fermer";
    search: "Search", "Rechercher";
    export: "Export", "Exporter";
    export_hint: "All rows of this list, as a CSV file", "Toutes les lignes de cette liste, au format CSV";
    apply: "Apply", "Appliquer";
    clear: "Clear", "Effacer";
    newer: "First page", "Première page";
    older: "Next page", "Page suivante";
    pages: "Pages", "Pages";
    name: "Name", "Nom";
    email: "E-mail address", "Adresse e-mail";
    you: "you", "vous";
    password: "Password", "Mot de passe";
    current_password: "Current password", "Mot de passe actuel";
    new_password: "New password", "Nouveau mot de passe";
    repeat_password: "Repeat the new password", "Répéter le nouveau mot de passe";
    password_rules: "At least 15 characters; several words that don’t belong together make a good one. Nothing else is asked. Common passwords, and those made of your name or the organisation’s, are refused.", "Au moins 15 caractères\u{a0}; plusieurs mots sans rapport en font un bon. Rien d’autre n’est exigé. Les mots de passe courants, ou tirés de votre nom ou de celui de l’organisation, sont refusés.";
    status: "Status", "État";
    role: "Role", "Rôle";
    role_owner: "Owner", "Propriétaire";
    role_admin: "Administrator", "Administrateur";
    role_member: "Member", "Membre";
    show_password: "Show", "Afficher";
    copy: "Copy", "Copier";
    copied: "Copied", "Copié";
    make_link: "Create the link", "Créer le lien";
    try_again: "Try again", "Réessayer";
    back: "Back", "Retour";
    amount: "Amount", "Montant";
    date: "Date", "Date";
    yes: "Yes", "Oui";
    no: "No", "Non";
    mend_fields: "Some fields need your attention.", "Certains champs sont à corriger.";
}

use super::Locale;
use tenantry::access::Role;

pub fn role_name(locale: Locale, role: Role) -> &'static str {
    match role {
        Role::Owner => role_owner(locale),
        Role::Admin => role_admin(locale),
        Role::Member => role_member(locale),
    }
}

pub fn language_name(of: Locale) -> &'static str {
    match of {
        Locale::En => "English",
        Locale::Fr => "Français",
    }
}
