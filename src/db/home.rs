//! Where a tenant's data lives.

use super::{DatabaseName, sqlx};
use crate::{ids::ServerId, servers::Placement};

/// A tenant's place: the kind of it, the registered server, and the generated name that its file, database or schema has
/// there. Without a server it is the deployment's own place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Home {
    pub(super) placement: Placement,
    pub(super) server: Option<ServerId>,
    pub(super) name: DatabaseName,
}

impl Home {
    pub(crate) fn new(placement: Placement, server: Option<ServerId>, name: DatabaseName) -> Self {
        Self { placement, server, name }
    }

    pub fn placement(&self) -> Placement {
        self.placement
    }

    pub fn name(&self) -> &DatabaseName {
        &self.name
    }

    pub(crate) fn server(&self) -> Option<ServerId> {
        self.server
    }
}

/// The columns of `tenant` that a home is kept in.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct HomeRow {
    pub(crate) placement: String,
    pub(crate) server_id: Option<ServerId>,
    pub(crate) database_name: String,
}

impl HomeRow {
    /// `None` for what nobody can have stored: a name that wasn't generated, an unknown placement.
    pub(crate) fn home(&self) -> Option<Home> {
        let name = DatabaseName::stored(&self.database_name)?;
        Some(Home::new(self.placement.parse().ok()?, self.server_id, name))
    }
}
