//! An operator inside an organisation.

use crate::{
    access::{Access, Effect, Endpoint, Role, Verb, support_changes, support_sees},
    context::Actor,
    error::{Error, Result},
    fault::Kind,
    ids::{OperatorId, SupportRequestId, UserId},
};

/// Behind the name of an operator, wherever something that they did stands.
const SIGN: &str = " (support)";

/// Who is inside because of a request, and what they may. Made by the query that reads a session, at each request anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupportActor {
    pub operator: OperatorId,
    pub request: SupportRequestId,
    /// As whom they act: with an administrator's role, under a name that says what they are.
    pub actor: Actor,
    pub reason: String,
    pub may_write: bool,
    pub ends_at: jiff::Timestamp,
}

impl SupportActor {
    pub(crate) fn named(user: UserId, name: &str, email: String) -> Actor {
        Actor { user, name: format!("{name}{SIGN}"), email, role: Role::Admin }
    }

    /// The name without the sign of what they are.
    pub fn own_name(&self) -> &str {
        self.actor.name.strip_suffix(SIGN).unwrap_or(&self.actor.name)
    }

    /// Whether they may call an endpoint that exists here. Lists as files aren't theirs: a look takes nothing away.
    ///
    /// # Errors
    /// `ReadOnly` for a change that nobody has allowed, `Forbidden` for what support never may.
    pub fn judge(&self, endpoint: &Endpoint) -> Result<()> {
        match (endpoint.effect, endpoint.access) {
            (Effect::Own, _) | (Effect::Read, Access::Anyone) => Ok(()),
            (Effect::Read, Access::Needs(permission)) if support_sees(permission) && endpoint.verb == Verb::Post => {
                Ok(())
            }
            (Effect::Change, Access::Needs(permission)) if self.may_write && support_changes(permission) => Ok(()),
            (Effect::Change, _) if !self.may_write => Err(Error::new(Kind::ReadOnly)),
            _ => Err(Error::new(Kind::Forbidden)),
        }
    }
}
