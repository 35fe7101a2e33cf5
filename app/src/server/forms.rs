//! Server functions, called by the browser's code or by a plain form.
//!
//! A plain form gets a page: after success the one that it is led to, after a failure the one that it stood on, with the
//! errors, what was typed, and the failure's status.

use super::{page, site_files::SiteFiles};
use crate::{
    endpoints,
    error::{Answered, AppError, ToldFault},
    form::{PAGE, Replay},
    paths,
};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, Response, StatusCode, Uri, header},
};
use std::sync::Arc;
use tenantry::{
    fault::{Fault, Kind},
    http::{Visit, fault_response, mark_failed},
    locale::Locale,
};

/// Fields that are never sent back. A server's address holds a password.
const SECRET: [&str; 5] = ["password", "current", "new", "repeat", "server_address"];

/// Functions whose form carries files.
const TAKES_FILES: [&str; 8] = [
    endpoints::BRAND_SAVE.path,
    endpoints::BRAND_COLOR.path,
    endpoints::BRAND_PICTURE.path,
    endpoints::BRAND_HOLD.path,
    endpoints::BRAND_REMOVE_PICTURE.path,
    endpoints::BRAND_START.path,
    endpoints::BRAND_COPY.path,
    endpoints::BRAND_IMPORT.path,
];

/// A failure is JSON of a few hundred bytes.
const MOST_OF_A_FAULT: usize = 64 * 1024;

pub(super) async fn answer(files: Arc<SiteFiles>, request: Request) -> Response<Body> {
    if !TAKES_FILES.contains(&request.uri().path()) && is_multipart(request.headers()) {
        // Such a body may be much larger than any other, and none of the others is read from it.
        return fault_response(&Fault::new(Kind::Invalid));
    }
    if accepts_page(request.headers()) {
        answer_form(files, request).await
    } else {
        let locale = request.extensions().get::<Visit>().map(|visit| visit.locale).unwrap_or_default();
        with_status(call(request).await, locale).await.0
    }
}

async fn answer_form(files: Arc<SiteFiles>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let Some(visit) = parts.extensions.get::<Visit>().cloned() else { return Response::new(Body::empty()) };
    let endpoint = parts.uri.path().to_owned();
    let headers = parts.headers.clone();
    let mut parts = parts;
    // Without it leptos_axum would answer with a redirect that has lost what was typed.
    parts.headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let Some((body, values)) = readable(&headers, body).await else { return unreadable() };
    let origin_page = named_page(&values).or_else(|| visit.page_before(&headers)).unwrap_or_else(|| "/".to_owned());
    let (response, fault) = with_status(call(Request::from_parts(parts, body)).await, visit.locale).await;
    match fault {
        None => see_other(response, &origin_page),
        Some(fault) => {
            let replay =
                Replay { endpoint, values, fault: Some(ToldFault::of(&fault, visit.locale)), ..Replay::default() };
            again(files, visit, &headers, &origin_page, replay, &fault).await
        }
    }
}

async fn call(request: Request) -> Response<Body> {
    use axum::response::IntoResponse;
    if TAKES_FILES.contains(&request.uri().path()) && boundary(request.headers()).is_none() {
        // `server_fn` panics on what isn't a form with files where one is expected.
        return fault_response(&Fault::new(Kind::Invalid));
    }
    leptos_axum::handle_server_fns_with_context(|| {}, request).await.into_response()
}

/// A failed server function says 500 whatever happened; the fault in its body knows better. It is sent in the reader's words.
async fn with_status(response: Response<Body>, locale: Locale) -> (Response<Body>, Option<Fault>) {
    if response.status().is_success() || response.status().is_redirection() {
        return (response, None);
    }
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, MOST_OF_A_FAULT).await.unwrap_or_default();
    let fault = serde_json::from_slice::<AppError>(&bytes).map_or_else(|_| Fault::new(Kind::Invalid), |error| error.0);
    let mut parts = parts;
    parts.headers.remove(header::CONTENT_LENGTH);
    let told = serde_json::to_vec(&Answered::of(&fault, locale)).unwrap_or_default();
    let mut response = Response::from_parts(parts, Body::from(told));
    mark_failed(&mut response, &fault);
    (response, Some(fault))
}

