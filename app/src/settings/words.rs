//! Words of the settings.

crate::words! {
    organisation_lead: "What everybody here shares.", "Ce que tout le monde partage ici.";
    organisation_language_hint: "For members who haven’t chosen a language of their own, and for visitors.", "Pour les membres qui n’ont pas choisi de langue, et pour les visiteurs.";

    sender_name: "Sender of mails", "Expéditeur des messages";
    sender_name_hint: "Whom people see a mail from you come from. Empty: the organisation’s name.", "Le nom que vos destinataires voient. Vide\u{a0}: le nom de l’organisation.";
    reply_to: "Answers to mails", "Réponses aux messages";
    reply_to_hint: "The e-mail address that gets them. Empty: mails can’t be answered.", "L’adresse e-mail qui les reçoit. Vide\u{a0}: on ne peut pas répondre aux messages.";

    profile_lead: "How others here see you, and how you sign in.", "Comment les autres vous voient ici, et comment vous vous connectez.";
    about_you: "About you", "Vous";
    language_of_organisation: "The organisation’s language", "La langue de l’organisation";
    password_title: "Password", "Mot de passe";
    password_note: "After a change, all your other sessions end; this one stays.", "Après un changement, toutes vos autres sessions se terminent\u{a0}; celle-ci reste ouverte.";
    change_password: "Change the password", "Changer le mot de passe";
    password_changed: "Your password has been changed. Your other sessions have ended.", "Votre mot de passe a été changé. Vos autres sessions sont terminées.";

    sessions_title: "Where you are signed in", "Où vous êtes connecté";
    sessions_note: "With this account, here and in your other organisations. End what you don’t know, and then change your password.", "Avec ce compte, ici et dans vos autres organisations. Terminez ce que vous ne reconnaissez pas, puis changez votre mot de passe.";
    device: "Device", "Appareil";
    browser_on(browser: &str, system: &str): "{browser} on {system}", "{browser} sur {system}";
    unknown_device: "Unknown device", "Appareil inconnu";
    at_the_console: "Console", "Console";
    last_used: "Last used", "Dernière activité";
    this_session: "This session", "Cette session";
    end_session_on(device: &str): "End the session: {device}", "Terminer la session\u{a0}: {device}";
    end_others: "End all other sessions", "Terminer toutes les autres sessions";
    session_was_ended: "The session has ended.", "La session est terminée.";
    other_sessions_were_ended: "All your other sessions have ended.", "Toutes vos autres sessions sont terminées.";

    history: "History", "Historique";
    version: "Version", "Version";
}
