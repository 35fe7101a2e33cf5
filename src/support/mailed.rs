//! What the owners' mail tells.

use super::{SupportState, store};
use crate::{
    domains,
    error::Result,
    ids::SupportRequestId,
    mail::{Content, MailKind},
    platform::Platform,
    tenants::Tenant,
};

/// `None` when there is nothing to tell any more: it was answered, or is over.
pub(crate) async fn mailed(
    platform: &Platform,
    tenant: &Tenant,
    kind: MailKind,
    id: SupportRequestId,
) -> Result<Option<Content>> {
    let mut reader = platform.central.read().await?;
    let Some(row) = store::find(&mut reader, tenant.id, id).await? else { return Ok(None) };
    drop(reader);
    let state = row.state(platform.clock.now())?;
    let url = format!(
        "{}/settings/support",
        platform.config.server.public_url.origin_of(&domains::open_host(platform, tenant))
    );
    let (operator, reason, wants_write, minutes) =
        (row.operator_name.clone(), row.reason.clone(), row.wants_write, row.minutes);
    let until = row.ends_at.map(|at| row.zone().to_datetime(at.to_jiff()));
    Ok(match (kind == MailKind::SupportAsked, state, until) {
        (true, SupportState::Asked, _) => Some(Content::SupportAsked { operator, reason, wants_write, minutes, url }),
        (false, SupportState::Allowed, Some(until)) => {
            Some(Content::SupportBegan { operator, reason, wants_write, until, url })
        }
        _ => None,
    })
}
