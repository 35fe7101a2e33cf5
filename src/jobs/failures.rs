//! What failed and hasn't succeeded since.

use super::{JobFailure, JobKind};
use crate::{
    db::{Reader, Timestamp, ToSqlx, sqlx},
    error::Result,
    ids::TenantId,
    platform::Platform,
};

/// Whoever is erased meanwhile has no row any more.
pub(super) async fn note(platform: &Platform, tenant: TenantId, kind: JobKind, reason: &str) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    let text = "insert into job_failure (tenant_id, kind, reason, failed_at, times)
                select id, $1, $2, $3, 1 from tenant where id = $4
                on conflict (tenant_id, kind) do update set reason = excluded.reason, failed_at = excluded.failed_at,
                  times = job_failure.times + 1";
    sql!(&mut tx, execute text, kind.key(), reason, platform.clock.now().to_sqlx(), tenant)?;
    Ok(tx.commit().await?)
}

/// Nearly always there is nothing to forget, and reading takes no lock.
pub(super) async fn forget(platform: &Platform, tenant: TenantId, kind: JobKind) -> Result<()> {
    let mut reader = platform.central.read().await?;
    let text = "select count(*) from job_failure where tenant_id = $1 and kind = $2";
    let noted = sql!(&mut reader, scalar i64, text, tenant, kind.key())?;
    drop(reader);
    if noted == 0 {
        return Ok(());
    }
    let mut tx = platform.central.begin().await?;
    sql!(&mut tx, execute "delete from job_failure where tenant_id = $1 and kind = $2", tenant, kind.key())?;
    Ok(tx.commit().await?)
}

/// Those that failed since a moment, the latest first.
pub(crate) async fn of_organisation(
    reader: &mut Reader,
    tenant: TenantId,
    since: jiff::Timestamp,
) -> Result<Vec<JobFailure>> {
    let text = "select kind, reason, failed_at, times from job_failure
                where tenant_id = $1 and failed_at >= $2 order by failed_at desc, kind";
    let rows = sql!(reader, fetch_all Row, text, tenant, since.to_sqlx())?;
    Ok(rows.into_iter().filter_map(Row::read).collect())
}

#[derive(sqlx::FromRow)]
struct Row {
    kind: String,
    reason: String,
    failed_at: Timestamp,
    times: i64,
}

impl Row {
    fn read(self) -> Option<JobFailure> {
        let kind = JobKind::from_key(&self.kind)?;
        Some(JobFailure {
            kind,
            reason: self.reason,
            failed_at: self.failed_at.to_jiff().to_string(),
            times: self.times,
        })
    }
}
