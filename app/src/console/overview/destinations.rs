//! Where to go because of a concern: to whom it is about, and to where something is done about it.

use super::words;
use crate::{i18n::Locale, paths};
use tenantry::overview::{Attention, Concern, Concerned, Detail};

/// The name of who is concerned, and their page.
pub(super) fn address(concern: Concern, named: &Concerned, locale: Locale) -> (String, String) {
    let Concerned { key, name, .. } = named;
    match concern {
        Concern::ServerUnreachable if key.is_empty() => {
            (words::own_server(locale).to_owned(), paths::CONSOLE_FLEET.to_owned())
        }
        Concern::ServerFull if key.is_empty() => (own_place(&named.detail, locale).to_owned(), places()),
        Concern::ServerUnreachable | Concern::ServerFull => (name.clone(), paths::console_server(key)),
        Concern::UpgradeHalted => (words::run(locale).to_owned(), format!("{}/{key}", paths::CONSOLE_UPGRADES)),
        Concern::ProvisioningFailed => (name.clone(), format!("/provisioning/{key}")),
        Concern::MoveFailed => (name.clone(), paths::console_move(key)),
        Concern::BackupFailed => (name.clone(), paths::console_backups(key)),
        Concern::DomainFailing => (name.clone(), paths::console_domains(key)),
        Concern::Restricted | Concern::OverPlan | Concern::NearLimit => {
            (name.clone(), paths::console_organisation_plan(key))
        }
        Concern::CertificateFailed if key.is_empty() => (name.clone(), certificates()),
        Concern::MailsWait | Concern::MailFailed if key.is_empty() => (words::own_mails(locale).to_owned(), mails()),
        Concern::MailsWait | Concern::MailFailed => {
            (name.clone(), paths::part(&paths::console_organisation(key), "health"))
        }
        Concern::SiteFailing | Concern::SiteSlow => (words::site(locale, key).to_owned(), charts()),
        Concern::DatabaseUnreachable
        | Concern::CertificateFailed
        | Concern::Failing
        | Concern::Slow
        | Concern::JobFailed
        | Concern::DeletionFailed
        | Concern::Quarantined
        | Concern::Drifted
        | Concern::DeletionSoon => (name.clone(), paths::console_organisation(key)),
    }
}

/// Where something is done about it. What is done on each one's own page leads there when it is about one, and else to all of
/// them; there is nothing to lead to where nobody is named any more.
pub(super) fn action(of: &Attention, locale: Locale) -> Option<(&'static str, String)> {
    let first = of.named.first()?;
    let list = |query: &str| paths::console_list(query);
    let there = || address(of.concern, first, locale).1;
    Some(match of.concern {
        Concern::ServerUnreachable => (words::to_servers(locale), paths::CONSOLE_SERVERS.to_owned()),
        Concern::DatabaseUnreachable => (words::to_fleet(locale), paths::CONSOLE_FLEET.to_owned()),
        Concern::UpgradeHalted => (words::to_run(locale), there()),
        Concern::DeletionFailed | Concern::DeletionSoon => (words::to_deleted(locale), list("health=deleted")),
        Concern::Quarantined => (words::to_quarantined(locale), list("health=quarantined")),
        Concern::Drifted => (words::to_drift(locale), paths::CONSOLE_DRIFT.to_owned()),
        Concern::ProvisioningFailed => (words::to_new(locale), paths::CONSOLE_NEW.to_owned()),
        Concern::CertificateFailed => (words::to_certificates(locale), certificates()),
        Concern::SiteFailing | Concern::SiteSlow => (words::to_charts(locale), charts()),
        // They share one mail server.
        Concern::MailsWait => (words::to_mail_settings(locale), mails()),
        // A deployment without servers has no use for another one.
        Concern::ServerFull if first.key.is_empty() => (words::to_places(locale), places()),
        Concern::ServerFull => (words::to_new_server(locale), paths::CONSOLE_NEW_SERVER.to_owned()),
        Concern::NearLimit if of.count > 1 => (words::to_all(locale), list("health=near-limit")),
        _ if of.count > 1 => (words::to_all(locale), paths::console_attention(of.concern)),
        Concern::Restricted | Concern::OverPlan | Concern::NearLimit => (words::to_plan(locale), there()),
        Concern::MoveFailed => (words::to_move(locale), there()),
        Concern::BackupFailed => (words::to_backups(locale), there()),
        Concern::DomainFailing => (words::to_domains(locale), there()),
        Concern::MailFailed => (words::to_mails(locale), there()),
        Concern::Failing | Concern::Slow | Concern::JobFailed => (words::to_organisation(locale), there()),
    })
}

/// Of all planes together, by hours: when it began is seen there.
fn charts() -> String {
    paths::part(paths::HOME, "usage")
}

fn mails() -> String {
    paths::part(paths::CONSOLE_SETTINGS, "mails")
}

/// A disk runs full by bytes, and a server by connections.
fn own_place(detail: &Detail, locale: Locale) -> &'static str {
    if matches!(detail, Detail::Connections { .. }) { words::own_server(locale) } else { words::own_directory(locale) }
}

fn places() -> String {
    paths::part(paths::HOME, "places")
}

fn certificates() -> String {
    paths::part(paths::CONSOLE_FLEET, "certificates")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_concern_has_an_action_for_one_and_for_many() {
        let named = |key: &str| Concerned { key: key.into(), name: key.into(), detail: Detail::None, since: None };
        for concern in Concern::ALL {
            for count in [1, 7] {
                let of = Attention { concern, count, named: vec![named("paris")] };
                let (label, href) = action(&of, Locale::Fr).unwrap();
                assert!(!label.is_empty() && href.starts_with('/'), "{concern:?}");
            }
        }
        let own = |detail| Concerned { detail, ..named("") };
        let full = |detail| Attention { concern: Concern::ServerFull, count: 1, named: vec![own(detail)] };
        for (detail, name) in [
            (Detail::Free(7), "The deployment’s data directory"),
            (Detail::Connections { used: 9, of: 10 }, "The deployment’s own PostgreSQL server"),
        ] {
            assert_eq!(address(Concern::ServerFull, &own(detail.clone()), Locale::En).0, name);
            assert_eq!(action(&full(detail), Locale::En).unwrap().1, "/#places");
        }
        let of = |count| Attention { concern: Concern::MoveFailed, count, named: vec![named("paris")] };
        assert_eq!(action(&of(1), Locale::En).unwrap().1, "/organisations/paris/move");
        assert_eq!(action(&of(2), Locale::En).unwrap().1, "/attention/move-failed");
        let mails =
            |key, concern| action(&Attention { concern, count: 1, named: vec![named(key)] }, Locale::En).unwrap().1;
        assert_eq!(mails("paris", Concern::MailFailed), "/organisations/paris#health");
        assert_eq!(mails("", Concern::MailFailed), "/settings#mails");
        assert_eq!(mails("paris", Concern::MailsWait), "/settings#mails");
        assert_eq!(action(&Attention { named: Vec::new(), ..of(0) }, Locale::En), None);
    }
}
