//! What a new organisation begins as, and where that puts it.

use super::{Terms, clone::Origin};
use crate::{
    db::{DatabaseName, Home, Tx},
    error::Result,
    platform::Platform,
    servers,
};

/// What an organisation begins as.
pub(super) enum Start {
    /// An empty one, on terms.
    Anew(Terms),
    /// A copy, which lives where the other does.
    Copy(Origin),
}

impl Start {
    pub(super) fn origin(&self) -> Option<&Origin> {
        match self {
            Self::Anew(_) => None,
            Self::Copy(origin) => Some(origin),
        }
    }

    pub(super) fn plan<'s>(&'s self, default: &'s str) -> &'s str {
        match self {
            Self::Anew(terms) => terms.plan(default),
            Self::Copy(origin) => &origin.tenant.plan,
        }
    }

    pub(super) async fn home(&self, tx: &mut Tx, platform: &Platform, name: DatabaseName) -> Result<Home> {
        match self {
            Self::Anew(terms) => servers::place(tx, platform, terms, name).await,
            Self::Copy(Origin { tenant, .. }) => {
                servers::check_room_beside(tx, &tenant.home).await?;
                Ok(Home::new(tenant.home.placement(), tenant.home.server(), name))
            }
        }
    }
}
