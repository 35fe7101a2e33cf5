//! Words of the sections of one organisation's page.

crate::words! {
    overview: "Overview", "Vue d’ensemble";
    timeline: "Timeline", "Chronologie";
    people: "People", "Personnes";
    notes: "Notes", "Notes";
    support: "Support access", "Accès d’assistance";
    actions: "Actions", "Actions";

    timeline_lead: "What changed, whoever changed it, the newest first.", "Ce qui a changé, qui que ce soit qui l’ait changé, du plus récent au plus ancien.";
    nothing_changed: "Nothing has changed yet.", "Rien n’a encore changé.";

    people_lead: "Who belongs to it, and who is signed in now.", "Qui en fait partie, et qui est connecté en ce moment.";
    since: "Since", "Depuis";
    last_seen: "Last seen", "Vu pour la dernière fois";
    never: "Never", "Jamais";
    ends_on(day: &str): "until {day}", "jusqu’au {day}";
    no_members: "Nobody belongs to it yet. Its first owner has a link that was not used.", "Personne n’en fait encore partie. Son premier propriétaire a un lien qui n’a pas servi.";
    sessions: "Sessions", "Sessions";
    signed_in: "Signed in", "Connexion";
    no_sessions: "Nobody is signed in.", "Personne n’est connecté.";
    end_session: "End", "Terminer";
    end_session_of(name: &str): "End the session of {name}", "Terminer la session de {name}";
    session_was_ended: "The session has ended.", "La session est terminée.";
    end_all: "End all", "Tout terminer";
    end_all_title: "End all sessions?", "Terminer toutes les sessions\u{202f}?";
    end_all_text: "Everybody is signed out at once and signs in again. What they were typing is lost.", "Tout le monde est aussitôt déconnecté et se reconnecte. Ce qui était en cours de saisie est perdu.";
    end_all_now: "End all sessions", "Terminer toutes les sessions";
    sessions_were_ended: "All sessions have ended.", "Toutes les sessions sont terminées.";

    notes_lead: "For operators alone: its own people never see them.", "Pour les opérateurs seulement\u{a0}: ses membres ne les voient jamais.";
    no_notes: "There is no note yet.", "Il n’y a pas encore de note.";
    new_note: "New note", "Nouvelle note";
    new_note_hint: "What the next operator should know. At most 4,000 characters.", "Ce que le prochain opérateur devrait savoir. 4\u{202f}000 caractères au plus.";
    add_note: "Add the note", "Ajouter la note";
    delete_note: "Delete…", "Supprimer…";
    delete_note_what: "It is gone for all operators, and nothing brings it back.", "Elle disparaît pour tous les opérateurs, sans retour possible.";
    delete_note_now: "Delete this note", "Supprimer cette note";
    note_was_deleted: "The note is deleted.", "La note est supprimée.";

    domains: "Domains", "Domaines";
    backups: "Backups", "Sauvegardes";
    domains_lead: "Hosts of its own, verified or not. Its administrators add and verify them in its settings.", "Ses propres noms, vérifiés ou non. Ses administrateurs les ajoutent et les vérifient dans ses paramètres.";
    no_domains: "It has no domain of its own.", "Elle n’a pas de domaine à elle.";
    in_ascii: "In the DNS", "Dans le DNS";
    expires: "Forgotten on", "Oublié le";
    grace_ends: "Served until", "Servi jusqu’au";
    last_look: "Last looked at (UTC)", "Dernière consultation (UTC)";
    remove_domain_text: "It leads nowhere at once. If it is the main address, the subdomain is that again, and everybody signs in there.", "Il ne mène aussitôt plus nulle part. S’il est l’adresse principale, le sous-domaine le redevient, et tout le monde s’y connecte.";
    domain_was_removed: "The domain is removed.", "Le domaine est retiré.";

    maintenance_title: "Maintenance", "Maintenance";
    maintenance_text: "Everybody who comes reads that it is closed for a while, and your message. Sessions are kept.", "Toute personne qui vient lit qu’elle est fermée un moment, ainsi que votre message. Les sessions sont conservées.";
    maintenance_ask: "Begin a maintenance", "Commencer une maintenance";
    message: "Message", "Message";
    message_hint: "Its people read it as you write it, such as until when.", "Ses membres le lisent tel que vous l’écrivez, par exemple jusqu’à quand.";
    maintenance_begin: "Close it for maintenance", "Fermer pour maintenance";
    maintenance_began: "The organisation is in maintenance.", "L’organisation est en maintenance.";

    modules: "Modules", "Modules";
    module_on: "On", "Activé";
    module_off: "Off, data kept", "Désactivé, données conservées";
    module_never: "Off", "Désactivé";
    module_on_text: "Its people use it.", "Ses membres l’utilisent.";
    module_off_text: "Its pages are gone, its data is still there. Turned on again, everything is as it was.", "Ses pages ont disparu, ses données sont toujours là. Réactivé, tout sera comme avant.";
    module_never_text: "It was never on. Its tables are made when it is turned on.", "Il n’a jamais été activé. Ses tables sont créées lors de l’activation.";
    turn_on(module: &str): "Turn {module} on", "Activer {module}";
    turn_off_ask: "Turn it off", "Le désactiver";
    turn_off_text: "Its pages are gone at once for everybody. Nothing is deleted: its data stays in the database, in exports and upgrades.", "Ses pages disparaissent aussitôt pour tous. Rien n’est supprimé\u{a0}: ses données restent dans la base, les exports et les mises à niveau.";
    turn_off(module: &str): "Turn {module} off", "Désactiver {module}";
    module_was_on: "The module is on.", "Le module est activé.";
    module_was_off: "The module is off. Its data is kept.", "Le module est désactivé. Ses données sont conservées.";

    brand: "Brand", "Identité visuelle";
    brand_of(name: &str): "The door of {name}, in light and dark", "La porte d’entrée de {name}, en clair et en sombre";
}
