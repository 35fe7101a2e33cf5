//! What an event of the audit is called.

use crate::{
    i18n::{Locale, words::role_name},
    plan::module_names,
};
use tenantry::{access::Role, modules::Module, operators::TrailEvent};

macro_rules! kinds {
    ($($key:literal: $en:literal, $fr:literal;)+) => {
        /// One that has no words here is shown by its key.
        pub(crate) fn kind(locale: Locale, key: &str) -> String {
            let (en, fr) = match key {
                $($key => ($en, $fr),)+
                other => (other, other),
            };
            (if locale == Locale::Fr { fr } else { en }).to_owned()
        }
    };
}

kinds! {
    "sign-in": "Signed in", "Connexion";
    "sign-in-refused": "Sign-in refused", "Connexion refusée";
    "session-foreign": "Session of another host refused", "Session d’un autre hôte refusée";
    "sessions-ended": "Sessions ended", "Sessions terminées";
    "password-changed": "Password changed", "Mot de passe changé";
    "password-refused": "Wrong password at a change", "Mot de passe erroné lors d’un changement";
    "operator-created": "Operator made", "Opérateur créé";
    "operator-role-changed": "Operator’s role changed", "Rôle d’un opérateur changé";
    "operator-removed": "Operator removed", "Opérateur retiré";
    "operator-link-made": "Link made for an operator", "Lien créé pour un opérateur";
    "owner-invited": "Owner invited", "Propriétaire invité";
    "member-invited": "Member invited", "Membre invité";
    "member-joined": "Member joined", "Membre arrivé";
    "member-limited": "End of a membership set", "Fin d’une adhésion fixée";
    "member-removed": "Member removed", "Membre retiré";
    "role-changed": "Member’s role changed", "Rôle d’un membre changé";
    "invitation-revoked": "Invitation taken back", "Invitation annulée";
    "invitation-refused": "Invitation refused", "Invitation refusée";
    "tenant-created": "Created", "Création";
    "tenant-cloned": "Made as a copy", "Créée comme copie";
    "tenant-suspended": "Suspended", "Suspension";
    "tenant-resumed": "Opened again", "Réouverture";
    "tenant-maintenance": "Maintenance began", "Début de maintenance";
    "tenant-renamed": "Address changed", "Adresse changée";
    "tenant-deleted": "Deleted", "Suppression";
    "tenant-deletion-changed": "Grace of the deletion changed", "Délai de suppression changé";
    "tenant-restored": "Restored", "Restauration";
    "tenant-erased": "Data removed", "Données effacées";
    "tenant-exported": "Exported", "Export";
    "tenant-locked": "Locked against deletion", "Verrouillée contre la suppression";
    "tenant-unlocked": "Unlocked", "Déverrouillée";
    "tenant-move-began": "Move began", "Début de déplacement";
    "tenant-moved": "Moved", "Déplacement";
    "tenant-move-undone": "Move taken back", "Déplacement annulé";
    "tenant-rollback-ordered": "Return to the snapshot ordered", "Retour à l’instantané demandé";
    "tenant-rolled-back": "Taken back to its snapshot", "Ramenée à son instantané";
    "tenant-upgraded": "Tables upgraded", "Tables mises à niveau";
    "settings-changed": "Settings changed", "Paramètres changés";
    "brand-changed": "Brand changed", "Identité visuelle changée";
    "brand-published": "Brand published", "Identité visuelle publiée";
    "brand-scheduled": "Publication of a brand planned", "Publication d’une identité prévue";
    "brand-schedule-cancelled": "Planned publication of a brand given up", "Publication prévue d’une identité annulée";
    "brand-rolled-back": "Earlier brand published again", "Identité précédente publiée de nouveau";
    "brand-preview-link": "Link to a draft of the brand made", "Lien vers un brouillon d’identité créé";
    "domain-claimed": "Own domain added", "Domaine ajouté";
    "domain-verified": "Own domain verified", "Domaine vérifié";
    "domain-main": "Main address changed", "Adresse principale changée";
    "domain-failing": "Records of an own domain gone", "Enregistrements d’un domaine disparus";
    "domain-recovered": "Records of an own domain back", "Enregistrements d’un domaine revenus";
    "domain-lost": "Own domain lost", "Domaine perdu";
    "domain-removed": "Own domain removed", "Domaine retiré";
    "module-enabled": "Module turned on", "Module activé";
    "module-disabled": "Module turned off", "Module désactivé";
    "plan-made": "Plan made", "Formule créée";
    "plan-edited": "Plan changed", "Formule modifiée";
    "plan-archived": "Plan archived", "Formule archivée";
    "plan-changed": "Given another plan", "Autre formule attribuée";
    "plan-over": "More than the plan allows", "Formule dépassée";
    "plan-within": "Within the plan again", "De nouveau dans la formule";
    "plan-grace-ended": "Grace over: nothing can be added", "Délai écoulé : rien ne peut être ajouté";
    "feature-set": "Feature set for it alone", "Fonction réglée pour elle seule";
    "limit-set": "Limit set for it alone", "Limite réglée pour elle seule";
    "deployed": "New build of the program", "Nouvelle version du programme";
    "deployment-setting-changed": "Setting of the deployment changed", "Réglage du déploiement changé";
    "note-added": "Note added", "Note ajoutée";
    "note-deleted": "Note deleted", "Note supprimée";
    "announcement-made": "Announcement made", "Annonce créée";
    "announcement-changed": "Announcement changed", "Annonce modifiée";
    "announcement-published": "Announcement published", "Annonce publiée";
    "announcement-ended": "Announcement ended", "Annonce terminée";
    "support-requested": "Support access asked for", "Accès d’assistance demandé";
    "support-allowed": "Support access allowed", "Accès d’assistance accordé";
    "support-refused": "Support access refused", "Accès d’assistance refusé";
    "support-withdrawn": "Support access taken back", "Demande d’accès retirée";
    "support-left": "Support went out", "Sortie de l’assistance";
    "support-entered": "Support came in", "Entrée de l’assistance";
    "support-ended": "Support access ended", "Accès d’assistance terminé";
    "upgrade-started": "Run of upgrades started", "Campagne de mises à niveau lancée";
    "upgrade-resumed": "Run of upgrades resumed", "Campagne de mises à niveau reprise";
    "drift-checked": "All tables checked", "Toutes les tables vérifiées";
    "server-added": "Server registered", "Serveur enregistré";
    "server-readdressed": "Server’s address changed", "Adresse d’un serveur changée";
    "server-draining": "Server drained", "Serveur mis en retrait";
    "server-resumed": "Server resumed", "Serveur remis en service";
    "list-exported": "List taken away as a file", "Liste exportée";
}

