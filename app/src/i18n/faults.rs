//! Words for what goes wrong: what happened, and what to do.

use super::{Locale, format_date, format_time, plural};
use tenantry::{
    fault::{Kind, Problem},
    money::{format_amount, format_integer},
    plans::Limit,
};

const MEGABYTE: u64 = 1024 * 1024;

/// One sentence for a field.
pub fn problem_words(locale: Locale, problem: &Problem) -> String {
    match problem {
        Problem::TooShort { least } => too_short(locale, *least),
        Problem::TooLong { most } => too_long(locale, *most),
        Problem::OutOfRange { least, most } => {
            out_of_range(locale, &format_integer(*least, locale), &format_integer(*most, locale))
        }
        Problem::Overpaid { due: 0, .. } => nothing_due(locale).to_owned(),
        Problem::Overpaid { due, currency } => overpaid(locale, &format_amount(*due, *currency, locale)),
        Problem::SlugReserved { suggestion } => slug_reserved(locale, suggestion),
        Problem::SlugLooksLike { name, suggestion } => slug_looks_like(locale, name, suggestion),
        Problem::SlugTaken { suggestion } => slug_taken(locale, suggestion),
        Problem::SlugResting { suggestion } => slug_resting(locale, suggestion),
        Problem::FileTooLarge { most_bytes } => too_large_words(locale, *most_bytes),
        Problem::PictureTooLarge { most_pixels } => picture_too_large(locale, *most_pixels),
        Problem::ContrastTooLow { ratio_hundredths, needed_hundredths } => {
            let ratio = |hundredths: u32| tenantry::money::format_decimal(i64::from(hundredths), locale);
            contrast_too_low(locale, &ratio(*ratio_hundredths), &ratio(*needed_hundredths))
        }
        Problem::MailNotTaken { reason } => mail_not_taken(locale, reason),
        Problem::ServerUnusable { reason } => server_unusable(locale, reason),
        Problem::NoSuchOrganisation { slug } => no_such_organisation(locale, slug),
        Problem::TooMany { most } => too_many(locale, *most),
        Problem::DateOutOfRange { least, most } => {
            date_out_of_range(locale, &format_date(*least, locale), &format_date(*most, locale))
        }
        Problem::PlanLimit { limit: Limit::Members, used, most } => {
            plan_places(locale, &format_integer(*used, locale), &format_integer(*most, locale))
        }
        Problem::PlanLimit { used, most, .. } => {
            plan_limit(locale, &format_integer(*used, locale), &format_integer(*most, locale))
        }
        Problem::NotInRun { slug } => not_in_run(locale, slug),
        Problem::BrandChanged { by, at, was_published, .. } => {
            let by = if by.is_empty() { somebody(locale) } else { by };
            let words = if *was_published { brand_published } else { brand_saved };
            words(locale, by, &format_time(*at, locale))
        }
        plain => plain_words(locale, plain).to_owned(),
    }
}

/// Of a file that the browser looks at itself.
pub fn too_large_words(locale: Locale, most_bytes: u64) -> String {
    if most_bytes < MEGABYTE {
        file_too_large_kilo(locale, most_bytes / 1024)
    } else {
        file_too_large(locale, most_bytes / MEGABYTE)
    }
}

