//! One way in which all such work is done.

use super::{JobKind, failures};
use crate::{
    error::{Error, Result},
    ids::TenantId,
    metrics::Measure,
    platform::Platform,
    traces::SpanKind,
};
use tracing::Instrument;

/// How work ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    Well,
    /// Somebody else had done it, or there was nothing to do after all: it isn't counted.
    Idle,
    /// In the words of whatever failed.
    Failed(String),
}

impl Ended {
    /// Of work that gives a result.
    pub(crate) fn of<T>(done: &Result<T>) -> Self {
        done.as_ref().map_or_else(|error| Self::Failed(error.with_causes()), |_| Self::Well)
    }
}

/// Does work for an organisation, for several in one go, or for none but the deployment itself, and counts it for each. `ended`
/// says what became of it. No transaction may be held where it is called: what failed is noted in one of its own.
pub(crate) fn run<T>(
    platform: &Platform,
    kind: JobKind,
    tenants: &[TenantId],
    work: impl Future<Output = T>,
    ended: impl FnOnce(&T) -> Ended,
) -> impl Future<Output = T> {
    // In a place of its own: work is large, and whoever waits for it would be larger still.
    followed(platform, kind, tenants, Box::pin(work), ended)
}

async fn followed<T>(
    platform: &Platform,
    kind: JobKind,
    tenants: &[TenantId],
    work: impl Future<Output = T>,
    ended: impl FnOnce(&T) -> Ended,
) -> T {
    let trace = platform.traces.job(name(kind), SpanKind::Internal);
    let span =
        tracing::info_span!("job", kind = kind.key(), id = tracing::field::Empty, tenant = tracing::field::Empty);
    if let Some(id) = trace.id() {
        span.record("id", id);
    }
    if let [tenant] = tenants
        && (trace.id().is_some() || !span.is_disabled())
        && let Some(slug) = slug(platform, *tenant).await
    {
        span.record("tenant", slug.as_str());
        trace.note_tenant(&slug);
    }
    let done = trace.around(work).instrument(span).await;
    let ended = ended(&done);
    if matches!(ended, Ended::Failed(_)) {
        trace.fail("failed");
    }
    drop(trace);
    if ended != Ended::Idle {
        platform.jobs.count(kind, tenants.len().max(1), matches!(ended, Ended::Failed(_)));
        for tenant in tenants {
            settle(platform, *tenant, kind, &ended).await;
        }
    }
    done
}

/// That it can't be noted doesn't undo what was done.
async fn settle(platform: &Platform, tenant: TenantId, kind: JobKind, ended: &Ended) {
    let (measure, noted) = match ended {
        Ended::Failed(_) if kind.tells_by_itself() => (Measure::FailedJobs, Ok(())),
        Ended::Failed(reason) => (Measure::FailedJobs, failures::note(platform, tenant, kind, reason).await),
        _ if kind.tells_by_itself() => (Measure::Jobs, Ok(())),
        _ => (Measure::Jobs, failures::forget(platform, tenant, kind).await),
    };
    platform.meters.count_for(tenant, measure);
    if let Err(error) = noted {
        tracing::warn!(error = %Error::with_causes(&error), kind = kind.key(), "what became of a job could not be noted");
    }
}

/// The organisation as its trace and the log name it.
async fn slug(platform: &Platform, tenant: TenantId) -> Option<String> {
    let mut reader = platform.central.read().await.ok()?;
    sql!(&mut reader, scalar_optional String, "select slug from tenant where id = $1", tenant).ok()?
}

fn name(kind: JobKind) -> &'static str {
    match kind {
        JobKind::Publication => "job publication",
        JobKind::Domain => "job domain",
        JobKind::Certificate => "job certificate",
        JobKind::Export => "job export",
        JobKind::Backup => "job backup",
        JobKind::Move => "job move",
        JobKind::Upgrade => "job upgrade",
        JobKind::Removal => "job removal",
        JobKind::Figures => "job figures",
        JobKind::Plan => "job plan",
    }
}
