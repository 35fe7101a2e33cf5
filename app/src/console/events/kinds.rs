//! What an event of the audit is called.

use crate::i18n::Locale;

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

        #[cfg(test)]
        const WORDED: &[&str] = &[$($key,)+];
    };
}

kinds! {
    "sign-in": "Signed in", "Connexion";
    "sign-in-refused": "Sign-in refused", "Connexion refusée";
    "session-foreign": "Session of another host refused", "Session d’un autre hôte refusée";
    "link-foreign": "Link of another host refused", "Lien d’un autre hôte refusé";
    "sessions-ended": "Sessions ended", "Sessions terminées";
    "password-changed": "Password changed", "Mot de passe changé";
    "password-refused": "Wrong password at a change", "Mot de passe erroné lors d’un changement";
    "password-reset-mailed": "Link for a new password sent", "Lien de nouveau mot de passe envoyé";
    "password-reset-link-made": "Link for a new password made", "Lien de nouveau mot de passe créé";
    "password-reset": "New password by a link", "Nouveau mot de passe par un lien";
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
    "backup-asked": "Backup asked for", "Sauvegarde demandée";
    "backup-restore-began": "Restoration of a backup began", "Début de restauration d’une sauvegarde";
    "backup-restored": "Backup brought back", "Sauvegarde restaurée";
    "backup-restore-undone": "Restoration of a backup given up", "Restauration d’une sauvegarde abandonnée";
    "tenant-rollback-ordered": "Return to the snapshot ordered", "Retour à l’instantané demandé";
    "tenant-rolled-back": "Taken back to its snapshot", "Ramenée à son instantané";
    "tenant-upgraded": "Tables upgraded", "Tables mises à niveau";
    "settings-changed": "Settings changed", "Paramètres changés";
    "brand-changed": "Brand changed", "Identité visuelle changée";
    "brand-published": "Brand published", "Identité visuelle publiée";
    "brand-scheduled": "Publication of a brand planned", "Publication d’une identité prévue";
    "brand-schedule-cancelled": "Planned publication of a brand given up", "Publication prévue d’une identité annulée";
    "brand-rolled-back": "Earlier brand published again", "Identité précédente publiée de nouveau";
    "brand-draft-discarded": "Draft of the brand discarded", "Brouillon d’identité abandonné";
    "brand-preview-link": "Link to a draft of the brand made", "Lien vers un brouillon d’identité créé";
    "brand-preview-link-withdrawn": "Link to a draft of the brand withdrawn", "Lien vers un brouillon d’identité retiré";
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
    "mail-sent-again": "Failed mails sent again", "Messages en échec envoyés de nouveau";
    "mail-tried": "Test mail sent", "Message d’essai envoyé";
    "mail-left": "Failed mails left as they are", "Messages en échec laissés ainsi";
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
    "upgrade-halted": "Run of upgrades stopped", "Campagne de mises à niveau arrêtée";
    "upgrade-resumed": "Run of upgrades resumed", "Campagne de mises à niveau reprise";
    "run-rollback-ordered": "Return of a whole run ordered", "Retour d’une campagne entière demandé";
    "snapshots-removed": "Old snapshots removed", "Anciens instantanés supprimés";
    "drift-checked": "All tables checked", "Toutes les tables vérifiées";
    "server-added": "Server registered", "Serveur enregistré";
    "server-changed": "Server changed", "Serveur modifié";
    "server-readdressed": "Server’s address changed", "Adresse d’un serveur changée";
    "server-draining": "Server drained", "Serveur mis en retrait";
    "server-resumed": "Server resumed", "Serveur remis en service";
    "list-exported": "List taken away as a file", "Liste exportée";
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenantry::audit::KINDS;

    /// Nobody writes it any more; databases still have it.
    const OLD: [&str; 1] = ["brand-changed"];

    #[test]
    fn every_kind_that_is_written_has_words_in_both_languages() {
        let unnamed: Vec<&&str> = KINDS.iter().filter(|key| !WORDED.contains(key)).collect();
        assert!(unnamed.is_empty(), "{unnamed:?}");
        for key in WORDED {
            assert!(KINDS.contains(key) || OLD.contains(key), "nobody writes {key}");
            let (en, fr) = (kind(Locale::En, key), kind(Locale::Fr, key));
            assert!(en != *key && fr != *key && en != fr, "{key}: {en}, {fr}");
        }
        assert_eq!(kind(Locale::Fr, "weather"), "weather");
    }
}
