//! The session's cookie -> who calls, checked against the host that was resolved.

use super::{
    Edge, Visit,
    pages::{Situation, fault_response, wants_page},
    trace::Marks,
};
use crate::{
    fault::{Fault, Kind},
    sessions::{self, Caller},
    tenants,
};
use axum::{
    body::Body,
    extract::{Request, State},
    http::Response,
    middleware::Next,
};
use tower_sessions::Session;

pub(super) async fn authenticate(State(edge): State<Edge>, mut request: Request, next: Next) -> Response<Body> {
    let (Some(visit), Some(marks), Some(session)) = (
        request.extensions().get::<Visit>().cloned(),
        request.extensions().get::<Marks>().cloned(),
        request.extensions().get::<Session>().cloned(),
    ) else {
        return Response::new(Body::empty());
    };
    let caller =
        sessions::authenticate(&edge.platform, &session, visit.plane, visit.tenant.as_ref(), visit.host.as_str()).await;
    let caller = match caller {
        Ok(Caller::Foreign) if !wants_page(request.headers()) => {
            return fault_response(&Fault::new(Kind::Unauthenticated));
        }
        Ok(caller) => caller,
        Err(error) => {
            tracing::error!(error = %error.with_causes(), "the session could not be read");
            return edge.notice(&marks, Some(visit), Situation::Unavailable);
        }
    };
    note_activity(&edge, &visit, &caller).await;
    request.extensions_mut().insert(Visit { caller, session: Some(session), ..visit });
    next.run(request).await
}

async fn note_activity(edge: &Edge, visit: &Visit, caller: &Caller) {
    if let (Some(tenant), Caller::Member(actor)) = (&visit.tenant, caller) {
        tracing::Span::current().record("user", tracing::field::display(actor.user));
        if edge.platform.seen_recently(tenant.id) {
            return;
        }
        if let Err(error) = tenants::touch(&edge.platform, tenant.id).await {
            tracing::warn!(error = %error.with_causes(), "the last activity could not be noted");
        }
    }
}
