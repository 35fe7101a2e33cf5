//! How an organisation does, worded and coloured, and why.

use super::{overview, upgrades::words::set_name, usage::words as jobs, words as console};
use crate::{
    i18n::{Locale, format_day},
    ui::{Tone, plain_badge},
};
use maud::{Markup, html};
use tenantry::{
    overview::{Concern, Detail, Gravity},
    tenants::{Health, TenantSummary},
};

crate::words! {
    health: "Health", "Santé";
    users: "Users", "Utilisateurs";
    version: "Version", "Version";
    unknown_version: "unknown", "inconnue";
    connections: "Connections", "Connexions";
    active_loans: "Active loans", "Prêts en cours";
    transactions: "Transactions this month", "Opérations du mois";
    columns: "Columns", "Colonnes";
    quarantined: "In quarantine", "En quarantaine";
    unreachable: "Out of reach", "Injoignable";
    drifted: "Other tables", "Autres tables";
    behind: "Behind", "En retard";
    failing: "Many errors", "Beaucoup d’erreurs";
    restricted: "Restricted", "Restreinte";
    slow: "Slow", "Lente";
    over_plan: "Over its plan", "Formule dépassée";
    near_limit: "Near a limit", "Près d’une limite";
    backup_failed: "Backup failed", "Sauvegarde échouée";
    move_failed: "Move failed", "Déplacement échoué";
    work_failed: "Work failed", "Tâche échouée";
    domain_failing: "Domain without records", "Domaine sans enregistrements";
    certificate_failed: "Certificate failed", "Certificat en échec";
    needs_attention: "Needs a look", "À examiner";
    differs_since(day: &str): "Not those of a clean install, since {day}", "Pas celles d’une installation neuve, depuis le {day}";
    older_version(set: &str, version: i64, head: i64): "{set}: version {version}, the newest is {head}", "{set}\u{a0}: version {version}, la dernière est {head}";
    never_read: "Its tables were never read back", "Ses tables n’ont jamais été relues";
    all_deleted: "Deleted", "Supprimées";
    all_quarantined: "In quarantine", "En quarantaine";
    all_behind: "Behind", "En retard";
    all_near_limit: "Near a limit", "Près d’une limite";
}

/// With the reason below it, when there is one.
pub(super) fn health_badge(organisation: &TenantSummary, locale: Locale) -> Markup {
    let (tone, label) = look(organisation, locale);
    html! {
        (plain_badge(tone, &label))
        @if let Some((reason, lang)) = reason(organisation, locale) {
            span.cell-sub.health-reason lang=[lang] title=(reason) { (reason) }
        }
    }
}

/// Why it is so, and the language of what came in the words of whatever failed.
fn reason(organisation: &TenantSummary, locale: Locale) -> Option<(String, Option<&'static str>)> {
    let troubles = &organisation.troubles;
    let ours = |text: String| Some((text, None));
    match organisation.health() {
        Health::Unreachable => ours(overview::words::tried_again(locale).to_owned()),
        Health::Drifted => ours(differs_since(locale, &format_day(troubles.drifted_at.as_ref()?, locale))),
        Health::Behind => match &troubles.lag {
            Some(lag) => ours(older_version(locale, &set_name(locale, &lag.set), lag.version, lag.head)),
            None if troubles.is_unread => ours(never_read(locale).to_owned()),
            None => None,
        },
        Health::Troubled(concern) => match &troubles.noted.as_ref()?.detail {
            Detail::Job { kind, reason } => Some((format!("{} · {reason}", jobs::job(locale, *kind)), Some("en"))),
            Detail::Reason(reason) => Some((reason.clone(), Some("en"))),
            detail => overview::told(concern, detail, locale).and_then(ours),
        },
        Health::Quarantined => Some((organisation.reason()?.to_owned(), Some("en"))),
        _ => organisation.reason().map(|reason| (reason.to_owned(), None)),
    }
}

fn look(organisation: &TenantSummary, locale: Locale) -> (Tone, String) {
    let (tone, label) = match organisation.health() {
        Health::Deleted => {
            let day = organisation.gone_at.as_deref().map(|at| format_day(at, locale)).unwrap_or_default();
            return (Tone::Danger, console::deleted_gone(locale, &day));
        }
        Health::Well => (Tone::Success, console::active(locale)),
        Health::Provisioning => (Tone::Info, console::provisioning(locale)),
        Health::Suspended => (Tone::Danger, console::suspended(locale)),
        Health::Maintenance => (Tone::Warning, console::maintenance(locale)),
        Health::Unreachable => (Tone::Danger, unreachable(locale)),
        Health::Drifted => (Tone::Warning, drifted(locale)),
        Health::Quarantined => (Tone::Warning, quarantined(locale)),
        Health::Troubled(concern) => troubled(concern, locale),
        Health::Behind => (Tone::Info, behind(locale)),
    };
    (tone, label.to_owned())
}

