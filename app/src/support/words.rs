//! Words of support access, for organisations and for the console.

use crate::{
    i18n::{Locale, plural},
    ui::Tone,
};
use tenantry::support::{SupportRequest, SupportState, SupportVisit, VisitKind};

crate::words! {
    title: "Support access", "Accès d’assistance";
    lead: "Who runs this server comes in only if an owner allows it, and every page they see stands here.", "L’exploitant de ce serveur n’entre que si un propriétaire l’accorde, et chaque page vue est notée ici.";
    trail: "What support saw", "Ce que l’assistance a vu";
    trail_lead: "Each page and each change, the newest first.", "Chaque page et chaque modification, de la plus récente à la plus ancienne.";
    nothing_asked: "Support has never asked to come in.", "L’assistance n’a jamais demandé à entrer.";
    nothing_seen: "Support has seen nothing yet.", "L’assistance n’a encore rien vu.";
    open_title: "Now", "En ce moment";
    past_title: "Before", "Auparavant";
    all_pages: "See what was seen", "Voir ce qui a été vu";
    file_name: "support-trail", "suivi-assistance";

    asks(operator: &str): "{operator} asks to come in", "{operator} demande à entrer";
    is_inside(operator: &str): "{operator} may be inside", "{operator} peut être dans l’organisation";
    reason: "Reason", "Motif";
    asked_at: "Asked", "Demandé";
    asked_for: "Asked for", "Durée demandée";
    answered_until: "Open until", "En attente jusqu’au";
    ends_at: "Ends", "Fin";
    what: "What", "Quoi";
    by: "By", "Par";
    page: "Page", "Page";
    address: "Address", "Adresse";
    time: "Time", "Heure";
    decided_by: "Decided by", "Décision de";
    ended_by: "Ended by", "Fin par";
    pages_seen: "Lines", "Lignes";
    to_look: "To look", "Lecture";
    to_change: "To look and to change", "Lecture et modification";
    how_long: "For how long", "Pour combien de temps";
    allow_look: "Allow to look", "Accorder la lecture";
    allow_change: "Allow to change, too", "Accorder aussi la modification";
    allow_hint: "Looking shows what an administrator sees. People, invitations and passwords can’t be changed in any case.", "La lecture montre ce que voit un administrateur. Les personnes, les invitations et les mots de passe ne peuvent être modifiés en aucun cas.";
    refuse: "Refuse", "Refuser";
    end_now: "End now", "Mettre fin maintenant";
    owners_decide: "An owner decides.", "La décision revient à un propriétaire.";
    was_allowed: "The access is allowed. You can end it at any time.", "L’accès est accordé. Vous pouvez y mettre fin à tout moment.";
    was_refused: "The access is refused.", "L’accès est refusé.";
    was_ended: "The access has ended. Whoever was inside is out.", "L’accès est terminé. Plus personne n’est à l’intérieur.";

    asked: "Asked", "Demandé";
    allowed: "Allowed", "Accordé";
    refused: "Refused", "Refusé";
    withdrawn: "Taken back", "Retiré";
    ended: "Ended", "Terminé";
    unanswered: "Not answered", "Sans réponse";

    seen: "Seen", "Vu";
    changed: "Changed", "Modifié";
    refused_page: "Refused: not shown", "Refusé\u{a0}: non affiché";
    refused_change: "Refused: nothing changed", "Refusé\u{a0}: rien de modifié";
    without_page: "Without a page", "Hors page";

    notices: "Support", "Assistance";
    notice_asks(operator: &str): "Support asks to come in: {operator}", "L’assistance demande à entrer\u{a0}: {operator}";
    notice_inside(operator: &str, until: &str): "Support may be inside until {until}: {operator}", "L’assistance peut être présente jusqu’à {until}\u{a0}: {operator}";
    notice_decide: "Decide", "Décider";
    notice_look: "See what it saw", "Voir ce qu’elle a vu";

    bar: "You are here as support", "Vous êtes ici pour l’assistance";
    bar_read(house: &str, until: &str): "You are in {house} as support, read only, until {until}.", "Vous êtes dans {house} pour l’assistance, en lecture seule, jusqu’à {until}.";
    bar_write(house: &str, until: &str): "You are in {house} as support and may change things, until {until}.", "Vous êtes dans {house} pour l’assistance, avec modification, jusqu’à {until}.";
    bar_reason(reason: &str): "Reason: {reason}", "Motif\u{a0}: {reason}";
    leave: "Leave", "Sortir";

    enter_title(house: &str): "Go into {house}", "Entrer dans {house}";
    enter_lead: "As support. Every page that you see is written down and shown to the organisation.", "Pour l’assistance. Chaque page que vous voyez est notée et montrée à l’organisation.";
    enter: "Go in", "Entrer";
    left_title: "You are out", "Vous êtes sorti";
    left_lead(house: &str): "What you saw in {house} stands in its trail.", "Ce que vous avez vu dans {house} est noté dans son suivi.";
    to_console: "To the console", "Vers la console";
}

pub(crate) fn length(locale: Locale, minutes: i64) -> String {
    if minutes % 60 == 0 {
        let hours = minutes / 60;
        format!("{hours} {}", plural(locale, hours, hour(locale), hours_word(locale)))
    } else {
        format!("{minutes} {}", plural(locale, minutes, "minute", "minutes"))
    }
}

fn hour(locale: Locale) -> &'static str {
    if locale == Locale::Fr { "heure" } else { "hour" }
}

fn hours_word(locale: Locale) -> &'static str {
    if locale == Locale::Fr { "heures" } else { "hours" }
}

/// What one that was let in ended as, is no matter to who reads the list: it has ended.
pub(crate) fn state(locale: Locale, request: &SupportRequest) -> (Tone, &'static str) {
    match request.state {
        SupportState::Asked => (Tone::Warning, asked(locale)),
        SupportState::Allowed => (Tone::Success, allowed(locale)),
        SupportState::Refused => (Tone::Danger, refused(locale)),
        SupportState::Withdrawn => (Tone::Neutral, withdrawn(locale)),
        SupportState::Expired if request.starts_at.is_none() => (Tone::Neutral, unanswered(locale)),
        SupportState::Ended | SupportState::Expired => (Tone::Neutral, ended(locale)),
    }
}

pub(crate) fn access(locale: Locale, write: bool) -> &'static str {
    if write { to_change(locale) } else { to_look(locale) }
}

pub(crate) fn visit(locale: Locale, visit: &SupportVisit) -> (Tone, &'static str) {
    match visit.kind {
        VisitKind::Read if visit.refused => (Tone::Danger, refused_page(locale)),
        VisitKind::Write if visit.refused => (Tone::Danger, refused_change(locale)),
        VisitKind::Read => (Tone::Neutral, seen(locale)),
        VisitKind::Write => (Tone::Warning, changed(locale)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_told_in_hours_where_they_are_whole() {
        for (minutes, en, fr) in [
            (15, "15 minutes", "15 minutes"),
            (60, "1 hour", "1 heure"),
            (240, "4 hours", "4 heures"),
            (90, "90 minutes", "90 minutes"),
        ] {
            assert_eq!((length(Locale::En, minutes), length(Locale::Fr, minutes)), (en.to_owned(), fr.to_owned()));
        }
    }
}
