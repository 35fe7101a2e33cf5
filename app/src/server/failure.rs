//! A failure as an HTTP answer: its status, when another try is worth it, and what may be said of it as JSON.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Response, StatusCode, header},
};
use tenantry::fault::Fault;

pub(crate) fn answer(fault: &Fault) -> Response<Body> {
    let mut response = Response::new(Body::from(serde_json::to_vec(fault).unwrap_or_default()));
    *response.status_mut() = status(fault);
    wait_as_told(response.headers_mut(), fault);
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

pub(super) fn status(fault: &Fault) -> StatusCode {
    StatusCode::from_u16(fault.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

pub(super) fn wait_as_told(headers: &mut HeaderMap, fault: &Fault) {
    if let Some(seconds) = fault.kind.retry_after() {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
}
