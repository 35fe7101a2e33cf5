//! Words of an operator's own account.

crate::words! {
    title: "My account", "Mon compte";
    lead: "How you come in, and where you are in.", "Votre accès, et où vous êtes connecté(e).";
    sessions_note: "With this account, at the console and in organisations. End what you don’t know, and then change your password.", "Avec ce compte, à la console et dans des organisations. Terminez ce que vous ne reconnaissez pas, puis changez votre mot de passe.";
    no_password: "You came by a link and have no password yet. With one you sign in by yourself.", "Vous êtes venu(e) par un lien et n’avez pas encore de mot de passe. Avec un mot de passe, vous vous connectez sans aide.";
    keep: "Set the password", "Définir le mot de passe";
}
