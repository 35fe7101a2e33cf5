//! Words of an operator's own account.

crate::words! {
    title: "My account", "Mon compte";
    lead: "How you come in.", "Votre accès.";
    no_password: "You came by a link and have no password yet. With one you sign in by yourself.", "Vous êtes venu(e) par un lien et n’avez pas encore de mot de passe. Avec un mot de passe, vous vous connectez sans aide.";
    keep: "Set the password", "Définir le mot de passe";
}
