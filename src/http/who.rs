//! The session's cookie -> who calls, checked against the host that was resolved.

use super::{
    Edge, Visit,
    pages::{Situation, fault_response},
    trace::Marks,
};
use crate::{
    fault::{Fault, Kind},
    sessions::{self, Caller},
};
use axum::{body::Body, http::Response};
use tower_sessions::Session;

/// The visit with its caller, or the answer of a session that isn't worth anything here.
pub(super) async fn authenticated(
    edge: &Edge,
    marks: &Marks,
    visit: Visit,
    session: Session,
) -> Result<Visit, Response<Body>> {
    let caller =
        sessions::authenticate(&edge.platform, &session, visit.plane, visit.tenant.as_ref(), visit.host.as_str()).await;
    let caller = match caller {
        Ok(Caller::Foreign) if !marks.as_page => return Err(fault_response(&Fault::new(Kind::Unauthenticated))),
        Ok(caller) => caller,
        Err(error) => {
            tracing::error!(error = %error.with_causes(), "the session could not be read");
            return Err(edge.notice(marks, Some(visit), Situation::Unavailable));
        }
    };
    let visit = Visit { caller, session: Some(session), ..visit };
    note_activity(edge, &visit);
    Ok(visit)
}

fn note_activity(edge: &Edge, visit: &Visit) {
    if let (Some(tenant), Caller::Member(actor)) = (&visit.tenant, &visit.caller) {
        tracing::Span::current().record("user", tracing::field::display(actor.user));
        edge.platform.activity.note(tenant.id, &edge.platform.clock);
        edge.platform.meters.see(tenant.id, actor.user);
    }
}
