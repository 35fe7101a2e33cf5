//! Words of plans, for everybody who has one.

use crate::i18n::{Locale, format_day};
use tenantry::plans::{Feature, FeatureFlag, Limit};

crate::words! {
    plan: "Plan", "Formule";
    lead: "What your organisation may have, and how much of it it has.", "Ce que votre organisation peut avoir, et ce qu’elle en utilise.";
    your_plan: "Your plan", "Votre formule";
    used: "Use", "Utilisation";
    features: "Features", "Fonctions";
    modules: "Modules", "Modules";
    price: "Price", "Prix";
    no_price: "No price", "Sans prix";
    a_month(price: &str): "{price} a month", "{price} par mois";
    a_year(price: &str): "{price} a year", "{price} par an";
    all_modules: "All", "Tous";
    no_modules: "None", "Aucun";

    members: "People and open invitations", "Personnes et invitations en cours";
    storage: "Database and files", "Base de données et fichiers";
    requests: "Requests this month", "Requêtes ce mois-ci";
    of(used: &str, most: &str): "{used} of {most}", "{used} sur {most}";
    without_limit(used: &str): "{used}, no limit", "{used}, sans limite";
    over: "Too much", "Dépassé";
    near: "Nearly reached", "Presque atteint";
    counted_only: "Counted, and refused to nobody.", "Comptées, et refusées à personne.";
    modules_beyond(names: &str): "Turned on, but not in the plan: {names}.", "Activés, mais absents de la formule\u{a0}: {names}.";

    over_since(what: &str, day: &str): "More than the plan allows since {day}: {what}", "Au-delà de la formule depuis le {day}\u{a0}: {what}";
    grace_runs(until: &str): "Until {until} nothing comes of it. From then on nothing can be added; reading, exporting and deleting always work.", "Jusqu’au {until}, rien ne change. Ensuite, rien ne pourra être ajouté\u{a0}; lire, exporter et supprimer restent toujours possibles.";
    grace_ended(until: &str): "Since {until} nothing can be added; reading, exporting and deleting work as always.", "Depuis le {until}, rien ne peut être ajouté\u{a0}; lire, exporter et supprimer restent possibles.";
    modules_close(until: &str): "Until {until} nothing comes of it. From then on they are closed, and nothing else can be added; what is in them is kept and can be taken along as a file.", "Jusqu’au {until}, rien ne change. Ensuite ils sont fermés et rien d’autre ne peut être ajouté\u{a0}; ce qu’ils contiennent est conservé et peut être emporté dans un fichier.";
    modules_closed(until: &str): "Since {until} they are closed, and nothing else can be added; what is in them is kept and can be taken along as a file.", "Depuis le {until}, ils sont fermés et rien d’autre ne peut être ajouté\u{a0}; ce qu’ils contiennent est conservé et peut être emporté dans un fichier.";
    take_along(module: &str): "Take along as a file: {module}", "Emporter dans un fichier\u{a0}: {module}";
    do_members: "Remove people or take invitations back, or ask for a larger plan.", "Retirez des personnes ou annulez des invitations, ou demandez une formule plus large.";
    do_storage: "Delete what nobody needs, or ask for a larger plan.", "Supprimez ce qui ne sert plus, ou demandez une formule plus large.";
    do_modules: "Ask for another plan, or have the modules turned off; their data is kept.", "Demandez une autre formule, ou faites désactiver les modules\u{a0}; leurs données sont conservées.";

    what_happens_title: "When there is more than the plan allows", "En cas de dépassement";
    what_happens(days: u32): "Nobody can be invited beyond the number of people. For all else there are {days} days to settle it: until then everything works. After that nothing can be added, neither loans nor files nor people, until there is less again, and modules that the plan doesn’t have are closed. Nothing is ever deleted for it; reading, recording repayments and deleting work in whatever is open, and exporting always does.", "Personne ne peut être invité au-delà du nombre de personnes. Pour le reste, vous avez {days} jours pour y remédier\u{a0}: d’ici là, tout fonctionne. Ensuite rien ne peut être ajouté, ni prêts, ni fichiers, ni personnes, tant que le dépassement dure, et les modules absents de la formule sont fermés. Rien n’est jamais supprimé pour autant\u{a0}; lire, enregistrer des remboursements et supprimer restent possibles dans tout ce qui est ouvert, et exporter toujours.";

    on: "On", "Activée";
    off: "Not in the plan", "Hors formule";
    own_domain: "A domain of its own", "Un domaine à soi";
    own_domain_hint: "Pages under an address such as loans.example.org.", "Des pages à une adresse comme prets.exemple.fr.";
    mail_sender: "Own name in mails", "Son nom dans les e-mails";
    mail_sender_hint: "A sender’s name and an address for answers of its own.", "Un nom d’expéditeur et une adresse de réponse à soi.";
    preview_links: "Links to drafts of the brand", "Liens vers les brouillons d’identité";
    preview_links_hint: "They show a brand to others before it is published.", "Ils montrent une identité à d’autres avant sa publication.";
    planned_brand: "Planned publication of the brand", "Publication prévue de l’identité";
    white_label: "White label", "Marque blanche";
    white_label_hint: "Its sign-in pages don’t name Tenantry.", "Ses pages de connexion ne nomment pas Tenantry.";
    planned_brand_hint: "A brand is published at a moment to come.", "Une identité est publiée à un moment à venir.";

    flag_on: "On whatever the plan says", "Activée quelle que soit la formule";
    flag_off: "Off whatever the plan says", "Désactivée quelle que soit la formule";
    until(day: &str): "until {day}", "jusqu’au {day}";
    flag_is_over: "over: the plan counts again", "terminé\u{a0}: la formule compte de nouveau";

    notice_restricted: "Your organisation has had more than its plan allows for too long: nothing can be added at the moment.", "Votre organisation dépasse sa formule depuis trop longtemps\u{a0}: rien ne peut être ajouté pour l’instant.";
    notice_over(until: &str): "Your organisation has more than its plan allows. From {until} on nothing could be added.", "Votre organisation dépasse sa formule. À partir du {until}, rien ne pourrait plus être ajouté.";
    notice_near(what: &str, used: &str): "Your organisation is near a limit of its plan. {what}: {used}.", "Votre organisation approche d’une limite de sa formule. {what}\u{a0}: {used}.";
    notice_passed(what: &str, used: &str): "Your organisation has passed a limit of its plan; nothing is refused for it. {what}: {used}.", "Votre organisation a dépassé une limite de sa formule\u{a0}; rien n’est refusé pour autant. {what}\u{a0}: {used}.";
    see_plan: "See the plan", "Voir la formule";
}

