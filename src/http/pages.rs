//! Pages for what never reaches the product: unknown hosts, closed organisations, broken databases, refused requests.

use super::Visit;
use crate::{
    fault::{Fault, Kind},
    locale::Locale,
};
use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Response, StatusCode, header},
};
use std::sync::Arc;

/// Why there is a notice instead of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Situation {
    /// No organisation is at this host.
    UnknownHost,
    /// The request's `Host` is missing, doubled or malformed.
    BadHost,
    /// Closed by an operator. The reason is for members who are signed in.
    Suspended {
        reason: Option<String>,
        signed_in: bool,
    },
    /// Closed for good. When its data goes, in RFC 3339, and why are for members who are signed in.
    Deleted {
        gone_at: Option<String>,
        reason: Option<String>,
        signed_in: bool,
    },
    /// Closed for a while.
    Maintenance {
        message: Option<String>,
    },
    /// The organisation's database can't be reached, or there is no room.
    Unavailable,
    /// The organisation has too many requests at once.
    Busy,
    NotFound,
    Forbidden,
    /// Support that may only look.
    ReadOnly,
    /// A module that the organisation's plan doesn't have any more.
    NotInPlan,
    /// A change that another site asked for.
    CrossOrigin,
    TooLarge,
    TimedOut,
    Internal,
}

/// A notice to word and to dress.
#[derive(Clone, Debug)]
pub struct Notice {
    pub situation: Situation,
    pub locale: Locale,
    pub request_id: Arc<str>,
    /// Present once the host was resolved.
    pub visit: Option<Visit>,
    /// Where the deployment's public site is.
    pub public_origin: String,
    pub nonce: Arc<str>,
}

/// The product's words and looks for notices.
pub trait NoticePages: Send + Sync {
    /// A whole HTML document.
    fn render(&self, notice: &Notice) -> String;
}

impl Situation {
    pub fn status(&self) -> StatusCode {
        match self {
            Self::UnknownHost | Self::NotFound => StatusCode::NOT_FOUND,
            Self::BadHost => StatusCode::BAD_REQUEST,
            Self::Deleted { .. } => StatusCode::GONE,
            Self::Suspended { .. } | Self::Forbidden | Self::ReadOnly | Self::NotInPlan | Self::CrossOrigin => {
                StatusCode::FORBIDDEN
            }
            Self::Maintenance { .. } | Self::Unavailable | Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TimedOut => StatusCode::REQUEST_TIMEOUT,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn retry_after(&self) -> Option<HeaderValue> {
        match self {
            Self::Maintenance { .. } => Some(HeaderValue::from_static("120")),
            Self::Unavailable => Some(HeaderValue::from_static("5")),
            Self::Busy => Some(HeaderValue::from_static("2")),
            _ => None,
        }
    }

    fn fault(&self) -> Fault {
        Fault::new(match self {
            Self::UnknownHost | Self::NotFound | Self::BadHost | Self::Deleted { .. } => Kind::NotFound,
            Self::Suspended { .. } | Self::Forbidden | Self::CrossOrigin => Kind::Forbidden,
            Self::ReadOnly => Kind::ReadOnly,
            Self::NotInPlan => Kind::NotInPlan,
            Self::Maintenance { .. } => Kind::Unavailable { seconds: 120 },
            Self::Busy => Kind::Unavailable { seconds: 2 },
            Self::Unavailable | Self::TimedOut => Kind::Unavailable { seconds: 5 },
            Self::TooLarge => Kind::Invalid,
            Self::Internal => Kind::Internal,
        })
    }
}

/// Whether the client is a browser that shows a page, rather than a script that reads data.
pub(super) fn wants_page(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|accept| accept.contains("text/html"))
}

/// The notice as a page, or for scripts the fault as JSON; with the right status either way.
pub(super) fn answer(pages: &dyn NoticePages, notice: &Notice, as_page: bool) -> Response<Body> {
    let mut response = if as_page {
        let mut response = Response::new(Body::from(pages.render(notice)));
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        response
    } else {
        fault_response(&notice.situation.fault())
    };
    *response.status_mut() = notice.situation.status();
    if let Some(seconds) = notice.situation.retry_after() {
        response.headers_mut().insert(header::RETRY_AFTER, seconds);
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A fault as the browser's code reads it.
pub fn fault_response(fault: &Fault) -> Response<Body> {
    let mut response = Response::new(Body::from(serde_json::to_vec(fault).unwrap_or_default()));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    mark_failed(&mut response, fault);
    response
}

/// Gives a response the status of a fault, and says when another try is worth it.
pub fn mark_failed(response: &mut Response<Body>, fault: &Fault) {
    *response.status_mut() = StatusCode::from_u16(fault.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if let Some(seconds) = fault.kind.retry_after() {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
}
