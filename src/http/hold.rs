//! Changes wait while their organisation's data is about to be somewhere else, which takes a moment. Who only reads goes on.

use super::{Edge, Visit, resolve, trace::Marks};
use axum::{
    body::Body,
    http::{Response, request::Parts},
};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// Then the change is let through all the same: a move that broke off leaves the database to refuse it.
const PATIENCE: Duration = Duration::from_secs(10);
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

/// The visit with the organisation as it is when it can be changed.
pub(super) async fn until_it_has_moved(
    edge: &Edge,
    marks: &Marks,
    request: &Parts,
    visit: Visit,
) -> Result<Visit, Response<Body>> {
    let is_held = |visit: &Visit| visit.tenant.as_ref().is_some_and(|tenant| tenant.is_switching);
    let mut visit = visit;
    if request.method.is_safe() {
        return Ok(visit);
    }
    let deadline = Instant::now() + PATIENCE;
    while is_held(&visit) && Instant::now() < deadline {
        sleep(BETWEEN_LOOKS).await;
        edge.platform.directory.look_again(&edge.platform).await;
        visit = resolve::visit(edge, marks, request).await?;
    }
    Ok(visit)
}