/// The form's page once more, with what went wrong.
async fn again(
    files: Arc<SiteFiles>,
    visit: Visit,
    headers: &HeaderMap,
    origin_page: &str,
    replay: Replay,
    fault: &Fault,
) -> Response<Body> {
    let mut request = Request::new(Body::empty());
    *request.method_mut() = Method::GET;
    *request.uri_mut() = origin_page.parse().unwrap_or(Uri::from_static("/"));
    *request.headers_mut() = headers.clone();
    request.extensions_mut().insert(visit);
    let mut response = page::render(files, Some(replay), request).await;
    if response.status() == StatusCode::OK {
        mark_failed(&mut response, fault);
    }
    response
}

/// To where the function led, or back to the form's page.
fn see_other(response: Response<Body>, page: &str) -> Response<Body> {
    let (mut parts, _) = response.into_parts();
    let back = HeaderValue::from_str(page).unwrap_or(HeaderValue::from_static("/"));
    parts.headers.entry(header::LOCATION).or_insert(back);
    parts.headers.remove(header::CONTENT_TYPE);
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.status = StatusCode::SEE_OTHER;
    Response::from_parts(parts, Body::empty())
}

/// The page that the form itself names.
fn named_page(values: &[(String, String)]) -> Option<String> {
    let page = values.iter().find(|(name, _)| name == PAGE).map(|(_, page)| page.clone());
    page.filter(|page| paths::is_own(page))
}

/// The body, and what it says without files and secrets. `None` for one that broke off: a function must not run on a part.
async fn readable(headers: &HeaderMap, body: Body) -> Option<(Body, Vec<(String, String)>)> {
    let bytes: Bytes = to_bytes(body, usize::MAX).await.ok()?;
    let pairs: Vec<(String, String)> = match boundary(headers) {
        Some(boundary) => beside_files(bytes.clone(), boundary).await,
        None if is_urlencoded(headers) => serde_urlencoded::from_bytes(&bytes).unwrap_or_default(),
        None => Vec::new(),
    };
    let values = pairs.into_iter().filter(|(name, _)| !SECRET.contains(&name.as_str())).collect();
    Some((Body::from(bytes), values))
}

/// The values of a form with files, as far as it can be read.
async fn beside_files(bytes: Bytes, boundary: &str) -> Vec<(String, String)> {
    let mut form = multer::Multipart::new(Body::from(bytes).into_data_stream(), boundary);
    let mut values = Vec::new();
    while let Ok(Some(field)) = form.next_field().await {
        let name = field.name().filter(|_| field.file_name().is_none()).map(str::to_owned);
        if let Some(name) = name
            && let Ok(value) = field.text().await
        {
            values.push((name, value));
        }
    }
    values
}

fn unreadable() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::BAD_REQUEST;
    response
}

fn is_urlencoded(headers: &HeaderMap) -> bool {
    content_type(headers).is_some_and(|value| value.starts_with("application/x-www-form-urlencoded"))
}

fn is_multipart(headers: &HeaderMap) -> bool {
    content_type(headers).is_some_and(|value| value.starts_with("multipart/form-data"))
}

fn content_type(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok())
}

/// What tells the parts of a form with files apart: browsers make it of letters, digits and hyphens.
fn boundary(headers: &HeaderMap) -> Option<&str> {
    let parameters = content_type(headers).and_then(|value| value.strip_prefix("multipart/form-data;"));
    let boundary = parameters.and_then(|rest| rest.trim().strip_prefix("boundary="));
    boundary.filter(|name| {
        (1..=70).contains(&name.len())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    })
}

fn accepts_page(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|accept| accept.contains("text/html"))
}
