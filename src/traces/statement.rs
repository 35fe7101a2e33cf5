//! Statements: each is a part of the trace by the place that means it, made when it has ended.

use super::{
    Tracing,
    span::{ago, current},
};
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

    /// `error` is the kind of what went wrong. A statement that nobody waits for any more knows no database.
    pub(crate) fn end(
        self,
        place: &'static str,
        engine: &'static str,
        database: Option<&str>,
        taken: Duration,
        error: Option<&'static str>,
    ) {
        let Some(Tracing(tracer)) = self.0.get::<Tracing>() else { return };
        let mut attributes = vec![KeyValue::new("db.query.summary", place)];
        if let Some(database) = database {
            attributes.push(KeyValue::new("db.namespace", database.to_owned()));
            attributes.push(KeyValue::new("db.system.name", engine));
        }
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
