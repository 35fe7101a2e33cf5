//! Words of the announcements in the console.

use crate::{i18n::Locale, ui::Tone};
use tenantry::announcements::{Announcement, AnnouncementState, AnnouncementTone, Scope};

crate::words! {
    title: "Announcements", "Annonces";
    lead: "A line at the top of organisations’ pages, for a time.", "Une ligne en haut des pages des organisations, pour un temps.";
    announcement: "Announcement", "Annonce";
    new: "New announcement", "Nouvelle annonce";
    new_lead: "It is kept as a draft first, so that you see how it looks before anybody else does.", "Elle est d’abord gardée comme brouillon\u{a0}: vous voyez son apparence avant tout le monde.";
    none_title: "There is no announcement yet", "Il n’y a pas encore d’annonce";
    none: "Write one when organisations should know of something: maintenance, a change, a new page.", "Rédigez-en une quand les organisations doivent savoir quelque chose\u{a0}: maintenance, changement, nouvelle page.";
    from: "From", "À partir du";
    until: "Until", "Jusqu’au";
    no_end: "no end", "sans fin";

    draft: "Draft", "Brouillon";
    scheduled: "Scheduled", "Programmée";
    live: "On the pages", "Affichée";
    ended: "Ended", "Terminée";

    publish_title: "Not published yet", "Pas encore publiée";
    publish_text: "Nobody but operators sees it. Once published it stands on the pages from its beginning on, at once when that is past.", "Seuls les opérateurs la voient. Une fois publiée, elle s’affiche dès son début, aussitôt s’il est passé.";
    publish: "Publish", "Publier";
    was_published: "The announcement is published.", "L’annonce est publiée.";
    end_title: "Published", "Publiée";
    end_text: "A change below is seen on the pages at once. Ended, it goes from all of them and can’t be published again.", "Un changement ci-dessous se voit aussitôt sur les pages. Terminée, elle disparaît partout et ne peut plus être publiée.";
    end: "End now", "Terminer maintenant";
    was_ended: "The announcement has ended.", "L’annonce est terminée.";

    preview: "How it looks", "Son apparence";
    preview_note: "Each reader sees it in the language of their pages.", "Chacun la lit dans la langue de ses pages.";
    nothing_yet: "Nothing written yet.", "Rien d’écrit pour l’instant.";
    content: "What it says", "Ce qu’elle dit";
    keep_draft: "Save as a draft", "Enregistrer comme brouillon";
    tone: "Tone", "Ton";
    tone_info_hint: "Something worth knowing.", "Quelque chose de bon à savoir.";
    tone_warning_hint: "Something that readers should mind.", "Quelque chose à prendre en compte.";
    tone_maintenance_hint: "Pages will be slow or closed for a while.", "Des pages seront lentes ou fermées un moment.";
    text_en: "Text in English", "Texte en anglais";
    text_fr: "Text in French", "Texte en français";
    text_hint: "Plain text, one paragraph, at most 400 characters.", "Texte simple, un paragraphe, 400 caractères au plus.";
    link: "Link", "Lien";
    link_hint: "Where readers learn more; it begins with https://.", "Là où en savoir plus\u{a0}; il commence par https://.";
    whose: "For", "Pour";
    scope_all: "All organisations", "Toutes les organisations";
    scope_plan: "A plan", "Une formule";
    scope_chosen: "Chosen organisations", "Des organisations choisies";
    scope_all_hint: "Also those that come later.", "Y compris celles qui viendront.";
    scope_plan_hint: "Those that have the plan below.", "Celles qui ont la formule ci-dessous.";
    scope_chosen_hint: "Those that are named below.", "Celles qui sont nommées ci-dessous.";
    plan_hint: "Counts when it is for a plan.", "Compte lorsqu’elle est pour une formule.";
    chosen: "Organisations", "Organisations";
    chosen_hint: "The first parts of their addresses, such as paris lyon. Counts when it is for chosen organisations.", "Le début de leurs adresses, par exemple paris lyon. Compte lorsqu’elle est pour des organisations choisies.";
    starts_at: "From (UTC)", "À partir de (UTC)";
    starts_at_hint: "Left empty: from now on.", "Laissé vide\u{a0}: dès maintenant.";
    ends_at: "Until (UTC)", "Jusqu’à (UTC)";
    ends_at_hint: "Left empty: until you end it.", "Laissé vide\u{a0}: jusqu’à ce que vous la terminiez.";
    is_dismissible: "Readers can put it away", "Les lecteurs peuvent la masquer";
    is_dismissible_hint: "It then stays away in that browser.", "Elle reste alors masquée dans ce navigateur.";
    on_sign_in: "On the sign-in page as well", "Sur la page de connexion aussi";
    on_sign_in_hint: "Everybody who comes there reads it.", "Toute personne qui y vient la lit.";
}

pub(crate) fn state(locale: Locale, state: AnnouncementState) -> (Tone, &'static str) {
    match state {
        AnnouncementState::Draft => (Tone::Neutral, draft(locale)),
        AnnouncementState::Scheduled => (Tone::Info, scheduled(locale)),
        AnnouncementState::Live => (Tone::Success, live(locale)),
        AnnouncementState::Ended => (Tone::Neutral, ended(locale)),
    }
}

pub(super) fn tone_hint(locale: Locale, tone: AnnouncementTone) -> &'static str {
    match tone {
        AnnouncementTone::Info => tone_info_hint(locale),
        AnnouncementTone::Warning => tone_warning_hint(locale),
        AnnouncementTone::Maintenance => tone_maintenance_hint(locale),
    }
}

pub(super) fn scope(locale: Locale, scope: Scope) -> &'static str {
    match scope {
        Scope::All => scope_all(locale),
        Scope::Plan => scope_plan(locale),
        Scope::Chosen => scope_chosen(locale),
    }
}

pub(super) fn scope_hint(locale: Locale, scope: Scope) -> &'static str {
    match scope {
        Scope::All => scope_all_hint(locale),
        Scope::Plan => scope_plan_hint(locale),
        Scope::Chosen => scope_chosen_hint(locale),
    }
}

/// Whose pages show it, in a cell.
pub(super) fn scope_of(locale: Locale, of: &Announcement) -> String {
    match of.scope {
        Scope::All => scope_all(locale).to_owned(),
        Scope::Plan => of.plan.as_ref().map(|plan| plan.name.of(locale).to_owned()).unwrap_or_default(),
        Scope::Chosen => of.organisations.join(", "),
    }
}
