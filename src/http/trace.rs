//! The outermost layer: every request gets an id, a span, a deadline for all of its answer, and an answer even when the
//! code behind it panics.

use super::{
    DeadlineBody, Edge,
    headers::{self, Reach, protect},
    pages::{Notice, Situation, answer, wants_page},
    resolve,
    visit::Visit,
};
use crate::{
    locale::Locale,
    metrics::{MeteredBody, Slip},
};
use axum::{
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Response},
    middleware::Next,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use futures::FutureExt;
use std::{
    panic::AssertUnwindSafe,
    sync::{Arc, OnceLock},
};
use tokio::time::Instant;
use tracing::Instrument;

/// The id of a request and the nonce of its answer, made before anything can fail.
#[derive(Clone, Debug)]
pub(super) struct Marks {
    pub(super) request_id: Arc<str>,
    pub(super) nonce: Arc<str>,
    pub(super) as_page: bool,
    /// As far as the request alone says it.
    locale: Locale,
    /// Whose host it is, once that is known: for notices of the layers around.
    visit: Arc<OnceLock<Visit>>,
    /// To whom the request is counted.
    pub(super) slip: Arc<Slip>,
}

pub(super) async fn answer_for(State(edge): State<Edge>, mut request: Request, next: Next) -> Response<Body> {
    let trace = edge.platform.traces.request(&request, &edge.platform.config.server.trusted_proxies);
    let marks = Marks::new(&edge, request.headers(), trace.id());
    let span = tracing::info_span!(
        "request",
        id = %marks.request_id,
        method = %request.method(),
        path = request.uri().path(),
        tenant = tracing::field::Empty,
        user = tracing::field::Empty,
    );
    request.extensions_mut().insert(marks.clone());
    let holds_secret = headers::secret_of(request.uri()).is_some();
    let started = Instant::now();
    let deadline = started + edge.platform.config.server.request_timeout();
    let work = trace.around(AssertUnwindSafe(next.run(request)).catch_unwind());
    let mut failed = None;
    let mut response = match tokio::time::timeout_at(deadline, work.instrument(span.clone())).await {
        Ok(Ok(response)) => response,
        Ok(Err(panic)) => {
            let _entered = span.enter();
            tracing::error!(panic = message_of(panic.as_ref()), "a request panicked");
            failed = Some("panic");
            edge.notice(&marks, None, Situation::Internal)
        }
        Err(_) => {
            failed = Some("timeout");
            edge.notice(&marks, None, Situation::TimedOut)
        }
    };
    trace.end(response.status().as_u16(), failed);
    edge.platform.meters.answered(&marks.slip, response.status().as_u16(), started.elapsed());
    if holds_secret {
        headers::keep_address_secret(response.headers_mut(), &edge.platform.config.server.public_url);
    }
    if let Ok(id) = HeaderValue::from_str(&marks.request_id) {
        response.headers_mut().insert("x-request-id", id);
    }
    let (slip, platform) = (marks.slip, edge.platform.clone());
    response.map(|body| Body::new(MeteredBody::new(DeadlineBody::new(body, deadline), slip, platform)))
}

impl Marks {
    /// The id of what is traced is the trace's: who reads it on a page or in the log finds the trace by it.
    fn new(edge: &Edge, headers: &HeaderMap, traced: Option<String>) -> Self {
        let random = &edge.platform.random;
        let languages = edge.platform.settings.languages();
        Self {
            request_id: traced.unwrap_or_else(|| BASE64_URL_SAFE_NO_PAD.encode(random.bytes::<12>())).into(),
            nonce: BASE64_URL_SAFE_NO_PAD.encode(random.bytes::<16>()).into(),
            as_page: wants_page(headers),
            locale: resolve::locale(headers, None, &languages),
            visit: Arc::default(),
            slip: Arc::default(),
        }
    }

    pub(super) fn came_to(&self, visit: &Visit) {
        // Who waited for a move is resolved again, at the same host.
        self.visit.get_or_init(|| visit.clone());
    }
}

impl Edge {
    /// The answer for a situation in which the product isn't asked. Who has no visit at hand gets that of the host.
    pub(super) fn notice(&self, marks: &Marks, visit: Option<Visit>, situation: Situation) -> Response<Body> {
        let visit = visit.or_else(|| marks.visit.get().cloned());
        let reach = visit.as_ref().map(Reach::of).unwrap_or_default();
        let notice = Notice {
            situation,
            locale: visit.as_ref().map_or(marks.locale, |visit| visit.locale),
            request_id: marks.request_id.clone(),
            nonce: marks.nonce.clone(),
            public_origin: self.platform.config.server.public_url.origin(),
            visit,
        };
        let mut response = answer(self.notices.as_ref(), &notice, marks.as_page);
        protect(response.headers_mut(), &marks.nonce, &self.platform.config.server.public_url, &reach);
        response
    }
}

fn message_of(panic: &(dyn std::any::Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
}
