//! The gate before the product: every endpoint is declared, every page of an organisation and of the console needs
//! somebody signed in unless it is declared open. What isn't declared is denied.

use super::{
    Edge, Visit,
    pages::{Situation, fault_response},
    trace::Marks,
};
use crate::{
    access::{Endpoint, Plane},
    error::Error,
    fault::Kind,
    sessions::Caller,
    tenants::TenantStatus,
};
use axum::{
    body::Body,
    http::{HeaderValue, Method, Response, StatusCode, Uri, header, request::Parts},
};

/// What a suspended organisation still serves, so that its members can learn why.
const OPEN_WHILE_SUSPENDED: [&str; 4] =
    ["/sign-in", "/api/session/sign-in", "/api/session/sign-out", "/api/preferences"];

/// The answer of a request that isn't let through.
pub(super) fn refusal(edge: &Edge, marks: &Marks, visit: &Visit, request: &Parts) -> Option<Response<Body>> {
    let path = request.uri.path();
    if let Some(situation) = deleted(visit, path).or_else(|| suspended(visit, path)) {
        return Some(edge.notice(marks, Some(visit.clone()), situation));
    }
    if path.starts_with("/api/") {
        edge.judge_endpoint(visit, path).err().map(|error| refuse(edge, marks, visit, request, &error))
    } else {
        edge.judge_page(visit, &request.method, &request.uri)
    }
}

fn suspended(visit: &Visit, path: &str) -> Option<Situation> {
    let tenant =
        visit.tenant.as_ref().filter(|tenant| tenant.status == TenantStatus::Suspended && tenant.going.is_none())?;
    let signed_in = matches!(visit.caller, Caller::Member(_));
    if OPEN_WHILE_SUSPENDED.contains(&path) && !(signed_in && path == "/sign-in") || is_of_the_brand(path) {
        return None;
    }
    Some(Situation::Suspended { reason: tenant.status_reason.clone().filter(|_| signed_in), signed_in })
}

/// What a deleted organisation still serves is the same. When it goes and why is for its members.
fn deleted(visit: &Visit, path: &str) -> Option<Situation> {
    let going = visit.tenant.as_ref()?.going.as_ref()?;
    let signed_in = matches!(visit.caller, Caller::Member(_));
    if OPEN_WHILE_SUSPENDED.contains(&path) && !(signed_in && path == "/sign-in") {
        return None;
    }
    let (gone_at, reason) =
        if signed_in { (Some(going.gone_at.to_string()), going.reason.clone()) } else { (None, None) };
    Some(Situation::Deleted { gone_at, reason, signed_in })
}

/// Pictures and the manifest are part of the sign-in page, which everybody sees.
pub(super) fn is_of_the_brand(path: &str) -> bool {
    path.starts_with("/brand/") || path == "/manifest.webmanifest" || path == "/favicon.ico"
}

impl Edge {
    fn judge_endpoint(&self, visit: &Visit, path: &str) -> Result<(), Error> {
        let endpoint: Option<&&Endpoint> = self.endpoints.iter().find(|endpoint| endpoint.path == path);
        visit.judge(endpoint.ok_or_else(Error::not_found)?)
    }

    /// Pages answer GET; on an organisation's host and on the console's they lead to the sign-in page first.
    fn judge_page(&self, visit: &Visit, method: &Method, uri: &Uri) -> Option<Response<Body>> {
        if !matches!(*method, Method::GET | Method::HEAD) {
            return Some(empty(StatusCode::METHOD_NOT_ALLOWED));
        }
        let is_open =
            visit.plane == Plane::Public || self.open_pages.contains(&uri.path()) || is_of_the_brand(uri.path());
        if is_open || visit.is_signed_in() {
            return None;
        }
        Some(to_sign_in(uri.path_and_query().map_or("/", |path| path.as_str())))
    }
}

fn refuse(edge: &Edge, marks: &Marks, visit: &Visit, request: &Parts, error: &Error) -> Response<Body> {
    match error.kind() {
        _ if !marks.as_page => fault_response(&error.fault),
        Kind::Unauthenticated => to_sign_in(&form_of(visit, request)),
        Kind::ReadOnly => edge.notice(marks, Some(visit.clone()), Situation::ReadOnly),
        Kind::Forbidden => edge.notice(marks, Some(visit.clone()), Situation::Forbidden),
        Kind::NotInPlan => edge.notice(marks, Some(visit.clone()), Situation::NotInPlan),
        _ => edge.notice(marks, Some(visit.clone()), Situation::NotFound),
    }
}

/// The page on which a form stood that was sent too late. One that was refused before stands at its function's address, where
/// there is no page.
fn form_of(visit: &Visit, request: &Parts) -> String {
    let page = visit.page_before(&request.headers).filter(|page| !page.starts_with("/api/"));
    page.unwrap_or_else(|| "/".to_owned())
}

/// To the sign-in page, which leads back to a path of this host. The path's own escapes are escaped twice: the router of
/// the pages decodes a query's values twice.
pub(super) fn to_sign_in(return_to: &str) -> Response<Body> {
    let mut response = empty(StatusCode::SEE_OTHER);
    let return_to = return_to.replace('%', "%25");
    let location =
        if return_to == "/" { "/sign-in".to_owned() } else { format!("/sign-in?return_to={}", encoded(&return_to)) };
    if let Ok(location) = HeaderValue::from_str(&location) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

fn encoded(path: &str) -> String {
    path.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

fn empty(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}
