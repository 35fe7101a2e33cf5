//! Traces: where the time of a request goes, and of a job, told to a collector by OTLP.
//!
//! Spans are made by OpenTelemetry's own calls and travel in its context, beside the log and not through it: what is logged and
//! what is traced are decided apart, and two deployments in one process don't see each other's. Where there is no trace nothing
//! is made; a place that would have a span looks once at the context.
//!
//! No span holds what somebody typed: no path, no query, no address, no text of a statement, and of an error its kind alone.

mod collector;
mod export;
mod job;
mod queue;
mod request;
mod span;
mod statement;

pub use collector::answers;
pub(crate) use opentelemetry::trace::SpanKind;
pub(crate) use request::{note_route, note_visit};
pub(crate) use span::{Trace, attempt, ordered};
pub use span::{carried, within};
pub(crate) use statement::Statement;

use crate::{config::TracesSettings, error::Result};
use export::Exporter;
use opentelemetry::{KeyValue, trace::TracerProvider};
use opentelemetry_sdk::{
    Resource,
    trace::{Sampler, SdkTracer, SdkTracerProvider, SpanLimits},
};
use queue::Queue;
use std::{fmt::Write, sync::Arc, time::Duration};

/// How long an orderly end waits for the last spans to be sent.
const PATIENCE: Duration = Duration::from_secs(5);

/// The traces of one deployment in this process, or none.
#[derive(Clone, Debug, Default)]
pub struct Traces(Option<Arc<On>>);

#[derive(Debug)]
struct On {
    tracer: Tracing,
    queue: Queue,
}

/// What a trace makes its spans with. It travels in the trace's own context.
#[derive(Clone, Debug)]
struct Tracing(SdkTracer);

impl Traces {
    /// # Errors
    /// When the collector wants https and the system has no certificates to know it by.
    pub(crate) fn new(settings: &TracesSettings) -> Result<Self> {
        let Some(client) = collector::Client::new(settings)? else { return Ok(Self::default()) };
        let resource = Resource::builder_empty()
            .with_attributes([
                KeyValue::new("service.name", settings.service_name.clone()),
                KeyValue::new("service.version", env!("CARGO_PKG_VERSION")),
            ])
            .build();
        let queue = Exporter::start(client, &resource);
        let sampler = Sampler::ParentBased(Box::new(Sampler::TraceIdRatioBased(settings.sample.get())));
        // All that the kit would else take from variables of its own is said here.
        let provider = SdkTracerProvider::builder()
            .with_sampler(sampler)
            .with_span_limits(SpanLimits::default())
            .with_resource(resource)
            .with_span_processor(queue.clone())
            .build();
        Ok(Self(Some(Arc::new(On { tracer: Tracing(provider.tracer("tenantry")), queue }))))
    }

    fn tracer(&self) -> Option<&Tracing> {
        self.0.as_ref().map(|on| &on.tracer)
    }

    /// Sends what has ended until now, and waits for it for a few seconds at most.
    pub async fn flush(&self) {
        if let Some(on) = &self.0
            && tokio::time::timeout(PATIENCE, on.queue.flush()).await.is_err()
        {
            tracing::debug!("the last traces could not be sent in time");
        }
    }

    /// Spans that were sent, and those that were dropped because the collector was away or slow. Nothing when it is off.
    pub(crate) fn prometheus(&self) -> String {
        let mut text = String::new();
        if let Some(on) = &self.0 {
            let (sent, dropped) = on.queue.counted();
            let name = "tenantry_trace_spans_total";
            let _ = writeln!(text, "# TYPE {name} counter");
            let _ = writeln!(text, "{name}{{outcome=\"sent\"}} {sent}");
            let _ = writeln!(text, "{name}{{outcome=\"dropped\"}} {dropped}");
        }
        text
    }
}
