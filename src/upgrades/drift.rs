//! Reading every database back, and comparing it with a clean install.

use super::{DriftReport, Drifted, Quarantined, record::record};
use crate::{
    db::{Condition, Home, HomeRow, ToSqlx, sqlx},
    error::{Error, Result},
    ids::TenantId,
    modules::Module,
    platform::Platform,
};
use futures::{StreamExt, stream};
use std::sync::Arc;

/// Reads the tables of all organisations now, so many at once, and records what was found. `advanced` is told of each.
pub async fn drift(platform: &Platform, at_once: usize, advanced: impl Fn()) -> Result<DriftReport> {
    let mut report = DriftReport::default();
    let each = |subject: Subject| async {
        let found = subject.read(platform).await;
        (subject, found)
    };
    let mut found = stream::iter(subjects(platform).await?).map(each).buffer_unordered(at_once.max(1));
    while let Some((subject, found)) = found.next().await {
        advanced();
        match found {
            Ok(found) => subject.note(platform, found, &mut report).await?,
            Err(error) => {
                report.unreadable.push(Quarantined { slug: subject.slug, error: error.with_causes() });
            }
        }
    }
    report.drifted.sort_by(|a, b| a.slug.cmp(&b.slug));
    report.unreadable.sort_by(|a, b| a.slug.cmp(&b.slug));
    Ok(report)
}

struct Subject {
    tenant: TenantId,
    slug: String,
    home: Home,
    modules: Vec<Module>,
    /// As the central database has it.
    fingerprint: Option<String>,
    is_drifted: bool,
}

struct Found {
    condition: Condition,
    clean: Arc<Condition>,
}

impl Subject {
    async fn read(&self, platform: &Platform) -> Result<Found> {
        let clean = platform.lifecycle.clean(&self.home, &self.modules).await?;
        let condition = platform.lifecycle.inspect(&self.home, &self.modules).await?;
        Ok(Found { condition, clean })
    }

    async fn note(self, platform: &Platform, found: Found, report: &mut DriftReport) -> Result<()> {
        report.read += 1;
        let Found { condition, clean } = found;
        if condition.versions != clean.versions {
            report.behind += 1;
            return Ok(());
        }
        let differences = condition.shape.differences(&clean.shape);
        let is_news = self.is_drifted == differences.is_empty()
            || self.fingerprint.as_deref() != Some(condition.shape.fingerprint().as_str());
        if is_news {
            self.remember(platform, &condition, !differences.is_empty()).await?;
        }
        if !differences.is_empty() {
            report.drifted.push(Drifted { slug: self.slug, differences });
        }
        Ok(())
    }

    async fn remember(&self, platform: &Platform, condition: &Condition, is_drifted: bool) -> Result<()> {
        let mut tx = platform.central.begin().await?;
        record(&mut tx, self.tenant, condition).await?;
        if is_drifted {
            let now = platform.clock.now().to_sqlx();
            sql!(&mut tx, execute "update tenant set drifted_at = $1 where id = $2", now, self.tenant)?;
        }
        Ok(tx.commit().await?)
    }
}

async fn subjects(platform: &Platform) -> Result<Vec<Subject>> {
    let mut reader = platform.central.read().await?;
    let rows = sql!(
        &mut reader,
        fetch_all Row,
        "select t.id, t.slug, t.placement, t.server_id, t.database_name, t.schema_fingerprint, t.drifted_at is not null as is_drifted, m.module
         from tenant t left join tenant_module m on m.tenant_id = t.id
         where t.status <> 'provisioning' order by t.slug, m.module"
    )?;
    let mut all = Vec::<Subject>::new();
    for row in rows {
        let module = row.module.as_deref().and_then(|key| key.parse().ok());
        match all.last_mut() {
            Some(last) if last.tenant == row.id => last.modules.extend(module),
            _ => all.push(row.into_subject(module)?),
        }
    }
    Ok(all)
}

#[derive(sqlx::FromRow)]
struct Row {
    id: TenantId,
    slug: String,
    #[sqlx(flatten)]
    home: HomeRow,
    schema_fingerprint: Option<String>,
    is_drifted: bool,
    module: Option<String>,
}

impl Row {
    fn into_subject(self, module: Option<Module>) -> Result<Subject> {
        let wrong = || Error::internal(std::io::Error::other(format!("tenant {}: unknown home", self.slug)));
        Ok(Subject {
            home: self.home.home().ok_or_else(wrong)?,
            tenant: self.id,
            slug: self.slug,
            modules: module.into_iter().collect(),
            fingerprint: self.schema_fingerprint,
            is_drifted: self.is_drifted,
        })
    }
}
