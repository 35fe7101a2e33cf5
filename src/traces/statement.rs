//! Statements: each is a part of the trace by the place that means it, made when it has ended.

use super::{
    Tracing,
    span::{ago, current},
};
use crate::db::Label;
use opentelemetry::{
    Context, KeyValue,
    trace::{Span, SpanKind, Status, Tracer},
};
use std::time::Duration;

/// A statement of a trace that is under way.
#[derive(Debug)]
pub(crate) struct Statement(Box<Context>);

impl Statement {
    pub(crate) fn begin() -> Option<Self> {
        current().map(|cx| Self(Box::new(cx)))
    }

    /// `error` is the kind of what went wrong.
    pub(crate) fn end(self, place: &'static str, on: &Label, taken: Duration, error: Option<&'static str>) {
        let Some(Tracing(tracer)) = self.0.get::<Tracing>() else { return };
        let mut attributes = vec![
            KeyValue::new("db.query.summary", place),
            KeyValue::new("db.namespace", on.database.to_string()),
            KeyValue::new("db.system.name", on.engine),
        ];
        if let Some(error) = error {
            attributes.push(KeyValue::new("error.type", error));
        }
        let builder = tracer.span_builder(place).with_kind(SpanKind::Client).with_attributes(attributes);
        let mut span = builder.with_start_time(ago(taken)).start_with_context(tracer, &self.0);
        if error.is_some() {
            span.set_status(Status::error(""));
        }
        span.end();
    }
}
