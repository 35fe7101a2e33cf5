//! What an operator decides for a new organisation, and its people don't.

use crate::{
    error::{Error, Result},
    fault::Problems,
    servers::{Placement, label},
};

/// The plan, and where the data goes. What isn't decided is left to the policy of the settings. It is no part of the form
/// that strangers send.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    pub plan: Option<String>,
    pub placement: Option<Placement>,
    /// The name of a registered server.
    pub server: Option<String>,
    /// Where the data has to be: on a registered server there.
    pub region: Option<String>,
}

impl Terms {
    /// The plan that is meant, and the settings' default when none is.
    pub(crate) fn plan<'t>(&'t self, default: &'t str) -> &'t str {
        self.plan.as_deref().unwrap_or(default)
    }

    pub(super) fn validate(&self) -> Result<()> {
        let mut problems = Problems::default();
        for (field, given) in [("plan", &self.plan), ("server", &self.server), ("region", &self.region)] {
            if let Some(given) = given {
                problems.take(field, label(given));
            }
        }
        problems.finish().map_err(Error::from)
    }
}