fn plain_words(locale: Locale, problem: &Problem) -> &'static str {
    let words = match problem {
        Problem::NotAnEmail => not_an_email,
        Problem::NotANumber => not_a_number,
        Problem::NotAnAmount => not_an_amount,
        Problem::NotADate => not_a_date,
        Problem::NotAColor => not_a_color,
        Problem::NotAChoice => not_a_choice,
        Problem::DefaultNotOffered => default_not_offered,
        Problem::NotALinkLine => not_a_link_line,
        Problem::ChooseAgain => choose_again,
        Problem::NotABrand => not_a_brand,
        Problem::InThePast => in_the_past,
        Problem::TooFarAhead => too_far_ahead,
        Problem::TooManyGuarantors => too_many_guarantors,
        Problem::AmountNotPositive => amount_not_positive,
        Problem::DateInFuture => date_in_future,
        Problem::DateBeforeLoan => date_before_loan,
        Problem::Taken => taken,
        Problem::IsMember => is_member,
        Problem::SlugCharacters => slug_characters,
        Problem::SlugUnchanged => slug_unchanged,
        Problem::SlugMismatch => slug_mismatch,
        Problem::IsLocked => is_locked,
        Problem::IsDeleted => is_deleted,
        Problem::IsClosed => is_closed,
        Problem::NotDeleted => not_deleted,
        Problem::IsBeingErased => is_being_erased,
        Problem::IsMoving => is_moving,
        Problem::IsUpgrading => is_upgrading,
        Problem::IsThere => is_there,
        Problem::IsBackingUp => is_backing_up,
        Problem::BackupNotWhole => backup_not_whole,
        Problem::PasswordCommon => password_common,
        Problem::WrongCredentials => wrong_credentials,
        Problem::WrongPassword => wrong_password,
        Problem::Mismatch => mismatch,
        Problem::LinkExpired => link_expired,
        Problem::FileNotAPicture => file_not_a_picture,
        Problem::DrawingTooRich => drawing_too_rich,
        Problem::DrawingRuns => drawing_runs,
        Problem::DrawingReachesOut => drawing_reaches_out,
        Problem::FileGoesOn => file_goes_on,
        Problem::LastOwner => last_owner,
        Problem::LastOperator => last_operator,
        Problem::NotAnAddress => not_an_address,
        Problem::EndsTooEarly => ends_too_early,
        Problem::TimeZoneUnknown => time_zone_unknown,
        Problem::CurrencyUnknown => currency_unknown,
        Problem::CurrencyInUse => currency_in_use,
        Problem::NameMismatch => name_mismatch,
        Problem::NotAServerAddress => not_a_server_address,
        Problem::ServerDraining => server_draining,
        Problem::ServerFull => server_full,
        Problem::NoServerThere => no_server_there,
        Problem::PlacementTakesNoServer => placement_takes_no_server,
        Problem::NotInPlan => not_in_plan,
        Problem::IsDefaultPlan => is_default_plan,
        Problem::NotRolledBack => not_rolled_back,
        Problem::CountMismatch => count_mismatch,
        Problem::NoRoomForSnapshots => no_room_for_snapshots,
        Problem::HostNotAName => host_not_a_name,
        Problem::HostIsAddress => host_is_address,
        Problem::HostSingleLabel => host_single_label,
        Problem::HostIsWildcard => host_is_wildcard,
        Problem::HostIsOurs => host_is_ours,
        Problem::HostIsReserved => host_is_reserved,
        Problem::HostTaken => host_taken,
        Problem::HostNotReady => host_not_ready,
        Problem::IsOpen => is_open,
        // `Required`, and those with figures, which are worded above.
        _ => required_field,
    };
    words(locale)
}

/// One sentence for a whole form or page.
pub fn kind_words(locale: Locale, kind: Kind) -> String {
    match kind {
        Kind::NotFound => not_found(locale).to_owned(),
        Kind::Unauthenticated => unauthenticated(locale).to_owned(),
        Kind::Forbidden => forbidden(locale).to_owned(),
        Kind::ReadOnly => read_only(locale).to_owned(),
        Kind::NotInPlan => not_in_plan(locale).to_owned(),
        Kind::OverLimit => over_limit(locale).to_owned(),
        Kind::Invalid => super::words::mend_fields(locale).to_owned(),
        Kind::Conflict => conflict(locale).to_owned(),
        Kind::RateLimited { seconds } => rate_limited(locale, &wait(locale, seconds)),
        Kind::Unavailable { .. } => unavailable(locale).to_owned(),
        Kind::Internal => internal(locale).to_owned(),
    }
}

/// `1 second`, `90 seconds`, `2 minutes`.
fn wait(locale: Locale, seconds: u32) -> String {
    let (count, [one, many]) = match (seconds, locale) {
        (0..=90, Locale::En) => (seconds, ["second", "seconds"]),
        (0..=90, Locale::Fr) => (seconds, ["seconde", "secondes"]),
        _ => (seconds.div_ceil(60), ["minute", "minutes"]),
    };
    let count = i64::from(count);
    format!("{}\u{a0}{}", format_integer(count, locale), plural(locale, count, one, many))
}

