//! A request is one span of the kind server, by OpenTelemetry's conventions for HTTP.

use super::{Trace, Traces, Tracing, span};
use crate::config::TrustedProxies;
use axum::extract::Request;
use http::{HeaderMap, Method};
use opentelemetry::{
    Context, KeyValue,
    propagation::{Extractor, TextMapPropagator},
    trace::{SpanKind, Status, TraceContextExt, Tracer},
};
use opentelemetry_sdk::propagation::TraceContextPropagator;

impl Traces {
    pub(crate) fn request(&self, request: &Request, trusted: &TrustedProxies) -> Trace {
        let Some(tracing @ Tracing(tracer)) = self.tracer() else { return Trace(None) };
        let before = Context::new().with_value(tracing.clone());
        let before = if crate::http::comes_from(request, trusted) {
            TraceContextPropagator::new().extract_with_context(&before, &Headers(request.headers()))
        } else {
            before
        };
        let method = known(request.method());
        let attributes = [KeyValue::new("http.request.method", method)];
        // The route is known later; the convention for a span without one is the method alone.
        let builder = tracer.span_builder(if method == OTHER { "HTTP" } else { method });
        let span = builder.with_kind(SpanKind::Server).with_attributes(attributes).start_with_context(tracer, &before);
        Trace(Some(before.with_span(span)))
    }
}

impl Trace {
    /// The head of the answer is there. `failed` says what kept it from being the product's.
    pub(crate) fn end(&self, status: u16, failed: Option<&'static str>) {
        let Some(cx) = &self.0 else { return };
        let span = cx.span();
        span.set_attribute(KeyValue::new("http.response.status_code", i64::from(status)));
        if status >= 500 {
            let kind = failed.map_or_else(|| status.to_string(), ToOwned::to_owned);
            span.set_attribute(KeyValue::new("error.type", kind));
            span.set_status(Status::error(""));
        }
        span.end();
    }
}

/// What the host told of the request: a host that is ours, the plane, the organisation.
pub(crate) fn note_visit(host: &str, plane: &'static str, tenant: Option<&str>) {
    let Some(cx) = span::current() else { return };
    cx.span().set_attribute(KeyValue::new("server.address", host.to_owned()));
    cx.span().set_attribute(KeyValue::new("tenantry.plane", plane));
    if let Some(tenant) = tenant {
        cx.span().set_attribute(KeyValue::new("tenantry.tenant", tenant.to_owned()));
    }
}

/// The route as it is declared: no id and no name that stood in the address.
pub(crate) fn note_route(method: &Method, route: &str) {
    let Some(cx) = span::current() else { return };
    cx.span().set_attribute(KeyValue::new("http.route", route.to_owned()));
    let method = known(method);
    cx.span().update_name(format!("{} {route}", if method == OTHER { "HTTP" } else { method }));
}

const OTHER: &str = "_OTHER";

/// A method that somebody made up isn't repeated.
fn known(method: &Method) -> &'static str {
    match method.as_str() {
        "GET" => "GET",
        "HEAD" => "HEAD",
        "POST" => "POST",
        "PUT" => "PUT",
        "DELETE" => "DELETE",
        "OPTIONS" => "OPTIONS",
        "PATCH" => "PATCH",
        "TRACE" => "TRACE",
        "CONNECT" => "CONNECT",
        _ => OTHER,
    }
}

struct Headers<'h>(&'h HeaderMap);

impl Extractor for Headers<'_> {
    /// Of two values neither counts.
    fn get(&self, key: &str) -> Option<&str> {
        let mut values = self.0.get_all(key).iter();
        let first = values.next()?;
        if values.next().is_some() { None } else { first.to_str().ok() }
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(http::HeaderName::as_str).collect()
    }
}
