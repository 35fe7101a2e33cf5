//! Host -> plane and organisation. The host is the only source: no header, path or body names a tenant.

use super::{
    Edge, Theme, Visit, client,
    headers::{Reach, protect},
    pages::Situation,
    trace::Marks,
};
use crate::{
    access::Plane,
    domains::{HostName, Resolution, has_failing_main},
    locale::{Languages, Locale},
    sessions::{Caller, Device},
    support,
    tenants::{Tenant, TenantStatus},
};
use axum::{
    body::Body,
    http::{
        HeaderMap, HeaderValue, Method, Response, StatusCode, Uri, Version, header, request::Parts, uri::PathAndQuery,
    },
};

/// The visit, or the answer of a host that can't be visited.
pub(super) async fn visit(edge: &Edge, marks: &Marks, request: &Parts) -> Result<Visit, Response<Body>> {
    let host = host_of(request).ok_or_else(|| edge.notice(marks, None, Situation::BadHost))?;
    let resolution = edge.platform.directory.resolve(&edge.platform, &host).await.map_err(|error| {
        tracing::error!(error = %error.with_causes(), "a host could not be resolved");
        edge.notice(marks, None, Situation::Unavailable)
    })?;
    let (plane, tenant) = match resolution {
        Resolution::Public => (Plane::Public, None),
        Resolution::Console => (Plane::Console, None),
        Resolution::Tenant(tenant) => (Plane::Tenant, Some(tenant)),
        Resolution::Moved(moved) => return Err(to_the_new_address(edge, marks, &moved.host, &request.uri)),
        Resolution::Unknown => return Err(edge.notice(marks, None, Situation::UnknownHost)),
    };
    marks.slip.belongs_to(&edge.platform.meters, tenant.as_ref().map(|tenant| tenant.id), plane);
    if let Some(tenant) = &tenant {
        tracing::Span::current().record("tenant", tenant.slug.as_str());
    }
    let brand = match &tenant {
        Some(tenant) => Some(edge.platform.brands.get_or_copy(&edge.platform, tenant).await),
        None => None,
    };
    let visit = Visit {
        plane,
        locale: locale(&request.headers, tenant.as_deref(), &edge.platform.settings.languages()),
        theme: theme(&request.headers),
        list_keys: cookie(&request.headers, "keys") != Some("off"),
        address: client::address_of(request, &edge.platform.config.server.trusted_proxies),
        device: Device::of(&request.headers),
        tenant,
        brand,
        host,
        nonce: marks.nonce.clone(),
        request_id: marks.request_id.clone(),
        caller: Caller::Nobody,
        session: None,
        platform: edge.platform.clone(),
    };
    match closed_for_work(&visit) {
        Some(situation) => {
            marks.slip.refuse();
            Err(edge.notice(marks, Some(visit), situation))
        }
        None => Ok(visit),
    }
}

/// What an organisation's other hosts still answer themselves when a domain of its own is the main address: what a page that is
/// open there needs, and what a certificate is proved by.
const SERVED_EVERYWHERE: [&str; 6] =
    ["/api/", "/brand/", "/favicon.ico", "/manifest.webmanifest", "/metrics", "/.well-known/"];

/// The way to the main address, for a page that is asked for at another host. Only a domain of their own draws the others: the
/// subdomain leaves them be, so that one can be tried before it is made the main address. Support comes in by the subdomain, to
/// which the console's forms may lead, and stays there. Nobody is led to a host whose records are gone: it may be elsewhere by now.
pub(super) fn to_the_main_address(
    edge: &Edge,
    marks: &Marks,
    visit: &Visit,
    request: &Parts,
) -> Option<Response<Body>> {
    let (tenant, path) = (visit.tenant.as_ref()?, request.uri.path());
    let base = edge.platform.config.server.public_url.host();
    let has_own_main = HostName::parse(&tenant.main_host).is_some_and(|main| main.under(base).is_none());
    let is_page = matches!(request.method, Method::GET | Method::HEAD)
        && !SERVED_EVERYWHERE.iter().any(|served| path.starts_with(served));
    let is_supports = matches!(visit.caller, Caller::Support(_)) || path == support::ENTRANCE;
    let leads = has_own_main && !has_failing_main(tenant) && is_page && !is_supports;
    let leads = leads && tenant.main_host != visit.host.as_str();
    leads.then(|| to_the_new_address(edge, marks, &tenant.main_host, &request.uri))
}

/// The same path at the host of today. No browser keeps it: the name may be somebody else's one day.
fn to_the_new_address(edge: &Edge, marks: &Marks, host: &str, uri: &Uri) -> Response<Body> {
    let path = uri.path_and_query().map(PathAndQuery::as_str).filter(|path| path.starts_with('/')).unwrap_or("/");
    let public_url = &edge.platform.config.server.public_url;
    let location = format!("{}{path}", public_url.origin_of(host));
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::MOVED_PERMANENTLY;
    if let Ok(location) = HeaderValue::from_str(&location) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    // Its `no-store` is what keeps browsers from remembering where it led.
    protect(response.headers_mut(), &marks.nonce, public_url, &Reach::default());
    response
}

/// The request's one host. HTTP/1.1 allows it in the request line and in a header, HTTP/2 in `:authority` and in a header: they
/// must agree, and there must be no second header. HTTP/1.1 has the header whatever the request line says (RFC 9112, section 3.2).
pub(super) fn host_of(request: &Parts) -> Option<HostName> {
    let mut headers = request.headers.get_all(header::HOST).iter();
    let in_header = headers.next().map(|value| value.to_str().ok().and_then(HostName::parse));
    let in_uri = request.uri.authority().map(|authority| HostName::parse(authority.as_str()));
    let is_missing = request.version == Version::HTTP_11 && in_header.is_none();
    if is_missing || headers.next().is_some() {
        return None;
    }
    match (in_header, in_uri) {
        (Some(header), Some(uri)) => header.filter(|header| uri.as_ref() == Some(header)),
        (in_header, in_uri) => in_header.or(in_uri).flatten(),
    }
}

fn closed_for_work(visit: &Visit) -> Option<Situation> {
    let tenant = visit.tenant.as_ref()?;
    if tenant.going.is_some() {
        // Its members may learn of it first.
        return None;
    }
    let closed = matches!(tenant.status, TenantStatus::Maintenance | TenantStatus::Provisioning);
    closed.then(|| Situation::Maintenance { message: tenant.status_reason.clone() })
}

/// The reader's choice, else the organisation's language, else what the browser asks for, of those that are offered.
pub(super) fn locale(headers: &HeaderMap, tenant: Option<&Tenant>, languages: &Languages) -> Locale {
    let chosen = cookie(headers, "lang").and_then(|tag| languages.parse(tag));
    let organisations = tenant.map(|tenant| languages.or_default(tenant.locale));
    chosen.or(organisations).or_else(|| header_locale(headers, languages)).unwrap_or(languages.default)
}

fn header_locale(headers: &HeaderMap, languages: &Languages) -> Option<Locale> {
    Locale::negotiate(headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?, &languages.offered)
}

fn theme(headers: &HeaderMap) -> Theme {
    match cookie(headers, "theme") {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    }
}

fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
}
