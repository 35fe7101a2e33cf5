//! What an operator is shown inside an organisation is written down before it is sent. What can't be written down isn't shown.
//! What they tried and was refused stands there as refused.

use super::{
    Edge, Visit, gate,
    pages::{Situation, fault_response},
    trace::Marks,
};
use crate::{
    access::Effect,
    fault::{Fault, Kind},
    sessions::Caller,
    support::{self, Noted, Seen, SupportActor},
};
use axum::{
    body::Body,
    http::{Response, StatusCode, Uri, header, request::Parts, uri::PathAndQuery},
};

/// A line of the trail whose answer is still to come.
pub(super) struct Line {
    actor: Box<SupportActor>,
    number: i64,
}

/// Nothing for anybody else, and for what concerns the operator's own browser.
pub(super) async fn noted(
    edge: &Edge,
    marks: &Marks,
    visit: &Visit,
    request: &Parts,
) -> Result<Option<Line>, Response<Body>> {
    let (Caller::Support(actor), Some(tenant)) = (&visit.caller, &visit.tenant) else { return Ok(None) };
    let Some((page, seen)) = seen(edge, visit, request) else { return Ok(None) };
    match support::note(&edge.platform, tenant.id, actor, &page, seen, false).await {
        Ok(Noted::Line(number)) => Ok(Some(Line { actor: actor.clone(), number })),
        Ok(Noted::Folded) => Ok(None),
        // It has ended since the session was read.
        Ok(Noted::Over) if marks.as_page => Err(gate::to_sign_in("/")),
        Ok(Noted::Over) => Err(fault_response(&Fault::new(Kind::Unauthenticated))),
        Err(error) => {
            tracing::error!(error = %error.with_causes(), "what support is shown could not be written down");
            Err(edge.notice(marks, Some(visit.clone()), Situation::Unavailable))
        }
    }
}

impl Line {
    /// Some pages and functions the product itself refuses, such as those of owners. Where that can't be written down the line
    /// goes on saying that it was seen.
    pub(super) async fn answered(self, edge: &Edge, status: StatusCode) {
        if status != StatusCode::FORBIDDEN {
            return;
        }
        if let Err(error) = support::note_refusal(&edge.platform, &self.actor, self.number).await {
            tracing::error!(error = %error.with_causes(), "what support was refused could not be written down");
        }
    }
}

/// What the gate refused for want of a right. Nothing is shown, so that a trail that takes no more changes nothing.
pub(super) async fn refused(edge: &Edge, visit: &Visit, request: &Parts) {
    let (Caller::Support(actor), Some(tenant)) = (&visit.caller, &visit.tenant) else { return };
    let endpoint = edge.endpoints.iter().find(|endpoint| endpoint.path == request.uri.path());
    let judged = endpoint.map(|endpoint| visit.judge(endpoint));
    if !judged.is_some_and(|judged| judged.is_err_and(|error| matches!(error.kind(), Kind::Forbidden | Kind::ReadOnly)))
    {
        return;
    }
    let Some((page, seen)) = seen(edge, visit, request) else { return };
    if let Err(error) = support::note(&edge.platform, tenant.id, actor, &page, seen, true).await {
        tracing::error!(error = %error.with_causes(), "what support was refused could not be written down");
    }
}

/// On which page, and what. Pictures are part of a page.
fn seen<'r>(edge: &Edge, visit: &Visit, request: &'r Parts) -> Option<(String, Seen<'r>)> {
    let path = request.uri.path();
    if gate::is_of_the_brand(path) {
        return None;
    }
    let Some(endpoint) = edge.endpoints.iter().find(|endpoint| endpoint.path == path) else {
        return Some((path_and_query(edge, &request.uri), Seen::Page));
    };
    let page = || referring_page(edge, visit, request).unwrap_or_else(|| path.to_owned());
    match endpoint.effect {
        Effect::Own => None,
        Effect::Read => Some((page(), Seen::Read(path))),
        Effect::Change => Some((page(), Seen::Change(path))),
    }
}

/// The page of this host that asks, as the browser names it.
fn referring_page(edge: &Edge, visit: &Visit, request: &Parts) -> Option<String> {
    let referer: Uri = request.headers.get(header::REFERER)?.to_str().ok()?.parse().ok()?;
    (referer.host() == Some(visit.host.as_str())).then(|| path_and_query(edge, &referer))
}

/// What the address of an open page says beside its path is a secret, and isn't written down.
fn path_and_query(edge: &Edge, uri: &Uri) -> String {
    if edge.open_pages.contains(&uri.path()) {
        return uri.path().to_owned();
    }
    uri.path_and_query().map_or("/", PathAndQuery::as_str).to_owned()
}
