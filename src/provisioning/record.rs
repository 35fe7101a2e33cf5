//! The record of a provisioning: what its page shows while it runs, and what a sweep needs after a crash.

use super::{Outcome, Progress, Step, StepReport, StepState, lease};
use crate::{
    db::{ToSqlx, Tx, sqlx},
    error::Result,
    ids::{ProvisioningId, TenantId},
    platform::Platform,
    tenants::{self, Slug},
};

/// Begins one that is its owner's until the lease runs out.
pub(super) async fn begin(
    tx: &mut Tx,
    platform: &Platform,
    id: ProvisioningId,
    owner: &str,
    (slug, tenant): (&Slug, TenantId),
) -> Result<()> {
    let (now, until) = (platform.clock.now().to_sqlx(), lease::until(platform));
    let text = "insert into provisioning (id, slug, tenant_id, started_at, outcome, lease_owner, lease_until)
                values ($1, $2, $3, $4, 'running', $5, $6)";
    sql!(tx, execute text, id, slug.as_str(), tenant, now, owner, until)?;
    Ok(())
}

pub(super) async fn note(tx: &mut Tx, id: ProvisioningId, report: StepReport) -> Result<()> {
    let position = Step::ALL.iter().position(|step| *step == report.step).unwrap_or_default();
    sql!(
        tx,
        execute "insert into provisioning_step (provisioning_id, position, step, state, micros) values ($1, $2, $3, $4, $5)
                 on conflict (provisioning_id, position) do update set state = excluded.state, micros = excluded.micros",
        id,
        i64::try_from(position).unwrap_or_default(),
        report.step.name(),
        report.state.name(),
        report.micros
    )?;
    Ok(())
}

pub(super) async fn finish(tx: &mut Tx, platform: &Platform, id: ProvisioningId, outcome: &'static str) -> Result<()> {
    let now = platform.clock.now().to_sqlx();
    sql!(tx, execute "update provisioning set outcome = $1, finished_at = $2 where id = $3", outcome, now, id)?;
    Ok(())
}

/// Ends one that was undone, with its steps as they stand then: what was done is undone, what ran is what failed.
pub(super) async fn fail(tx: &mut Tx, platform: &Platform, id: ProvisioningId) -> Result<()> {
    let text = "update provisioning_step set state = case state when 'running' then 'failed' else 'undone' end
                where provisioning_id = $1 and state in ('running', 'done')";
    sql!(tx, execute text, id)?;
    finish(tx, platform, id, "failed").await
}

/// What the page of a provisioning shows; `None` for an unknown one.
pub async fn progress(platform: &Platform, id: ProvisioningId) -> Result<Option<Progress>> {
    let mut reader = platform.central.read().await?;
    let text = "select slug, outcome from provisioning where id = $1";
    let Some(head) = sql!(&mut reader, fetch_optional Head, text, id)? else { return Ok(None) };
    let text = "select step, state, micros from provisioning_step where provisioning_id = $1 order by position";
    let noted = sql!(&mut reader, fetch_all NotedStep, text, id)?;
    let report = |step: Step| {
        let row = noted.iter().find(|row| row.step == step.name());
        let state = row.and_then(|row| row.state.parse().ok()).unwrap_or(StepState::Waiting);
        StepReport { step, state, micros: row.map_or(0, |row| row.micros) }
    };
    let public_url = &platform.config.server.public_url;
    let url =
        Slug::try_from(head.slug.as_str()).map(|slug| public_url.origin_of(&tenants::host_of_slug(&slug, public_url)));
    Ok(Some(Progress {
        steps: Step::ALL.map(report).to_vec(),
        outcome: match head.outcome.as_str() {
            "done" => Outcome::Done,
            "failed" => Outcome::Failed,
            _ => Outcome::Running,
        },
        url: url.unwrap_or_default(),
        invitation_url: platform.fresh_links.get(&id),
        slug: head.slug,
    }))
}

#[derive(sqlx::FromRow)]
struct Head {
    slug: String,
    outcome: String,
}

#[derive(sqlx::FromRow)]
struct NotedStep {
    step: String,
    state: String,
    micros: i64,
}
