//! What every request passes on its way, in this order. Between the two parts tower-sessions reads the cookie. Each step goes
//! on, or answers the request itself.

use super::{Edge, Visit, cross_origin, gate, headers, hold, pages::Situation, resolve, trace::Marks, who};
use crate::{error::Result, fleet::Admitted};
use axum::{
    body::Body,
    extract::{Request, State},
    http::Response,
    middleware::Next,
};
use tower_sessions::Session;

/// To whom the host belongs, and whether a change comes from one of its own pages. The answer gets its protecting headers.
pub(super) async fn to_the_host(State(edge): State<Edge>, request: Request, next: Next) -> Response<Body> {
    let (mut parts, body) = request.into_parts();
    let Some(marks) = parts.extensions.get::<Marks>().cloned() else { return Response::new(Body::empty()) };
    let visit = match resolve::visit(&edge, &marks, &parts).await {
        Ok(visit) => visit,
        Err(answer) => return answer,
    };
    let plane = visit.plane;
    let mut response = if cross_origin::is_foreign_change(&visit, &parts.method, &parts.headers) {
        edge.notice(&marks, Some(visit), Situation::CrossOrigin)
    } else {
        let visit = match hold::until_it_has_moved(&edge, &marks, &parts, visit).await {
            Ok(visit) => visit,
            Err(answer) => return answer,
        };
        if let Ok(_held) = admitted(&edge, &visit).await {
            parts.extensions.insert(visit);
            next.run(Request::from_parts(parts, body)).await
        } else {
            marks.slip.refuse();
            edge.notice(&marks, Some(visit), Situation::Busy)
        }
    };
    headers::protect(response.headers_mut(), &marks.nonce, &edge.platform.config.server.public_url, Some(plane));
    response
}

/// The request's place among those of its organisation. Other hosts have no share that they could exceed.
async fn admitted(edge: &Edge, visit: &Visit) -> Result<Option<Admitted>> {
    match &visit.tenant {
        Some(tenant) => edge.platform.fleet.admit(tenant.id).await.map(Some),
        None => Ok(None),
    }
}

/// Who calls, and whether they may.
pub(super) async fn to_the_product(State(edge): State<Edge>, request: Request, next: Next) -> Response<Body> {
    let (mut parts, body) = request.into_parts();
    let (Some(visit), Some(session), Some(marks)) = (
        parts.extensions.remove::<Visit>(),
        parts.extensions.get::<Session>().cloned(),
        parts.extensions.get::<Marks>().cloned(),
    ) else {
        return Response::new(Body::empty());
    };
    let visit = match who::authenticated(&edge, &marks, visit, session).await {
        Ok(visit) => visit,
        Err(answer) => return answer,
    };
    if let Some(refusal) = gate::refusal(&edge, &marks, &visit, &parts) {
        return refusal;
    }
    parts.extensions.insert(visit);
    next.run(Request::from_parts(parts, body)).await
}
