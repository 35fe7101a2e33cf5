//! Words of the own domains.

crate::words! {
    title: "Own domain", "Domaine";
    lead: "The addresses at which people find you. A name of your own, such as loans.example.org, can take the place of the one that you have here.", "Les adresses où l’on vous trouve. Un nom à vous, comme prets.exemple.fr, peut remplacer celui que vous avez ici.";
    subdomain: "Address here", "Adresse ici";
    subdomain_text: "You have it in any case, and nobody has to make a record for it.", "Elle est à vous dans tous les cas, sans aucun enregistrement à créer.";
    subdomain_leads(main: &str): "It leads to {main}.", "Elle mène à {main}.";
    own: "Own domains", "Vos domaines";
    none: "You have no domain of your own yet. Add one below; until it is verified nothing changes for anybody.", "Vous n’avez pas encore de domaine à vous. Ajoutez-en un ci-dessous\u{a0}; tant qu’il n’est pas vérifié, rien ne change pour personne.";
    add: "Add a domain", "Ajouter un domaine";
    host: "Name", "Nom";
    host_hint: "Of a domain that is yours, such as loans.example.org.", "D’un domaine qui est à vous, comme prets.exemple.fr.";
    add_now: "Add", "Ajouter";
    full(most: u32): "You have {most}, as many as are possible. Remove one to add another.", "Vous en avez {most}, le maximum possible. Retirez-en un pour en ajouter un autre.";
    main: "Main address", "Adresse principale";
    open: "Open", "Ouvrir";
    go_on: "Go on", "Continuer";

    claimed: "Not verified", "Non vérifié";
    taken: "Verified by another", "Vérifié par une autre";
    lost: "Lost", "Perdu";
    verified: "Verified", "Vérifié";
    failing: "Records gone", "Enregistrements disparus";
    claimed_until(day: &str): "Make its records and verify it by {day}; then it is forgotten.", "Créez ses enregistrements et vérifiez-le d’ici le {day}\u{a0}; après, il sera oublié.";
    lost_until(day: &str): "Its records were gone for too long, so it leads nowhere. Make them anew and verify it by {day}.", "Ses enregistrements ont manqué trop longtemps, il ne mène plus nulle part. Recréez-les et vérifiez-le d’ici le {day}.";
    taken_text: "Another organisation here has proved that this name is its own. If it is yours, ask us.", "Une autre organisation a prouvé ici que ce nom est le sien. S’il est à vous, contactez-nous.";
    verified_since(day: &str): "Verified on {day}.", "Vérifié le {day}.";
    failing_title(host: &str): "Records of {host} are gone", "Des enregistrements de {host} ont disparu";
    failing_text(day: &str): "It still works. If the records aren’t back by {day}, it leads nowhere, and your address here is the main one again.", "Il fonctionne encore. Si les enregistrements ne sont pas revenus d’ici le {day}, il ne mènera plus nulle part et votre adresse ici redeviendra la principale.";
    see_records: "See what is missing", "Voir ce qui manque";
    looked_at(at: &str): "Last looked at {at}.", "Dernière consultation\u{a0}: {at}.";
    never_looked: "Nobody has looked at the records yet.", "Les enregistrements n’ont pas encore été consultés.";

    setup_lead: "Make the records below where your domain is managed, then verify. Changes may take from a minute to a day to show.", "Créez les enregistrements ci-dessous là où votre domaine est géré, puis vérifiez. Un changement met d’une minute à un jour à apparaître.";
    records: "Records", "Enregistrements";
    records_text: "Copy each part exactly. Many forms add the end of the name by themselves: then type only what comes before your domain.", "Copiez chaque partie exactement. Beaucoup de formulaires ajoutent eux-mêmes la fin du nom\u{a0}: tapez alors seulement ce qui précède votre domaine.";
    proof: "Whose it is", "À qui il est";
    proof_text: "This record proves that the name is yours. Keep it: it is looked at every day.", "Cet enregistrement prouve que le nom est à vous. Gardez-le\u{a0}: il est consulté chaque jour.";
    pointing: "Where it leads", "Où il mène";
    pointing_text: "This record leads visitors of the name to your pages.", "Cet enregistrement mène les visiteurs du nom à vos pages.";
    or_addresses: "Or, where a CNAME isn’t possible, these addresses, all of them:", "Ou, là où un CNAME n’est pas possible, ces adresses, toutes\u{a0}:";
    apex_addresses(target: &str): "This name is the top of its domain, where no CNAME is possible. Use these addresses, all of them; or ALIAS to {target}, if your provider has it.", "Ce nom est le sommet de son domaine, où un CNAME n’est pas possible. Utilisez ces adresses, toutes\u{a0}; ou ALIAS vers {target}, si votre hébergeur le propose.";
    apex_alias: "This name is the top of its domain, where no CNAME is possible. Use ALIAS (some call it ANAME or a flattened CNAME), if your provider has it; otherwise add a name below, such as www.", "Ce nom est le sommet de son domaine, où un CNAME n’est pas possible. Utilisez ALIAS (ou ANAME, ou CNAME aplati), si votre hébergeur le propose\u{a0}; sinon ajoutez un nom en dessous, comme www.";
    authority: "Who may make certificates", "Qui peut créer des certificats";
    kind: "Type", "Type";
    record_name: "Name", "Nom";
    value: "Value", "Valeur";
    found: "Found:", "Trouvé\u{a0}:";
    right: "Right", "Correct";
    wrong: "Wrong", "Incorrect";
    missing: "Not there yet", "Pas encore là";
    unknown: "Not known", "Inconnu";
    look_now: "Look now", "Consulter maintenant";
    was_looked: "The records were looked at.", "Les enregistrements ont été consultés.";
    verify: "Verify", "Vérifier";
    was_verified: "The name is verified and leads here.", "Le nom est vérifié et mène ici.";
    ready: "All records are right", "Tous les enregistrements sont corrects";
    ready_text: "Verify the name now, so that it leads to you.", "Vérifiez le nom maintenant, pour qu’il mène à vous.";

    no_such_name: "No record is there yet, or it isn’t seen everywhere yet.", "Il n’y a pas encore d’enregistrement, ou il n’est pas encore visible partout.";
    no_record: "The name is there, but without this record.", "Le nom existe, mais sans cet enregistrement.";
    no_answer: "The DNS didn’t answer in time. This says nothing about your records; it is asked again.", "Le DNS n’a pas répondu à temps. Cela ne dit rien de vos enregistrements\u{a0}; il sera consulté de nouveau.";
    server_failed: "The servers of your domain answer with an error. If that lasts, ask your DNS provider.", "Les serveurs de votre domaine répondent par une erreur. Si cela dure, demandez à votre hébergeur DNS.";
    doubled_zone(at: &str): "The record is at {at}: your provider has added the domain once more. Type only what comes before your domain.", "L’enregistrement est à {at}\u{a0}: votre hébergeur a ajouté le domaine une fois de plus. Tapez seulement ce qui précède votre domaine.";
    at_host_itself(host: &str, proof: &str): "The record is at {host} itself. It belongs at {proof}.", "L’enregistrement est à {host} même. Sa place est à {proof}.";
    quoted: "The value stands in quotes. Take them away.", "La valeur est entre guillemets. Retirez-les.";
    old_value: "It has the value of an earlier try or of another organisation. Put the value above in its place.", "Il a la valeur d’un essai précédent ou d’une autre organisation. Remplacez-la par la valeur ci-dessus.";
    other_value: "A record is there, but with another value. Add one with the value above.", "Un enregistrement existe, mais avec une autre valeur. Ajoutez-en un avec la valeur ci-dessus.";
    cname_elsewhere(there: &str, target: &str): "The name leads to {there} instead of {target}.", "Le nom mène à {there} au lieu de {target}.";
    address_elsewhere(address: &str): "The name leads to the address {address}, which isn’t ours. Take that record away.", "Le nom mène à l’adresse {address}, qui n’est pas la nôtre. Retirez cet enregistrement.";
    some_elsewhere(address: &str): "Besides our address there is {address}: some visitors get lost. Take that record away.", "À côté de notre adresse il y a {address}\u{a0}: des visiteurs se perdent. Retirez cet enregistrement.";
    cname_beside_others: "There are other records beside the CNAME, which the DNS forbids. Keep the CNAME alone at this name.", "Il y a d’autres enregistrements à côté du CNAME, ce que le DNS interdit. Gardez seulement le CNAME à ce nom.";
    authority_forbidden(at: &str, authority: &str): "The CAA records of {at} don’t let {authority} make a certificate, so browsers would warn. Add this one:", "Les enregistrements CAA de {at} ne permettent pas à {authority} de créer un certificat\u{a0}; les navigateurs afficheraient un avertissement. Ajoutez celui-ci\u{a0}:";
    remembered_seconds(seconds: u32): "After a change, resolvers may remember what was there for up to {seconds} seconds.", "Après un changement, l’ancien état peut rester en mémoire jusqu’à {seconds} secondes.";
    remembered_minutes(minutes: u32): "After a change, resolvers may remember what was there for up to {minutes} minutes.", "Après un changement, l’ancien état peut rester en mémoire jusqu’à {minutes} minutes.";
    remembered_hours(hours: u32): "After a change, resolvers may remember what was there for up to {hours} hours.", "Après un changement, l’ancien état peut rester en mémoire jusqu’à {hours} heures.";

    main_text: "Try the name first. When it opens well, it can become the address that all others lead to.", "Essayez d’abord le nom. S’il s’ouvre bien, il peut devenir l’adresse à laquelle toutes les autres mènent.";
    is_main_text(subdomain: &str): "It is the main address: links in mails name it, and {subdomain} leads to it.", "C’est l’adresse principale\u{a0}: les liens des messages la portent, et {subdomain} y mène.";
    main_needs_records: "Its records are gone. It can become the main address when they are back.", "Ses enregistrements ont disparu. Il pourra devenir l’adresse principale quand ils seront revenus.";
    make_main_ask: "Make it the main address", "En faire l’adresse principale";
    make_main_text(host: &str, subdomain: &str): "Links and bookmarks of {subdomain} lead to the same page at {host} from now on, and mails name it. Everybody signs in once more there, you too. You can go back at any time.", "Les liens et favoris de {subdomain} mèneront désormais à la même page de {host}, et les messages la nommeront. Tout le monde s’y connecte une fois de plus, vous aussi. Vous pourrez revenir en arrière à tout moment.";
    make_main: "Make it the main address now", "En faire l’adresse principale maintenant";
    main_was_changed: "This is the main address now.", "C’est maintenant l’adresse principale.";
    back_ask: "Go back to the address here", "Revenir à l’adresse ici";
    back_text(subdomain: &str): "{subdomain} is the main address again, and mails name it. Everybody signs in once more there, you too. Your own domain still works.", "{subdomain} redevient l’adresse principale, et les messages la nomment. Tout le monde s’y connecte une fois de plus, vous aussi. Votre domaine fonctionne toujours.";
    back: "Go back now", "Revenir maintenant";

    remove_title: "Remove", "Retirer";
    remove_main_text: "It leads nowhere at once, and your address here is the main one again. Everybody signs in once more there.", "Il ne mène aussitôt plus nulle part, et votre adresse ici redevient la principale. Tout le monde s’y connecte une fois de plus.";
    remove_served_text: "It leads nowhere at once. Whoever is signed in there signs in at another address of yours.", "Il ne mène aussitôt plus nulle part. Qui y est connecté se connecte à une autre de vos adresses.";
    remove_claim_text: "Nothing changes for anybody: it leads nowhere yet.", "Rien ne change pour personne\u{a0}: il ne mène encore nulle part.";
    remove_ask: "Remove it", "Le retirer";
    remove_sure: "To have it again you would need a new record. Take the old records away at your provider afterwards.", "Pour l’avoir de nouveau, il faudrait un nouvel enregistrement. Retirez ensuite les anciens chez votre hébergeur.";
    remove(host: &str): "Remove {host}", "Retirer {host}";
    was_removed: "The domain is removed.", "Le domaine est retiré.";
}
