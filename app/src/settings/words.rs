//! Words of the settings.

use crate::i18n::Locale;
use tenantry::money::Currency;

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
    change_password: "Change the password", "Changer le mot de passe";
    password_changed: "Your password has been changed. Your other sessions have ended.", "Votre mot de passe a été changé. Vos autres sessions sont terminées.";

    history: "History", "Historique";
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
