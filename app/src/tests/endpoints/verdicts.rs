//! What a declaration promises to whom, and what came of a call.

use super::callers::Caller;
use crate::client::Answer;
use tenantry::access::{Access, Endpoint, Plane};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Refused(u16),
    /// Let in; what the function then says of the input is its own matter.
    LetIn,
}

/// What the declaration promises, worked out apart from the code that keeps it.
pub(super) fn promised(endpoint: &Endpoint, plane: Plane, caller: Caller) -> Verdict {
    if caller.is_stranger_on(plane) {
        return Verdict::Refused(401);
    }
    if !endpoint.planes.contains(&plane) {
        return Verdict::Refused(404);
    }
    let Access::Needs(permission) = endpoint.access else { return Verdict::LetIn };
    if caller == Caller::Nobody {
        return Verdict::Refused(401);
    }
    let may = caller.role().is_some_and(|role| role.permissions().contains(&permission))
        || caller.operator_role().is_some_and(|role| role.permissions().contains(&permission));
    if may { Verdict::LetIn } else { Verdict::Refused(403) }
}

pub(super) fn observed(answer: &Answer) -> Verdict {
    match answer.status {
        // Refused credentials and links are an answer of the door, not of the gate before it.
        401 if answer.says("WrongCredentials") => Verdict::LetIn,
        404 if answer.says("LinkExpired") => Verdict::LetIn,
        refused @ (0 | 401 | 403 | 404 | 405 | 500..) => Verdict::Refused(refused),
        _ => Verdict::LetIn,
    }
}
