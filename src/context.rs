//! What a domain function is given: which organisation, its database, who acts, and the time. There is no ambient tenant.

use crate::{
    access::{OperatorRole, Permission, Role},
    clock::Clock,
    db::{Db, Reader, Tx},
    error::Result,
    fleet::TenantDb,
    ids::{OperatorId, SupportRequestId, UserId},
    operators::{COMMAND_LINE, HOUSEKEEPING},
    platform::Platform,
    random::Random,
    tenants::Tenant,
};
use std::sync::Arc;

/// Who acts in an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub user: UserId,
    pub name: String,
    pub email: String,
    pub role: Role,
}

impl Actor {
    pub fn may(&self, permission: Permission) -> bool {
        self.role.may(permission)
    }
}

/// The first argument of every function that works inside an organisation. Holding it keeps the database open.
#[derive(Clone, Debug)]
pub struct TenantCtx {
    pub platform: Arc<Platform>,
    pub tenant: Arc<Tenant>,
    pub actor: Actor,
    /// The request because of which the actor, an operator, is inside.
    pub support: Option<SupportRequestId>,
    db: TenantDb,
}

impl TenantCtx {
    pub(crate) fn new(platform: Arc<Platform>, tenant: Arc<Tenant>, actor: Actor, db: TenantDb) -> Self {
        Self { platform, tenant, actor, support: None, db }
    }

    /// The same for an operator who is inside because of a request.
    #[must_use]
    pub(crate) fn because_of(self, request: SupportRequestId) -> Self {
        Self { support: Some(request), ..self }
    }

    pub fn db(&self) -> &Db {
        self.db.db()
    }

    pub async fn read(&self) -> Result<Reader> {
        Ok(self.db().read().await?)
    }

    pub async fn begin(&self) -> Result<Tx> {
        Ok(self.db().begin().await?)
    }

    pub fn clock(&self) -> &Clock {
        &self.platform.clock
    }

    pub fn random(&self) -> &Random {
        &self.platform.random
    }

    /// Today where the organisation is.
    pub fn today(&self) -> jiff::civil::Date {
        self.clock().today(&self.tenant.zone)
    }
}

/// Who acts in the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorActor {
    pub operator: OperatorId,
    pub user: UserId,
    pub name: String,
    pub email: String,
    pub role: OperatorRole,
}

impl OperatorActor {
    pub fn may(&self, permission: Permission) -> bool {
        self.role.may(permission)
    }
}

/// The first argument of every function of the console.
#[derive(Clone, Debug)]
pub struct OperatorCtx {
    pub platform: Arc<Platform>,
    pub actor: OperatorActor,
}

/// Who changes an organisation from outside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Author {
    /// Somebody who is signed in to the console.
    Operator { user: UserId, email: String },
    /// Somebody at the server's own command line, where nobody signs in.
    CommandLine,
    /// The server itself, when something is due.
    Housekeeping,
}

impl Author {
    /// As records name them.
    pub fn name(&self) -> &str {
        match self {
            Self::Operator { email, .. } => email,
            Self::CommandLine => COMMAND_LINE,
            Self::Housekeeping => HOUSEKEEPING,
        }
    }

    pub(crate) fn user(&self) -> Option<UserId> {
        match self {
            Self::Operator { user, .. } => Some(*user),
            Self::CommandLine | Self::Housekeeping => None,
        }
    }
}

impl From<&OperatorActor> for Author {
    fn from(actor: &OperatorActor) -> Self {
        Self::Operator { user: actor.user, email: actor.email.clone() }
    }
}

/// Runs a change in a task of its own: a client that goes away can't cancel it half-way.
pub async fn uncancelled<T: Send + 'static>(change: impl Future<Output = Result<T>> + Send + 'static) -> Result<T> {
    match tokio::spawn(crate::traces::carried(change)).await {
        Ok(result) => result,
        Err(panic) => Err(crate::error::Error::internal(panic)),
    }
}
