//! Why a host leads where it leads, in steps that a person can read. For `tenantry resolve`.

use super::{HostName, Resolution, has_failing_main};
use crate::{
    db::{Timestamp, ToSqlx},
    error::Result,
    platform::Platform,
    tenants::TenantStatus,
};
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
            let mut status = if tenant.going.is_some() { 410 } else { status_of(tenant.status) };
            let is_own = |host: &str| HostName::parse(host).is_some_and(|host| host.under(base).is_none());
            if tenant.main_host != host.as_str() && is_own(&tenant.main_host) {
                if has_failing_main(&tenant) {
                    steps.push(format!(
                        "its main address {} has no records any more: nobody is led there",
                        tenant.main_host
                    ));
                } else {
                    steps.push(format!("its main address is a domain of its own: pages lead to {}", tenant.main_host));
                    status = 301;
                }
            }
            if is_own(host.as_str()) {
                steps.extend(failing_since(platform, host.as_str()).await?);
            }
            (format!("tenant {}", tenant.slug), status)
        }
        Resolution::Moved(moved) => {
            steps.push(format!("the name was given up and rests until {}: its organisation has another", moved.until));
            (format!("moved to {}", moved.host), 301)
        }
        Resolution::Unknown => {
            let claims = claims_of(platform, host.as_str()).await?;
            if !claims.is_empty() {
                steps.push(format!("claimed and not verified by {}", claims.join(", ")));
            }
            steps.push("no verified row in the table of domains: no tenant's database is opened".into());
            ("unknown".to_owned(), 404)
        }
    };
    Ok(Explanation { steps, outcome, status })
}

/// The organisations that say it is theirs.
async fn claims_of(platform: &Platform, host: &str) -> Result<Vec<String>> {
    let mut reader = platform.central.read().await?;
    let text = "select t.slug from domain_claim c join tenant t on t.id = c.tenant_id
                where c.host = $1 and c.expires_at > $2 order by t.slug";
    Ok(sql!(&mut reader, scalar_all String, text, host, platform.clock.now().to_sqlx())?)
}

async fn failing_since(platform: &Platform, host: &str) -> Result<Option<String>> {
    let mut reader = platform.central.read().await?;
    let text = "select failing_since from domain_claim where host = $1 and failing_since is not null";
    let since = sql!(&mut reader, scalar_optional Timestamp, text, host)?.map(Timestamp::to_jiff);
    let grace = platform.config.domains.grace();
    Ok(since.map(|since| format!("its records are gone since {since}; it is served until {}", since + grace)))
}

fn status_of(status: TenantStatus) -> u16 {
    match status {
        TenantStatus::Active => 200,
        TenantStatus::Suspended => 403,
        TenantStatus::Maintenance | TenantStatus::Provisioning => 503,
    }
}
