//! Certificates as they are told of, without their keys.

use super::{CertificateState, CertificateSummary};
use crate::{
    db::{Timestamp, sqlx},
    error::Result,
    ids::TenantId,
    platform::Platform,
};

macro_rules! select {
    ($condition:literal) => {
        concat!(
            "select c.host, t.slug, c.not_after, c.due_at, c.failures, c.last_error
             from certificate c left join tenant t on t.id = c.tenant_id ",
            $condition
        )
    };
}

/// All of them, in the order of their hosts.
pub async fn list(platform: &Platform) -> Result<Vec<CertificateSummary>> {
    let mut reader = platform.central.read().await?;
    let rows = sql!(&mut reader, fetch_all Row, select!("order by c.host"))?;
    Ok(rows.into_iter().map(|row| row.into_summary(platform.clock.now())).collect())
}

/// Those that need somebody, then those that end first: as many as a page shows.
pub async fn first(platform: &Platform) -> Result<Vec<CertificateSummary>> {
    let mut reader = platform.central.read().await?;
    let text = select!("order by case when c.last_error is null then 1 else 0 end, c.not_after, c.host limit 50");
    let rows = sql!(&mut reader, fetch_all Row, text)?;
    Ok(rows.into_iter().map(|row| row.into_summary(platform.clock.now())).collect())
}

/// Those of one organisation's hosts.
pub async fn of_organisation(platform: &Platform, tenant: TenantId) -> Result<Vec<CertificateSummary>> {
    let mut reader = platform.central.read().await?;
    let rows = sql!(&mut reader, fetch_all Row, select!("where c.tenant_id = $1 order by c.host"), tenant)?;
    Ok(rows.into_iter().map(|row| row.into_summary(platform.clock.now())).collect())
}

#[derive(sqlx::FromRow)]
struct Row {
    host: String,
    slug: Option<String>,
    not_after: Option<Timestamp>,
    due_at: Timestamp,
    failures: i64,
    last_error: Option<String>,
}

impl Row {
    fn into_summary(self, now: jiff::Timestamp) -> CertificateSummary {
        let valid_until = self.not_after.map(Timestamp::to_jiff);
        CertificateSummary {
            state: CertificateState::of(valid_until.is_some_and(|until| until > now), self.last_error.is_some()),
            host: self.host,
            organisation: self.slug,
            valid_until: valid_until.map(|until| until.to_string()),
            due_at: self.due_at.to_jiff().to_string(),
            failures: self.failures,
            error: self.last_error,
        }
    }
}
