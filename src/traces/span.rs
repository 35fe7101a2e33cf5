//! What is done within a trace.

use super::Tracing;
use crate::{db::DbError, error::Error, fault::Kind};
use opentelemetry::{
    Context, KeyValue,
    trace::{FutureExt, SpanContext, Status, TraceContextExt, Tracer},
};
use std::time::Duration;
use tracing::Instrument;

/// A trace that was begun: of a request, of a job. It may be none.
#[derive(Debug)]
pub(crate) struct Trace(pub(super) Option<Context>);

impl Trace {
    /// Its id, when it is kept.
    pub(crate) fn id(&self) -> Option<String> {
        let cx = self.0.as_ref().filter(|cx| is_traced(cx))?;
        Some(cx.span().span_context().trace_id().to_string())
    }

    /// Does work within it.
    pub(crate) async fn around<T>(&self, work: impl Future<Output = T>) -> T {
        match &self.0 {
            Some(cx) => work.with_context(cx.clone()).await,
            None => work.await,
        }
    }
}

/// Does work as a part of the trace that is under way, under a name of ours. Where none is under way it just does it.
pub async fn within<T>(name: &'static str, work: impl Future<Output = T>) -> T {
    let Some(cx) = part(name) else { return work.await };
    let done = work.with_context(cx.clone()).await;
    cx.span().end();
    done
}

/// The same for work that may fail.
pub(crate) async fn attempt<T, E: Failed>(
    name: &'static str,
    work: impl Future<Output = Result<T, E>>,
) -> Result<T, E> {
    let Some(cx) = part(name) else { return work.await };
    let done = work.with_context(cx.clone()).await;
    if let Err(error) = &done {
        fail(&cx, error.kind());
    }
    cx.span().end();
    done
}

/// Takes the trace, and the log's, along into a task of its own.
pub fn carried<F: Future>(work: F) -> impl Future<Output = F::Output> {
    work.with_current_context().in_current_span()
}

/// What ordered work that is a trace of its own.
#[derive(Clone, Debug)]
pub(super) struct Cause(pub(super) SpanContext);

/// Lets work in a task of its own know what ordered it, without being a part of that.
pub(crate) fn ordered<F: Future>(work: F) -> impl Future<Output = F::Output> {
    let cause = Context::map_current(|cx| cx.span().span_context().clone());
    let cx = if cause.is_valid() { Context::new().with_value(Cause(cause)) } else { Context::new() };
    work.with_context(cx)
}

/// The kind of an error, without what it is about.
pub(crate) trait Failed {
    fn kind(&self) -> &'static str;
}

impl Failed for Error {
    fn kind(&self) -> &'static str {
        match self.fault.kind {
            Kind::NotFound => "not_found",
            Kind::Unauthenticated => "unauthenticated",
            Kind::Forbidden | Kind::ReadOnly => "forbidden",
            Kind::NotInPlan | Kind::OverLimit => "plan",
            Kind::Invalid => "invalid",
            Kind::Conflict => "conflict",
            Kind::RateLimited { .. } => "rate_limited",
            Kind::Unavailable { .. } => "unavailable",
            Kind::Internal => "internal",
        }
    }
}

impl Failed for DbError {
    fn kind(&self) -> &'static str {
        if self.is_unreachable() { "unreachable" } else { "database" }
    }
}

pub(super) fn fail(cx: &Context, kind: &'static str) {
    cx.span().set_attribute(KeyValue::new("error.type", kind));
    cx.span().set_status(Status::error(""));
}

/// Whether a trace is under way that is kept.
pub(super) fn is_traced(cx: &Context) -> bool {
    cx.get::<Tracing>().is_some() && cx.span().span_context().is_sampled()
}

fn part(name: &'static str) -> Option<Context> {
    let cx = current()?;
    let Tracing(tracer) = cx.get::<Tracing>()?;
    let span = tracer.span_builder(name).start_with_context(tracer, &cx);
    Some(cx.with_span(span))
}

pub(super) fn current() -> Option<Context> {
    Context::map_current(|cx| is_traced(cx).then(|| cx.clone()))
}

/// So long ago, by the clock that spans are timed by.
pub(super) fn ago(taken: Duration) -> std::time::SystemTime {
    opentelemetry::time::now() - taken
}
