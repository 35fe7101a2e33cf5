//! A job is a trace of its own, with a link to what ordered it.

use super::{Trace, Traces, Tracing, span};
use opentelemetry::{
    Context, KeyValue,
    trace::{Link, SpanKind, TraceContextExt, Tracer},
};

impl Traces {
    /// Begins a job. What is under way where it is called is what ordered it.
    pub(crate) fn job(&self, name: &'static str, kind: SpanKind) -> Trace {
        let Some(tracing @ Tracing(tracer)) = self.tracer() else { return Trace(None) };
        let cause = Context::map_current(|cx| match cx.get::<span::Cause>() {
            Some(span::Cause(cause)) => cause.clone(),
            None => cx.span().span_context().clone(),
        });
        let links = if cause.is_valid() { vec![Link::with_context(cause)] } else { Vec::new() };
        let root = Context::new().with_value(tracing.clone());
        let span = tracer.span_builder(name).with_kind(kind).with_links(links).start_with_context(tracer, &root);
        Trace(Some(root.with_span(span)))
    }
}

impl Trace {
    pub(crate) fn note_tenant(&self, slug: &str) {
        if let Some(cx) = &self.0 {
            cx.span().set_attribute(KeyValue::new("tenantry.tenant", slug.to_owned()));
        }
    }

    pub(crate) fn fail(&self, kind: &'static str) {
        if let Some(cx) = &self.0 {
            span::fail(cx, kind);
        }
    }
}
