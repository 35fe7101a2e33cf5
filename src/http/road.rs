//! What every request passes on its way, in this order. Between the two parts tower-sessions reads the cookie. Each step goes
//! on, or answers the request itself.

use super::{
    Edge, Visit, body::arrived, cross_origin, gate, headers, hold, pages::Situation, resolve, trace::Marks, trail, who,
};
use crate::{
    error::Result,
    fleet::Admitted,
    traces,
    users::{self, Tried},
};
use axum::{
    body::Body,
    extract::{MatchedPath, Request, State},
    http::{Response, request::Parts},
    middleware::Next,
};
use tower_sessions::Session;

/// To whom the host belongs, and whether a change comes from one of its own pages. The answer gets its protecting headers.
pub(super) async fn to_the_host(State(edge): State<Edge>, request: Request, next: Next) -> Response<Body> {
    let (mut parts, body) = request.into_parts();
    let Some(marks) = parts.extensions.get::<Marks>().cloned() else { return Response::new(Body::empty()) };
    let visit = match traces::within("resolve host", resolve::visit(&edge, &marks, &parts)).await {
        Ok(visit) => visit,
        Err(answer) => return answer,
    };
    marks.came_to(&visit);
    traces::note_visit(
        visit.host.as_str(),
        visit.plane.name(),
        visit.tenant.as_ref().map(|tenant| tenant.slug.as_str()),
    );
    let reach = headers::Reach::of(&visit);
    let mut response = if cross_origin::is_foreign_change(&visit, &parts.method, &parts.headers) {
        edge.notice(&marks, Some(visit), Situation::CrossOrigin)
    } else {
        let visit = match hold::until_it_has_moved(&edge, &marks, &parts, visit).await {
            Ok(visit) => visit,
            Err(answer) => return answer,
        };
        let (body, is_whole) = arrived(&parts.headers, body).await;
        if let Ok(_held) = admitted(&edge, &visit, is_whole).await {
            parts.extensions.insert(visit);
            next.run(Request::from_parts(parts, body)).await
        } else {
            marks.slip.refuse();
            edge.notice(&marks, Some(visit), Situation::Busy)
        }
    };
    headers::protect(response.headers_mut(), &marks.nonce, &edge.platform.config.server.public_url, &reach);
    response
}

/// The request's place among those of its organisation. Other hosts have no share that they could exceed.
async fn admitted(edge: &Edge, visit: &Visit, is_whole: bool) -> Result<Option<Admitted>> {
    let fleet = &edge.platform.fleet;
    match &visit.tenant {
        Some(tenant) if is_whole => fleet.admit(tenant.id).await.map(Some),
        Some(tenant) => fleet.admit_sending(tenant.id).await.map(Some),
        None => Ok(None),
    }
}

/// Who calls, and whether they may; what support is shown is written down first.
pub(super) async fn to_the_product(State(edge): State<Edge>, request: Request, next: Next) -> Response<Body> {
    let (mut parts, body) = request.into_parts();
    let (Some(visit), Some(session), Some(marks)) = (
        parts.extensions.remove::<Visit>(),
        parts.extensions.get::<Session>().cloned(),
        parts.extensions.get::<Marks>().cloned(),
    ) else {
        return Response::new(Body::empty());
    };
    if let Some(route) = route(&edge, &parts) {
        traces::note_route(&parts.method, route);
    }
    let visit = match traces::within("read session", who::authenticated(&edge, &marks, visit, session)).await {
        Ok(visit) => visit,
        Err(answer) => return answer,
    };
    if let Some(there) = resolve::to_the_main_address(&edge, &marks, &visit, &parts) {
        return there;
    }
    if let Some(secret) = headers::secret_of(&parts.uri)
        && !users::has_page(parts.uri.path(), visit.plane)
    {
        let tenant = visit.tenant.as_ref().map(|tenant| tenant.id);
        let tried = Tried { plane: visit.plane, tenant, host: visit.host.as_str() };
        users::note_foreign_link(&visit.platform, secret, tried).await;
    }
    if let Some(refusal) = gate::refusal(&edge, &marks, &visit, &parts) {
        trail::refused(&edge, &visit, &parts).await;
        return refusal;
    }
    let line = match trail::noted(&edge, &marks, &visit, &parts).await {
        Ok(line) => line,
        Err(answer) => return answer,
    };
    parts.extensions.insert(visit);
    let answer = next.run(Request::from_parts(parts, body)).await;
    if let Some(line) = line {
        line.answered(&edge, answer.status()).await;
    }
    answer
}

/// Where a request leads, as it is declared: the endpoint, the page, or the route of the platform's own.
fn route<'r>(edge: &Edge, request: &'r Parts) -> Option<&'r str> {
    let path = request.uri.path();
    let endpoint = edge.endpoints.iter().find(|endpoint| endpoint.path == path).map(|endpoint| endpoint.path);
    let of_router = || {
        let matched = request.extensions.get::<MatchedPath>().map(MatchedPath::as_str);
        matched.filter(|matched| !matched.contains("{*"))
    };
    endpoint.or_else(of_router).or_else(|| (edge.page_at)(path))
}