crate::words! {
    not_a_server_address: "Give the address of a PostgreSQL server, with user, password, host and database.",
        "Donnez l’adresse d’un serveur PostgreSQL, avec utilisateur, mot de passe, hôte et base.";
    server_unusable(reason: &str): "The server can’t be used: {reason}", "Le serveur ne peut pas être utilisé : {reason}";
    mail_not_taken(reason: &str): "The mail server did not take it: {reason}", "Le serveur d’e-mails ne l’a pas pris\u{a0}: {reason}";
    server_draining: "This server takes no new organisations. Choose another.",
        "Ce serveur n’accueille plus de nouvelles organisations. Choisissez-en un autre.";
    server_full: "This server is full. Choose another.", "Ce serveur est plein. Choisissez-en un autre.";
    no_server_there: "No server is registered in this region.", "Aucun serveur n’est enregistré dans cette région.";
    placement_takes_no_server: "A file needs no server. Choose another placement or no server.",
        "Un fichier n’a pas besoin de serveur. Choisissez un autre emplacement ou aucun serveur.";
    not_in_run(slug: &str): "A run doesn’t migrate {slug}. Name organisations that are behind, by the first part of their addresses.", "La mise à niveau ne concerne pas {slug}. Indiquez des organisations en retard, par le début de leur adresse.";
    somebody: "Somebody", "Quelqu’un";
    brand_saved(by: &str, at: &str): "{by} has saved another draft since, {at}. What you have typed is still here and isn’t saved.", "{by} a enregistré un autre brouillon entre-temps, le {at}. Votre saisie est toujours là et n’est pas enregistrée.";
    brand_published(by: &str, at: &str): "{by} has published another brand since, {at}. What you have typed is still here and isn’t saved.", "{by} a publié une autre identité entre-temps, le {at}. Votre saisie est toujours là et n’est pas enregistrée.";
    is_open: "You have asked already. Take that back first, or wait for its end.", "Vous avez déjà une demande en cours. Retirez-la d’abord, ou attendez sa fin.";
    read_only: "You are here as support and may only look: nothing was changed.", "Vous êtes ici pour l’assistance, en lecture seule\u{a0}: rien n’a été modifié.";
    not_in_plan: "The organisation’s plan doesn’t have this. Another plan may.", "La formule de l’organisation ne le comprend pas. Une autre formule, peut-être.";
    over_limit: "The organisation has more than its plan allows, and the time to settle that is over. Nothing can be added until there is less; reading, exporting and deleting work as always.", "L’organisation dépasse sa formule et le délai pour y remédier est écoulé. Rien ne peut être ajouté tant que le dépassement dure ; lire, exporter et supprimer restent possibles.";
    plan_places(used: &str, most: &str): "All places of the plan are taken: {used} of {most}. Remove somebody, take an invitation back, or ask for a larger plan.", "Toutes les places de la formule sont prises : {used} sur {most}. Retirez quelqu’un, annulez une invitation ou demandez une formule plus large.";
    plan_limit(used: &str, most: &str): "The plan allows no more: {used} of {most}.", "La formule n’en permet pas davantage : {used} sur {most}.";
    is_default_plan: "New organisations get this plan. Choose another for them first, in the settings.", "Les nouvelles organisations reçoivent cette formule. Choisissez-en d’abord une autre pour elles, dans les réglages.";
    is_moving: "Its data is being moved already.", "Ses données sont déjà en cours de déplacement.";
    is_backing_up: "A backup of it is being made already.", "Une sauvegarde en est déjà en cours.";
    backup_not_whole: "There is no whole file of this backup.", "Cette sauvegarde n’a pas de fichier complet.";
    is_upgrading: "An upgrade works on it, or it is in maintenance. Try again in a moment.", "Une mise à niveau y travaille, ou elle est en maintenance. Réessayez dans un instant.";
    is_there: "Its data is there already.", "Ses données y sont déjà.";
    not_rolled_back: "It could not be taken back and stays as it is: its database is in use, or another process works on it. Try again in a moment.", "Le retour n’a pas pu se faire et rien n’a changé : la base est utilisée, ou un autre processus y travaille. Réessayez dans un instant.";
    no_room_for_snapshots: "There is too little room for the snapshots.", "Il n’y a pas assez de place pour les instantanés.";
    host_not_a_name: "Write only the name, such as loans.example.org: no path, no port, no spaces.", "Écrivez seulement le nom, par exemple prets.exemple.fr : ni chemin, ni port, ni espace.";
    host_is_address: "This is an IP address. Write a name, such as loans.example.org.", "Ceci est une adresse IP. Écrivez un nom, par exemple prets.exemple.fr.";
    host_single_label: "Write the whole name, with its ending, such as loans.example.org.", "Écrivez le nom entier, avec sa terminaison, par exemple prets.exemple.fr.";
    host_is_wildcard: "A name with * isn’t possible. Add each name on its own.", "Un nom avec * n’est pas possible. Ajoutez chaque nom séparément.";
    host_is_ours: "This name belongs to this service itself. Add a name of a domain that is yours.", "Ce nom appartient au service lui-même. Ajoutez un nom d’un domaine qui est à vous.";
    host_is_reserved: "Names with this ending don’t exist on the internet. Add a name of a domain that is yours.", "Les noms avec cette terminaison n’existent pas sur internet. Ajoutez un nom d’un domaine qui est à vous.";
    host_taken: "Another organisation here has already proved that this name is its own. If it is yours, remove its records at your DNS provider and ask us.", "Une autre organisation a déjà prouvé ici que ce nom est le sien. S’il est à vous, retirez ses enregistrements chez votre hébergeur DNS et contactez-nous.";
    host_not_ready: "The records are not right yet. What is missing is said below.", "Les enregistrements ne sont pas encore corrects. Ce qui manque est indiqué plus bas.";
    required_field: "Fill in this field.", "Remplissez ce champ.";
    too_short(least: u32): "Use at least {least} characters.", "Utilisez au moins {least} caractères.";
    too_long(most: u32): "Use at most {most} characters.", "Utilisez au plus {most} caractères.";
    out_of_range(least: &str, most: &str): "Choose a number from {least} to {most}.", "Choisissez un nombre de {least} à {most}.";
    not_an_email: "Write an e-mail address, such as name@example.org.", "Écrivez une adresse e-mail, par exemple nom@exemple.fr.";
    not_a_number: "Write a whole number.", "Écrivez un nombre entier.";
    not_an_amount: "Write an amount, such as 1,250.00.", "Écrivez un montant, par exemple 1 250,00.";
    not_a_date: "Write a date, such as 2026-03-15.", "Écrivez une date, par exemple 15/03/2026.";
    not_a_color: "Write a colour as # and six digits, such as #1f4e8c.", "Écrivez une couleur : # et six chiffres, par exemple #1f4e8c.";
    not_a_choice: "Choose one of the list.", "Choisissez une valeur de la liste.";
    default_not_offered: "The default language has to be one of those offered. Change the other setting first.", "La langue par défaut doit être parmi celles qui sont proposées. Changez d’abord l’autre réglage.";
    not_a_link_line: "Write a line for each link: its name, then its address, which begins with https://.", "Écrivez une ligne par lien : son nom, puis son adresse, qui commence par https://.";
    too_many(most: u32): "At most {most} are possible.", "{most} au plus sont possibles.";
    too_many_guarantors: "At most ten guarantors, one a line.", "Dix garants au plus, un par ligne.";
    choose_again: "Choose this file once more: it could not be kept.", "Choisissez de nouveau ce fichier\u{a0}: il n’a pas pu être conservé.";
    not_a_brand: "This isn’t the file of a brand as it is exported here, or it is damaged.", "Ce n’est pas un fichier d’identité visuelle tel qu’on l’exporte ici, ou il est endommagé.";
    in_the_past: "Choose a moment that is still to come.", "Choisissez un moment à venir.";
    too_far_ahead: "Choose a moment within a year.", "Choisissez un moment dans l’année qui vient.";
    amount_not_positive: "The amount must be more than zero.", "Le montant doit être supérieur à zéro.";
    overpaid(due: &str): "Only {due} is still due.", "Il ne reste que {due} à rembourser.";
    nothing_due: "Nothing is due any more on this loan.", "Il ne reste rien à rembourser sur ce prêt.";
    date_out_of_range(least: &str, most: &str): "Choose a date from {least} to {most}.", "Choisissez une date du {least} au {most}.";
    date_in_future: "The date can’t be in the future.", "La date ne peut pas être dans le futur.";
    date_before_loan: "The date can’t be before the loan’s start.", "La date ne peut pas précéder le début du prêt.";
    taken: "This is already taken.", "Cette valeur est déjà prise.";
    is_member: "This person is a member already.", "Cette personne est déjà membre.";
    slug_characters: "Use the letters a to z, digits and hyphens; no hyphen at the beginning or the end.", "Utilisez les lettres a à z, des chiffres et des tirets ; pas de tiret au début ni à la fin.";
    slug_reserved(suggestion: &str): "This address is reserved. How about {suggestion}?", "Cette adresse est réservée. Pourquoi pas {suggestion} ?";
    slug_looks_like(name: &str, suggestion: &str): "This looks too much like the reserved address {name}. How about {suggestion}?", "Cela ressemble trop à l’adresse réservée {name}. Pourquoi pas {suggestion} ?";
    slug_taken(suggestion: &str): "This address is taken. How about {suggestion}?", "Cette adresse est prise. Pourquoi pas {suggestion} ?";
    slug_resting(suggestion: &str): "This address was given up a short while ago and can’t be used yet. How about {suggestion}?", "Cette adresse a été libérée récemment et ne peut pas encore servir. Pourquoi pas {suggestion} ?";
    slug_unchanged: "This is the address that it has.", "C’est déjà son adresse.";
    slug_mismatch: "Type it exactly as it stands above.", "Tapez-le exactement comme ci-dessus.";
    is_locked: "It is locked against deletion. Unlock it first.", "Elle est verrouillée contre la suppression. Déverrouillez-la d’abord.";
    is_closed: "It is suspended or in maintenance: nobody is served there until it is open again.", "Elle est suspendue ou en maintenance\u{a0}: personne n’y est servi avant sa réouverture.";
    is_deleted: "It is deleted. Restore it first.", "Elle est supprimée. Restaurez-la d’abord.";
    not_deleted: "It isn’t deleted.", "Elle n’est pas supprimée.";
    is_being_erased: "Its data is being removed: there is no way back.", "Ses données sont en cours d’effacement : il n’y a pas de retour possible.";
    password_common: "This password is too easy to guess. Several words that don’t belong together make a good one.", "Ce mot de passe est trop facile à deviner. Plusieurs mots sans rapport en font un bon.";
    wrong_credentials: "The e-mail address or the password is wrong.", "L’adresse e-mail ou le mot de passe est incorrect.";
    wrong_password: "The password is wrong.", "Le mot de passe est incorrect.";
    mismatch: "The two passwords differ.", "Les deux mots de passe sont différents.";
    link_expired: "This link has expired or was already used. Ask for a new one.", "Ce lien a expiré ou a déjà servi. Demandez-en un nouveau.";
    file_too_large_kilo(most: u64): "The file is too large: at most {most} kB.", "Le fichier est trop lourd : {most} ko au plus.";
    file_too_large(most: u64): "The file is too large: at most {most} MB.", "Le fichier est trop lourd : {most} Mo au plus.";
    file_not_a_picture: "This file isn’t a PNG, JPEG, WebP or SVG picture, or it is damaged.", "Ce fichier n’est pas une image PNG, JPEG, WebP ou SVG, ou il est endommagé.";
    picture_too_large(most: u32): "The picture is too large: at most {most} pixels on a side.", "L’image est trop grande : {most} pixels de côté au plus.";
    drawing_too_rich: "This drawing has too many parts or effects for an icon. Simplify it, or use a PNG of 512 by 512 pixels.", "Ce dessin a trop d’éléments ou d’effets pour une icône. Simplifiez-le, ou utilisez un PNG de 512 sur 512 pixels.";
    drawing_runs: "There is a script in this drawing, or something else that runs, such as an event handler or a page. Remove it, or export the drawing anew as plain SVG.",
        "Ce dessin contient un script ou autre chose qui s’exécute, comme un gestionnaire d’événement ou une page. Retirez-le, ou exportez de nouveau le dessin en SVG simple.";
    drawing_reaches_out: "This drawing refers to something outside of its file, such as an address on the internet. Remove that, or export the drawing anew as plain SVG.",
        "Ce dessin renvoie hors de son fichier, par exemple à une adresse sur internet. Retirez ce renvoi, ou exportez de nouveau le dessin en SVG simple.";
    file_goes_on: "Something else is attached behind the picture in this file. Open it in a picture editor and save it anew.",
        "Autre chose est attaché derrière l’image dans ce fichier. Ouvrez-le dans un éditeur d’images et enregistrez-le de nouveau.";
    contrast_too_low(ratio: &str, needed: &str): "The contrast is {ratio}; it must be at least {needed}.", "Le contraste est de {ratio} ; il doit être d’au moins {needed}.";
    last_owner: "The organisation must keep an owner.", "L’organisation doit garder un propriétaire.";
    last_operator: "The deployment must keep an owner.", "Le déploiement doit garder un propriétaire.";
    not_an_address: "Write an address that begins with https://.", "Écrivez une adresse qui commence par https://.";
    ends_too_early: "The end must be later than the beginning and than now.", "La fin doit venir après le début et après maintenant.";
    no_such_organisation(slug: &str): "There is no organisation {slug}. Name them by the first part of their addresses.", "Il n’y a pas d’organisation {slug}. Indiquez-les par le début de leur adresse.";
    time_zone_unknown: "This time zone is unknown.", "Ce fuseau horaire est inconnu.";
    currency_in_use: "Loans are recorded in the present currency. It can’t be changed any more: nothing would be converted.", "Des prêts sont enregistrés dans la devise actuelle. Elle ne peut plus être changée\u{a0}: rien ne serait converti.";
    currency_unknown: "This currency is unknown.", "Cette devise est inconnue.";
    name_mismatch: "This isn’t the name.", "Ce n’est pas le bon nom.";
    count_mismatch: "This isn’t the number. It may be another one by now.", "Ce n’est pas le bon nombre. Il a peut-être changé.";
    not_found: "There is nothing here.", "Il n’y a rien ici.";
    unauthenticated: "Your session has ended. Sign in again; what you typed is still here.", "Votre session est terminée. Reconnectez-vous ; votre saisie est conservée.";
    forbidden: "You don’t have the permission for this.", "Vous n’avez pas l’autorisation pour cela.";
    conflict: "Somebody else changed this in the meantime. Load the page again.", "Quelqu’un d’autre a modifié ceci entre-temps. Rechargez la page.";
    rate_limited(wait: &str): "Too many attempts. Try again in {wait}.", "Trop de tentatives. Réessayez dans {wait}.";
    unavailable: "The server can’t be reached just now. Try again in a moment.", "Le serveur est injoignable pour le moment. Réessayez dans un instant.";
    internal: "Something went wrong on our side. It has been noted; try again.", "Une erreur est survenue de notre côté. Elle est enregistrée ; réessayez.";
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_wait_is_told_in_the_form_of_its_number() {
        for (seconds, en, fr) in [
            (0, "0\u{a0}seconds", "0\u{a0}seconde"),
            (1, "1\u{a0}second", "1\u{a0}seconde"),
            (2, "2\u{a0}seconds", "2\u{a0}secondes"),
            (90, "90\u{a0}seconds", "90\u{a0}secondes"),
            (91, "2\u{a0}minutes", "2\u{a0}minutes"),
        ] {
            let said = |locale| kind_words(locale, Kind::RateLimited { seconds });
            assert_eq!(said(Locale::En), format!("Too many attempts. Try again in {en}."));
            assert_eq!(said(Locale::Fr), format!("Trop de tentatives. Réessayez dans {fr}."));
        }
    }

    #[test]
    fn a_date_beyond_is_answered_with_the_dates_that_are_possible() {
        let problem = Problem::DateOutOfRange { least: date(1900, 1, 1), most: date(2027, 3, 15) };
        assert_eq!(problem_words(Locale::En, &problem), "Choose a date from 1 Jan 1900 to 15 Mar 2027.");
        assert_eq!(problem_words(Locale::Fr, &problem), "Choisissez une date du 1er janv. 1900 au 15 mars 2027.");
    }

    #[test]
    fn plain_problems_have_words_of_their_own() {
        for problem in [Problem::IsMember, Problem::TooManyGuarantors, Problem::Taken] {
            for locale in Locale::ALL {
                assert_ne!(problem_words(locale, &problem), problem_words(locale, &Problem::Required), "{problem:?}");
            }
        }
    }
}