/// What is told beside it: plans by their names, sets of tables in words, all else as it was written down.
pub(crate) fn detail(locale: Locale, event: &TrailEvent) -> String {
    match event.kind.as_str() {
        "member-joined" | "member-invited" => role(locale, &event.detail),
        "tenant-upgraded" | "tenant-rolled-back" => versions(locale, &event.detail),
        _ if event.plans.is_empty() => event.detail.clone(),
        _ => event.plans.iter().map(|name| name.of(locale)).collect::<Vec<_>>().join(" → "),
    }
}

/// The role, and by way of whom it was given when it wasn't by one of the organisation's own.
fn role(locale: Locale, detail: &str) -> String {
    let (role, rest) = detail.split_once(' ').unwrap_or((detail, ""));
    let Ok(role) = role.parse::<Role>() else { return detail.to_owned() };
    format!("{} {rest}", role_name(locale, role)).trim_end().to_owned()
}

/// `core 7 → 8, loans 1 → 2`, as runs write it down. Events of before hold something else.
fn versions(locale: Locale, detail: &str) -> String {
    let set = |part: &str| {
        let (set, numbers) = part.split_once(' ')?;
        let (from, to) = numbers.split_once(" → ")?;
        let name = match set.parse::<Module>() {
            Ok(module) => module_names(locale, &[module]),
            Err(()) => words::core(locale).to_owned(),
        };
        Some(words::versions(locale, &name, from, to))
    };
    let told: Option<Vec<String>> = detail.split(", ").map(set).collect();
    told.map_or_else(|| detail.to_owned(), |told| told.join(", "))
}

mod words {
    crate::words! {
        core: "Common tables", "Tables communes";
        versions(set: &str, from: &str, to: &str): "{set}: version {from} to {to}", "{set}\u{a0}: version {from} à {to}";
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenantry::plans::PlanName;

    fn event(kind: &str, detail: &str) -> TrailEvent {
        let (kind, detail) = (kind.to_owned(), detail.to_owned());
        TrailEvent { at: String::new(), kind, by: None, organisation: None, detail, plans: Vec::new() }
    }

    #[test]
    fn versions_are_told_in_words_and_older_events_as_they_are() {
        let upgraded = event("tenant-upgraded", "core 7 → 8, loans 1 → 2");
        assert_eq!(detail(Locale::En, &upgraded), "Common tables: version 7 to 8, Loans: version 1 to 2");
        assert!(detail(Locale::Fr, &upgraded).starts_with("Tables communes\u{a0}: version 7 à 8"));
        assert_eq!(detail(Locale::En, &event("tenant-rolled-back", "paris")), "paris");
        assert_eq!(detail(Locale::En, &event("tenant-suspended", "a 1 → 2")), "a 1 → 2");
    }

    #[test]
    fn roles_are_told_in_words() {
        assert_eq!(detail(Locale::Fr, &event("member-joined", "owner")), "Propriétaire");
        assert_eq!(detail(Locale::En, &event("member-invited", "member (via support)")), "Member (via support)");
        assert_eq!(detail(Locale::En, &event("member-invited", "captain")), "captain");
    }

    #[test]
    fn plans_are_told_by_their_names() {
        let name = |en: &str, fr: &str| PlanName { en: en.into(), fr: fr.into() };
        let plans = vec![name("Small", "Petite"), name("Large", "Grande")];
        let changed = TrailEvent { plans, ..event("plan-changed", "small → large") };
        assert_eq!(detail(Locale::Fr, &changed), "Petite → Grande");
    }
}