pub(crate) fn limit(locale: Locale, limit: Limit) -> &'static str {
    match limit {
        Limit::Members => members(locale),
        Limit::Storage => storage(locale),
        Limit::Requests => requests(locale),
        Limit::Modules => modules(locale),
    }
}

pub(crate) fn what_to_do(locale: Locale, limit: Limit) -> &'static str {
    match limit {
        Limit::Members => do_members(locale),
        Limit::Storage | Limit::Requests => do_storage(locale),
        Limit::Modules => do_modules(locale),
    }
}

pub(crate) fn feature(locale: Locale, feature: Feature) -> &'static str {
    match feature {
        Feature::OwnDomain => own_domain(locale),
        Feature::MailSender => mail_sender(locale),
        Feature::PreviewLinks => preview_links(locale),
        Feature::PlannedBrand => planned_brand(locale),
        Feature::WhiteLabel => white_label(locale),
    }
}

pub(crate) fn feature_hint(locale: Locale, feature: Feature) -> &'static str {
    match feature {
        Feature::OwnDomain => own_domain_hint(locale),
        Feature::MailSender => mail_sender_hint(locale),
        Feature::PreviewLinks => preview_links_hint(locale),
        Feature::PlannedBrand => planned_brand_hint(locale),
        Feature::WhiteLabel => white_label_hint(locale),
    }
}

/// What operators said of a feature of one organisation.
pub(crate) fn flag(locale: Locale, flag: &FeatureFlag) -> String {
    let state = if flag.is_on { flag_on(locale) } else { flag_off(locale) };
    let until = flag.last_at.as_deref().map(|at| until(locale, &format_day(at, locale)));
    let is_over = flag.is_over.then(|| flag_is_over(locale).to_owned());
    let when: Vec<String> = until.into_iter().chain(is_over).collect();
    let when = if when.is_empty() { String::new() } else { format!(" ({})", when.join(", ")) };
    format!("{state}{when}. {}, {}.", flag.reason, flag.by)
}
