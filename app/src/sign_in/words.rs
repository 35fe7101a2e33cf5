//! Words at the door.

crate::words! {
    title: "Sign in", "Connexion";
    lead(name: &str): "Welcome to {name}.", "Bienvenue chez {name}.";
    console_name: "Console", "Console";
    console_lead: "For the people who run this deployment.", "Pour les personnes qui gèrent ce déploiement.";
    no_account: "You need an invitation from an administrator of this organisation.", "Il vous faut une invitation d’un administrateur de cette organisation.";
    invitation_title: "Join", "Rejoindre";
    invitation_lead(name: &str): "You are invited to {name}.", "Vous êtes invité(e) à rejoindre {name}.";
    invitation_role: "Your role", "Votre rôle";
    invitation_password_hint: "Choose at least 15 characters; several words make a good one. If you already have an account with this address, give its password.", "Choisissez au moins 15 caractères ; plusieurs mots en font un bon. Si vous avez déjà un compte avec cette adresse, donnez son mot de passe.";
    your_name: "Your name", "Votre nom";
    accept: "Join and sign in", "Rejoindre et se connecter";
    link_over_title: "This link no longer works", "Ce lien ne fonctionne plus";
    link_over: "It has expired or was already used. Ask an administrator for a new one.", "Il a expiré ou a déjà servi. Demandez-en un nouveau à un administrateur.";
    enter_title: "One-time sign-in", "Connexion unique";
    enter_lead: "This link signs you in once, as an operator of this deployment.", "Ce lien vous connecte une seule fois, en tant qu’opérateur de ce déploiement.";
    enter: "Sign in to the console", "Ouvrir la console";
    preview_title: "A draft", "Un brouillon";
    preview_text(until: &str): "This is how the sign-in page would look. Nobody else sees it yet, and nobody can sign in here. The link works until {until}.", "Voici à quoi ressemblerait la page de connexion. Personne d’autre ne la voit encore, et on ne peut pas se connecter ici. Le lien fonctionne jusqu’au {until}.";
    preview_over(name: &str): "It has expired or was withdrawn. Ask somebody at {name} for a new one.", "Il a expiré ou a été retiré. Demandez-en un nouveau à quelqu’un de {name}.";
    to_sign_in: "To the sign-in page", "Vers la page de connexion";
}
