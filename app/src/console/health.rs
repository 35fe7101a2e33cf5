//! How an organisation does, worded and coloured, and why.

use super::words as console;
use crate::{
    i18n::{Locale, format_day},
    ui::{Tone, plain_badge},
};
use maud::{Markup, html};
use tenantry::tenants::{Health, TenantSummary};

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
    all_deleted: "Deleted", "Supprimées";
    all_quarantined: "In quarantine", "En quarantaine";
    all_behind: "Behind", "En retard";
}

/// With the reason below it, when there is one.
pub(super) fn health_badge(organisation: &TenantSummary, locale: Locale) -> Markup {
    let (tone, label) = look(organisation, locale);
    html! {
        (plain_badge(tone, &label))
        @if let Some(reason) = organisation.reason() { span.cell-sub.health-reason title=(reason) { (reason) } }
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
        Health::Behind => (Tone::Info, behind(locale)),
    };
    (tone, label.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenantry::tenants::TenantStatus;

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
        assert!(unreachable.contains("Out of reach") && !unreachable.contains("cell-sub"), "{unreachable}");
        let no_reason = || TenantSummary { quarantine: None, ..organisation(TenantStatus::Active) };
        let drifted = told(&no_reason());
        assert!(drifted.contains("Other tables") && !drifted.contains("cell-sub"), "{drifted}");
        let behind = told(&TenantSummary { has_drifted: false, ..no_reason() });
        assert!(behind.contains("Behind") && !behind.contains("cell-sub"), "{behind}");
        let well = told(&TenantSummary { has_drifted: false, is_behind: false, ..no_reason() });
        assert!(well.contains("Active") && !well.contains("cell-sub"), "{well}");
    }
}
