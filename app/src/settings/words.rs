//! Words of the settings.

use crate::i18n::Locale;
use tenantry::{
    brand::{Pair, Theme},
    money::Currency,
};

crate::words! {
    organisation_lead: "What everybody here shares.", "Ce que tout le monde partage ici.";
    organisation_language_hint: "For members who haven’t chosen a language of their own, and for visitors.", "Pour les membres qui n’ont pas choisi de langue, et pour les visiteurs.";
    time_zone: "Time zone", "Fuseau horaire";
    time_zone_hint: "Decides when a day begins, for due dates and for today.", "Décide du début de la journée, pour les échéances et pour aujourd’hui.";
    currency: "Currency", "Devise";
    currency_hint: "Shown with every amount. Changing it converts nothing.", "Affichée avec chaque montant. La changer ne convertit rien.";

    sender_name: "Sender of mails", "Expéditeur des messages";
    sender_name_hint: "Whom people see a mail from you come from. Empty: the organisation’s name.", "Le nom que vos destinataires voient. Vide\u{a0}: le nom de l’organisation.";
    reply_to: "Answers to mails", "Réponses aux messages";
    reply_to_hint: "The e-mail address that gets them. Empty: mails can’t be answered.", "L’adresse e-mail qui les reçoit. Vide\u{a0}: on ne peut pas répondre aux messages.";

    europe: "Europe", "Europe";
    africa: "Africa", "Afrique";
    america: "America", "Amérique";
    asia: "Asia", "Asie";
    atlantic: "Atlantic", "Atlantique";
    australia: "Australia", "Australie";
    indian: "Indian Ocean", "Océan Indien";
    pacific: "Pacific", "Pacifique";
    antarctica: "Antarctica", "Antarctique";
    arctic: "Arctic", "Arctique";
    universal: "Universal time", "Temps universel";

    euro: "Euro", "Euro";
    dollar: "US dollar", "Dollar américain";
    pound: "Pound sterling", "Livre sterling";
    franc: "Swiss franc", "Franc suisse";
    canadian_dollar: "Canadian dollar", "Dollar canadien";
    shekel: "New shekel", "Nouveau shekel";

    profile_lead: "How others here see you, and how you sign in.", "Comment les autres vous voient ici, et comment vous vous connectez.";
    about_you: "About you", "Vous";
    language_of_organisation: "The organisation’s language", "La langue de l’organisation";
    password_title: "Password", "Mot de passe";
    password_note: "After a change, all your other sessions end; this one stays.", "Après un changement, toutes vos autres sessions se terminent\u{a0}; celle-ci reste ouverte.";
    current_password: "Current password", "Mot de passe actuel";
    new_password: "New password", "Nouveau mot de passe";
    repeat_password: "Repeat the new password", "Répéter le nouveau mot de passe";
    password_rules: "At least 15 characters; several words that don’t belong together make a good one. Nothing else is asked. Common passwords, and those made of your name or the organisation’s, are refused.", "Au moins 15 caractères\u{a0}; plusieurs mots sans rapport en font un bon. Rien d’autre n’est exigé. Les mots de passe courants, ou tirés de votre nom ou de celui de l’organisation, sont refusés.";
    change_password: "Change the password", "Changer le mot de passe";
    password_changed: "Your password has been changed. Your other sessions have ended.", "Votre mot de passe a été changé. Vos autres sessions sont terminées.";

    brand_lead: "On every page, and on the page where people sign in.", "Sur toutes les pages, et sur la page de connexion.";
    brand_form: "Name, colours and shape", "Nom, couleurs et forme";
    primary: "Primary colour", "Couleur principale";
    primary_hint: "Buttons, marks and links.", "Boutons, repères et liens.";
    accent: "Accent colour", "Couleur d’accent";
    accent_hint: "Small touches beside the primary one.", "Petites touches à côté de la couleur principale.";
    pick(name: &str): "Pick: {name}", "Choisir\u{a0}: {name}";
    radius: "Corner radius", "Rayon des angles";
    radius_hint: "From 0 (square) to 16 (round).", "De 0 (droits) à 16 (ronds).";
    radius_slider: "Corner radius, by slider", "Rayon des angles, au curseur";
    heading_font: "Font of headings", "Police des titres";

    logo: "Logo", "Logo";
    logo_choose: "Choose a picture", "Choisir une image";
    logo_hint: "PNG, JPEG, WebP or SVG, at most 2 MB. A square one fits best.", "PNG, JPEG, WebP ou SVG, 2\u{a0}Mo au plus. Un carré convient le mieux.";
    logo_upload: "Upload the logo", "Envoyer le logo";
    logo_remove: "Remove the logo", "Retirer le logo";
    logo_remove_title: "Remove the logo?", "Retirer le logo\u{202f}?";
    logo_remove_text: "The organisation’s name and initials stand in its place, until another logo is uploaded.", "Le nom et les initiales de l’organisation prendront sa place, jusqu’à l’envoi d’un autre logo.";

    preview: "Preview", "Aperçu";
    light: "Light", "Clair";
    dark: "Dark", "Sombre";
    sample_button: "Record a payment", "Saisir un versement";
    sample_second: "Cancel", "Annuler";
    sample_link: "All the details", "Tous les détails";
    sample_badge: "Active", "Actif";
    sample_due: "Due soon", "Bientôt dû";
    sample_text: "The next instalment is due in two weeks.", "La prochaine échéance est dans deux semaines.";
    sample_person: "Anne Martin", "Anne Martin";

    contrast: "Contrast", "Contraste";
    contrast_note: "Computed for the colours above (WCAG 2.2, AA). A colour that would be hard to read is moved by the smallest change of lightness that is enough.", "Calculé pour les couleurs ci-dessus (WCAG 2.2, AA). Une couleur difficile à lire est modifiée par le plus petit changement de clarté qui suffit.";
    pair: "Pair", "Paire";
    text_on_brand: "Text on the primary colour", "Texte sur la couleur principale";
    brand_on_surface: "Primary colour on the page", "Couleur principale sur la page";
    brand_as_text: "Primary colour as text", "Couleur principale en texte";
    text_on_accent: "Text on the accent colour", "Texte sur la couleur d’accent";
    accent_on_surface: "Accent colour on the page", "Couleur d’accent sur la page";
    accent_as_text: "Accent colour as text", "Couleur d’accent en texte";
    focus_on_surface: "Ring of the focus", "Anneau du focus";
    asked(least: &str): "at least {least}:1", "au moins {least}:1";
    corrected(from: &str, to: &str, before: &str): "Corrected from {from} ({before}:1) to {to}", "Corrigé de {from} ({before}:1) en {to}";
}

