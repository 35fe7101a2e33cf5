//! Why a host leads where it leads, in steps that a person can read. For `tenantry resolve`.

use super::{HostName, Resolution};
use crate::{error::Result, platform::Platform, tenants::TenantStatus};
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    pub steps: Vec<String>,
    /// `public`, `console`, `tenant <slug>`, `moved to <host>`, `unknown` or `not a host`.
    pub outcome: String,
    /// The HTTP status that a visitor of its front page gets.
    pub status: u16,
}

pub async fn explain(platform: &Platform, text: &str) -> Result<Explanation> {
    let mut steps = vec![format!("as sent: {text:?}")];
    let Some(host) = HostName::parse(text) else {
        steps.push("it has no normal form: no database is asked".into());
        return Ok(Explanation { steps, outcome: "not a host".into(), status: 400 });
    };
    steps.push(format!("normalised: {host} (lower case, no port, no trailing dot, IDN as punycode)"));
    let base = platform.config.server.public_url.host();
    steps.push(match host.under(base) {
        Some("") => format!("it is the base domain {base}"),
        Some(label) => format!("it is {label:?} under the base domain {base}"),
        None => format!("it is not under the base domain {base}: only a custom domain can match"),
    });
    let (outcome, status) = match platform.directory.resolve(platform, &host).await? {
        Resolution::Public => ("public".to_owned(), 200),
        Resolution::Console => ("console".to_owned(), 200),
        Resolution::Tenant(tenant) => {
            steps.push(format!("row in the table of domains: {host} -> {} ({})", tenant.slug, tenant.name));
            steps.push(format!("status: {}", tenant.status.name()));
            steps.extend(tenant.status_reason.as_ref().map(|reason| format!("reason: {reason}")));
            steps.extend(tenant.going.as_ref().map(|going| format!("deleted; its data goes at {}", going.gone_at)));
            let status = if tenant.going.is_some() { 410 } else { status_of(tenant.status) };
            (format!("tenant {}", tenant.slug), status)
        }
        Resolution::Moved(moved) => {
            steps.push(format!("the name was given up and rests until {}: its organisation has another", moved.until));
            (format!("moved to {}", moved.host), 301)
        }
        Resolution::Unknown => {
            steps.push("no verified row in the table of domains: no tenant's database is opened".into());
            ("unknown".to_owned(), 404)
        }
    };
    Ok(Explanation { steps, outcome, status })
}

fn status_of(status: TenantStatus) -> u16 {
    match status {
        TenantStatus::Active => 200,
        TenantStatus::Suspended => 403,
        TenantStatus::Maintenance | TenantStatus::Provisioning => 503,
    }
}