fn troubled(concern: Concern, locale: Locale) -> (Tone, &'static str) {
    let tone = match concern.gravity() {
        Gravity::Grave => Tone::Danger,
        Gravity::Watch => Tone::Warning,
        Gravity::Note => Tone::Info,
    };
    let label = match concern {
        Concern::Failing => failing,
        Concern::Restricted => restricted,
        Concern::Slow => slow,
        Concern::OverPlan => over_plan,
        Concern::NearLimit => near_limit,
        Concern::MoveFailed => move_failed,
        Concern::BackupFailed => backup_failed,
        Concern::JobFailed => work_failed,
        Concern::DomainFailing => domain_failing,
        Concern::CertificateFailed => certificate_failed,
        // The list asks for no others.
        _ => needs_attention,
    };
    (tone, label(locale))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenantry::{
        jobs::JobKind,
        plans::Limit,
        tenants::{Lag, Noted, TenantStatus, Troubles},
    };

    fn organisation(status: TenantStatus) -> TenantSummary {
        TenantSummary {
            slug: "paris".into(),
            name: "Paris".into(),
            status,
            plan_name: tenantry::plans::PlanName::default(),
            plan: "standard".into(),
            placement: "sqlite".into(),
            database_bytes: 0,
            created_at: "2026-03-15T12:00:00Z".into(),
            last_active_at: None,
            gone_at: None,
            status_reason: Some("Unpaid".into()),
            version: Some(1),
            is_behind: true,
            quarantine: Some("no such <column>".into()),
            has_drifted: true,
            is_unreachable: false,
            members: 3,
            connections: 0,
            active_loans: None,
            transactions: None,
            troubles: Troubles {
                drifted_at: Some("2026-03-02T09:00:00Z".into()),
                lag: Some(Lag { set: "core".into(), version: 3, head: 4 }),
                ..Troubles::default()
            },
        }
    }

    #[test]
    fn the_gravest_is_said_with_its_reason() {
        let told = |organisation: &TenantSummary| health_badge(organisation, Locale::En).into_string();
        let suspended = told(&organisation(TenantStatus::Suspended));
        assert!(suspended.contains("Suspended") && suspended.contains(">Unpaid<"), "{suspended}");
        let gone_at = Some("2026-12-24T12:00:00Z".to_owned());
        let deleted = told(&TenantSummary { gone_at, ..organisation(TenantStatus::Suspended) });
        assert!(deleted.contains("Deleted, gone on") && !deleted.contains("cell-sub"), "{deleted}");
        let quarantined = told(&organisation(TenantStatus::Active));
        assert!(
            quarantined.contains("In quarantine") && quarantined.contains(">no such &lt;column&gt;<"),
            "{quarantined}"
        );
        let unreachable = told(&TenantSummary { is_unreachable: true, ..organisation(TenantStatus::Active) });
        assert!(unreachable.contains("Out of reach") && unreachable.contains("cell-sub"), "{unreachable}");
        let no_reason = || TenantSummary { quarantine: None, ..organisation(TenantStatus::Active) };
        let drifted = told(&no_reason());
        assert!(drifted.contains("Other tables") && drifted.contains("clean install, since "), "{drifted}");
        let behind = told(&TenantSummary { has_drifted: false, ..no_reason() });
        assert!(behind.contains("Behind") && behind.contains("Core: version 3, the newest is 4"), "{behind}");
        let well = told(&TenantSummary { has_drifted: false, is_behind: false, ..no_reason() });
        assert!(well.contains("Active") && !well.contains("cell-sub"), "{well}");
    }

    #[test]
    fn what_the_overview_tells_of_is_said_with_its_reason() {
        let noted = |concern, detail| {
            let troubles = Troubles { noted: Some(Noted { concern, detail }), ..Troubles::default() };
            let is_well = TenantSummary { quarantine: None, has_drifted: false, ..organisation(TenantStatus::Active) };
            health_badge(&TenantSummary { troubles, ..is_well }, Locale::En).into_string()
        };
        let until = "2026-04-01T00:00:00Z".to_owned();
        let near = Detail::Near { limit: Limit::Members, used: 46, most: 50 };
        for (concern, detail, label, reason) in [
            (Concern::Failing, Detail::Of { count: 12, of: 40 }, "Many errors", "12 errors in 40 requests"),
            (Concern::Slow, Detail::Of { count: 30, of: 100 }, "Slow", "30 of 100"),
            (Concern::Restricted, Detail::Over { limit: Limit::Members, until }, "Restricted", "2026"),
            (Concern::NearLimit, near, "Near a limit", "People and open invitations: 46 of 50"),
            (Concern::MoveFailed, Detail::Reason("no <room>".into()), "Move failed", "no &lt;room&gt;"),
            (
                Concern::JobFailed,
                Detail::Job { kind: JobKind::Figures, reason: "full".into() },
                "Work failed",
                " · full",
            ),
            (Concern::DomainFailing, Detail::Reason("a.example".into()), "Domain without records", "a.example"),
            (Concern::CertificateFailed, Detail::Reason("a: no".into()), "Certificate failed", "a: no"),
        ] {
            let html = noted(concern, detail);
            assert!(html.contains(label) && html.contains(reason) && !html.contains("Active"), "{concern:?}: {html}");
        }
        // The graver of two.
        let both = TenantSummary {
            troubles: Troubles {
                noted: Some(Noted { concern: Concern::JobFailed, detail: Detail::Reason("full".into()) }),
                ..Troubles::default()
            },
            ..organisation(TenantStatus::Active)
        };
        assert!(health_badge(&both, Locale::En).into_string().contains("In quarantine"));
    }
}
