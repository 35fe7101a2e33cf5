//! Words of the public site.

crate::words! {
    find_link: "Find my organisation", "Trouver mon organisation";
    create_link: "Create your organisation", "Créer votre organisation";

    hero_title: "Every organisation in a house of its own", "À chaque organisation, sa propre maison";
    hero_lead: "Tenantry runs many organisations side by side. Each has its own address, its own colours, its own people and its own database.", "Tenantry héberge de nombreuses organisations côte à côte. Chacune a son adresse, ses couleurs, ses membres et sa base de données.";
    houses: "Three houses that look nothing alike, each above a store of its own", "Trois maisons qui ne se ressemblent pas, chacune au-dessus de sa propre réserve";

    brand_title: "Its own look", "Son propre visage";
    brand: "Logo, colours, corners and headings are chosen by its administrators and seen from the sign-in page on. Contrast is computed and mended, so that everything stays readable.", "Logo, couleurs, arrondis et titres sont choisis par ses administrateurs et visibles dès la page de connexion. Le contraste est calculé et corrigé\u{a0}: tout reste lisible.";
    database_title: "A database of its own", "Sa propre base de données";
    database: "Its data live in a separate database, a file or a database on PostgreSQL. There is no table that it shares with a neighbour.", "Ses données vivent dans une base séparée, un fichier ou une base PostgreSQL. Elle ne partage aucune table avec une voisine.";
    people_title: "Its own people", "Ses propres membres";
    people: "Members come by invitation and sign in on its own page, as owner, administrator or member. A session opens this organisation and no other.", "Les membres arrivent sur invitation et se connectent sur sa page, comme propriétaire, administrateur ou membre. Une session ouvre cette organisation et aucune autre.";
    modules_title: "What it needs, and no more", "Ce qu’il lui faut, rien de plus";
    modules_text: "Work comes in modules that an organisation turns on. The first keeps interest-free loans: instalments, guarantors, repayments, and what is late.", "Le travail se fait dans des modules que l’organisation active. Le premier tient les prêts sans intérêt\u{a0}: échéances, garants, remboursements, retards.";
    console_title: "One console for all of them", "Une console pour toutes";
    console: "Whoever runs the deployment finds every organisation in one list, opens a new one step by step, suspends one with a reason and resumes it.", "Qui gère le déploiement retrouve toutes les organisations dans une liste, en ouvre une nouvelle étape par étape, en suspend une avec un motif, puis la rétablit.";
    everywhere_title: "At home everywhere", "Chez soi partout";
    everywhere: "In French and in English, in light and dark, on a phone, by keyboard alone, and without JavaScript.", "En français et en anglais, en clair et en sombre, sur téléphone, au clavier seul, et sans JavaScript.";

    whom_title: "For whoever looks after several organisations", "Pour qui veille sur plusieurs organisations";
    whom: "A federation and its branches, a network of associations, a provider with many customers: one deployment to look after, and everybody at home in their own.", "Une fédération et ses antennes, un réseau d’associations, un prestataire et ses clients\u{a0}: un seul déploiement à gérer, et chacun chez soi.";

    sign_up_lead: "It takes a minute. You become its owner and invite the others.", "Une minute suffit. Vous en devenez propriétaire et invitez les autres.";
    organisation_name: "Name of the organisation", "Nom de l’organisation";
    address: "Address", "Adresse";
    address_hint: "Where its people sign in: 3 to 40 letters a to z, digits and hyphens. Later, only an operator can change it.", "Là où ses membres se connectent\u{a0}: 3 à 40 lettres de a à z, chiffres et tirets. Ensuite, seul un opérateur pourra la changer.";
    language_hint: "What its pages speak at first. Everybody can choose for themselves.", "La langue de ses pages au départ. Chacun peut choisir la sienne.";
    modules: "Modules", "Modules";
    loans_hint: "Interest-free loans with instalments, guarantors and repayments.", "Prêts sans intérêt avec échéances, garants et remboursements.";
    you: "You", "Vous";
    you_lead: "The first owner of the organisation.", "Premier propriétaire de l’organisation.";
    your_name: "Your name", "Votre nom";
    create: "Create the organisation", "Créer l’organisation";
    next_step: "Next you choose a password, at your organisation’s own address.", "Vous choisirez ensuite un mot de passe, à l’adresse de votre organisation.";
    sent_title: "Look at your mails", "Consultez votre messagerie";
    sent: "Your organisation is made. A link to choose your password and come in is on its way to your address. It works once, within 72 hours.", "Votre organisation est créée. Un lien pour choisir votre mot de passe et entrer est en route vers votre adresse. Il fonctionne une seule fois, pendant 72\u{a0}heures.";
    nothing_came: "Nothing came? Look among unwanted mails. If the address had a mistake in it, ask the people who run this deployment for a new link.", "Rien reçu\u{202f}? Regardez parmi les indésirables. Si l’adresse était erronée, demandez un nouveau lien aux responsables de ce déploiement.";
    closed_title: "Sign-up is closed here", "L’inscription est fermée ici";
    closed: "New organisations are made by the people who run this deployment. Ask them for one; if yours exists already, look it up.", "Les nouvelles organisations sont créées par les responsables de ce déploiement. Adressez-vous à eux ; si la vôtre existe déjà, recherchez-la.";

    find_lead: "Write its address or its exact name.", "Écrivez son adresse ou son nom exact.";
    find_field: "Address or name", "Adresse ou nom";
    find_hint(example: &str): "For example {example}, or the name as it stands on its pages.", "Par exemple {example}, ou le nom tel qu’il figure sur ses pages.";
    find: "Find", "Rechercher";
    not_found_title(asked: &str): "No organisation is called “{asked}”.", "Aucune organisation ne s’appelle «\u{a0}{asked}\u{a0}».";
    not_found: "Names must be written in full. Your invitation, or anybody who is a member, tells you the address.", "Le nom doit être écrit en entier. Votre invitation, ou tout membre, vous donnera l’adresse.";
}
