//! What the owners' mails tell of a host: that it fails, and that it is lost.

use super::{DomainState, store};
use crate::{
    error::Result,
    mail::{Content, MailKind},
    platform::Platform,
    tenants::Tenant,
};
use jiff::civil::DateTime;

/// `None` when there is nothing to tell any more: its records are back, or nobody claims it.
pub(crate) async fn mailed(
    platform: &Platform,
    tenant: &Tenant,
    kind: MailKind,
    host: &str,
) -> Result<Option<Content>> {
    let mut reader = platform.central.read().await?;
    let Some(claim) = store::find_claim_in(&mut reader, platform, tenant.id, host).await? else { return Ok(None) };
    drop(reader);
    let setup = Box::new(store::setup(platform, tenant, claim));
    let domain = &setup.domain;
    let there = |at: Option<&str>| -> Option<DateTime> {
        at?.parse().ok().map(|at: jiff::Timestamp| tenant.zone.to_datetime(at))
    };
    let url =
        format!("{}/settings/domain/{host}", platform.config.server.public_url.origin_of(&open_host(platform, tenant)));
    Ok(match (kind, domain.state) {
        (MailKind::DomainFailing, DomainState::Failing) => {
            there(domain.grace_ends_at.as_deref()).map(|until| Content::DomainFailing { setup, until, url })
        }
        (MailKind::DomainLost, DomainState::Lost | DomainState::Taken) => {
            there(domain.expires_at.as_deref()).map(|until| Content::DomainLost { setup, until, url })
        }
        _ => None,
    })
}

/// The host to which people are sent who are to get there: the main address, unless it may lead elsewhere by now.
pub(crate) fn open_host(platform: &Platform, tenant: &Tenant) -> String {
    if has_failing_main(tenant) { store::subdomain(platform, tenant) } else { tenant.main_host.clone() }
}

/// Whether the records of the main address are gone, so that nobody may be led there.
pub(crate) fn has_failing_main(tenant: &Tenant) -> bool {
    tenant.failing.iter().any(|(host, _)| *host == tenant.main_host)
}
