//! Words at the door.

crate::words! {
    title: "Sign in", "Connexion";
    lead(name: &str): "Welcome to {name}.", "Bienvenue chez {name}.";
    console_name: "Console", "Console";
    console_lead: "For the people who run this deployment.", "Pour les personnes qui gèrent ce déploiement.";
    no_account: "You need an invitation from an administrator of this organisation.", "Il vous faut une invitation d’un administrateur de cette organisation.";
    invitation_title: "Join", "Rejoindre";
    invitation_lead(name: &str): "You are invited to {name}.", "Vous avez reçu une invitation à rejoindre {name}.";
    invitation_role: "Your role", "Votre rôle";
    invitation_password_hint: "Choose at least 15 characters; several words make a good one. If you already have an account with this address, give its password.", "Choisissez au moins 15 caractères ; plusieurs mots en font un bon. Si vous avez déjà un compte avec cette adresse, donnez son mot de passe.";
    your_name: "Your name", "Votre nom";
    accept: "Join and sign in", "Rejoindre et se connecter";
    link_over_title: "This link no longer works", "Ce lien ne fonctionne plus";
    link_over: "It has expired or was already used. Ask an administrator for a new one.", "Il a expiré ou a déjà servi. Demandez-en un nouveau à un administrateur.";
    enter_title: "One-time sign-in", "Connexion unique";
    enter_lead: "This link signs you in once, as an operator of this deployment.", "Ce lien vous connecte une seule fois, en tant qu’opérateur de ce déploiement.";
    enter_first: "Come in", "Première connexion";
    enter_choose: "You are an operator of this deployment. Choose a password for the console; one that this account had before no longer counts, and it is signed out everywhere else.", "Vous êtes opérateur de ce déploiement. Choisissez un mot de passe pour la console\u{a0}; celui que ce compte avait auparavant ne compte plus, et ce compte est déconnecté partout ailleurs.";
    enter_prove: "You are an operator of this deployment. This address has an account: give its password once. You are then signed out everywhere else.", "Vous êtes opérateur de ce déploiement. Cette adresse a un compte\u{a0}: indiquez son mot de passe une fois. Vous serez ensuite déconnecté partout ailleurs.";
    enter_over: "It has expired or was already used. Another operator can make you a new one, and so can whoever runs commands on the server.", "Il a expiré ou a déjà servi. Un autre opérateur peut vous en créer un nouveau, de même que toute personne qui a accès aux commandes du serveur.";
    enter: "Sign in to the console", "Ouvrir la console";
    preview_title: "A draft", "Un brouillon";
    preview_text(until: &str): "This is how the sign-in page would look. Nobody else sees it yet, and nobody can sign in here. The link works until {until}.", "Voici à quoi ressemblerait la page de connexion. Personne d’autre ne la voit encore, et on ne peut pas se connecter ici. Le lien fonctionne jusqu’au {until}.";
    preview_pages: "Other pages, mails and receipts, light and dark", "Les autres pages, les e-mails et les reçus, en clair et en sombre";
    preview_pages_text(until: &str): "This is how its pages, mails and receipts would look. Nobody else sees them yet. The link works until {until}.", "Voici à quoi ressembleraient ses pages, ses e-mails et ses reçus. Personne d’autre ne les voit encore. Le lien fonctionne jusqu’au {until}.";
    preview_door: "The sign-in page itself", "La page de connexion elle-même";
    preview_over(name: &str): "It has expired or was withdrawn. Ask somebody at {name} for a new one.", "Il a expiré ou a été retiré. Demandez-en un nouveau à quelqu’un de {name}.";
    forgot_title: "Forgot your password?", "Mot de passe oublié\u{202f}?";
    forgot_lead: "Give the address that you sign in with. We send it a link to choose a new password.", "Indiquez l’adresse avec laquelle vous vous connectez. Nous y envoyons un lien pour choisir un nouveau mot de passe.";
    send_link: "Send the link", "Envoyer le lien";
    sent_title: "Look at your mails", "Consultez votre messagerie";
    sent(minutes: i64): "If this address has an account here, a link to choose a new password is on its way. It works once, within {minutes} minutes.", "Si cette adresse a un compte ici, un lien pour choisir un nouveau mot de passe est en route. Il fonctionne une seule fois, pendant {minutes} minutes.";
    nothing_came: "Nothing came? Look among unwanted mails, or check the address and ask again.", "Rien reçu\u{202f}? Regardez parmi les indésirables, ou vérifiez l’adresse et redemandez un lien.";
    ask_again: "Ask for a new link", "Demander un nouveau lien";
    no_mails: "This server sends no mails. Ask an administrator of your organisation: whoever runs the server can make a link for you.", "Ce serveur n’envoie pas de messages. Adressez-vous à un administrateur de votre organisation\u{00a0}: qui exploite le serveur peut créer un lien pour vous.";
    no_mails_console: "This server sends no mails. Another operator can make you a link to sign in, and so can whoever runs commands on the server.", "Ce serveur n’envoie pas de messages. Un autre opérateur peut vous créer un lien de connexion, de même que toute personne qui a accès aux commandes du serveur.";
    new_password_title: "Choose a new password", "Choisissez un nouveau mot de passe";
    new_password_lead: "You are then signed out on all devices, and sign in with it.", "Vous serez ensuite déconnecté de tous vos appareils et vous reconnecterez avec lui.";
    account: "Account", "Compte";
    set_password: "Set the password", "Enregistrer le mot de passe";
    password_set: "Your new password is set. Sign in with it.", "Votre nouveau mot de passe est enregistré. Connectez-vous avec lui.";
    reset_over: "It has expired or was already used. You can ask for a new one.", "Il a expiré ou a déjà servi. Vous pouvez en demander un nouveau.";
    to_sign_in: "To the sign-in page", "Vers la page de connexion";
}