/// The name of a region, as the time zone database spells it.
pub(super) fn region(locale: Locale, region: &str) -> &'static str {
    let words = match region {
        "Europe" => europe,
        "Africa" => africa,
        "America" => america,
        "Asia" => asia,
        "Atlantic" => atlantic,
        "Australia" => australia,
        "Indian" => indian,
        "Pacific" => pacific,
        "Antarctica" => antarctica,
        "Arctic" => arctic,
        _ => universal,
    };
    words(locale)
}

pub(super) fn currency_name(locale: Locale, currency: Currency) -> &'static str {
    let words = match currency {
        Currency::Eur => euro,
        Currency::Usd => dollar,
        Currency::Gbp => pound,
        Currency::Chf => franc,
        Currency::Cad => canadian_dollar,
        Currency::Ils => shekel,
    };
    words(locale)
}

pub(super) fn theme_name(locale: Locale, theme: Theme) -> &'static str {
    match theme {
        Theme::Light => light(locale),
        Theme::Dark => dark(locale),
    }
}

pub(super) fn pair_name(locale: Locale, pair: Pair) -> &'static str {
    let words = match pair {
        Pair::TextOnBrand => text_on_brand,
        Pair::BrandOnSurface => brand_on_surface,
        Pair::BrandAsText => brand_as_text,
        Pair::TextOnAccent => text_on_accent,
        Pair::AccentOnSurface => accent_on_surface,
        Pair::AccentAsText => accent_as_text,
        Pair::FocusOnSurface => focus_on_surface,
    };
    words(locale)
}
