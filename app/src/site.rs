//! What every page knows of where it is and who reads it. The server takes it from the request; the browser finds it in
//! the page.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use tenantry::{
    access::{OperatorRole, Permission, Plane, Role},
    announcements::Shown,
    brand::Look,
    locale::Locale,
    memberships::OwnOrganisation,
    modules::Module,
    money::Currency,
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Site {
    pub plane: Plane,
    pub locale: Locale,
    /// `light`, `dark`, or nothing: as the system has it.
    pub theme: Option<String>,
    /// The base domain, as in `localhost` of `paris.localhost`.
    pub base_host: String,
    /// The public site's address.
    pub public_origin: String,
    pub sign_up_open: bool,
    pub organisation: Option<Organisation>,
    pub viewer: Option<Viewer>,
    /// What operators announce here, in the reader's language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub announcements: Vec<Shown>,
    /// The viewer's further organisations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<OwnOrganisation>,
}

/// The organisation whose host this is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Organisation {
    pub name: String,
    pub currency: Currency,
    pub modules: Vec<Module>,
    pub look: Look,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Viewer {
    pub name: String,
    pub email: String,
    /// The place in this organisation; operators have none.
    pub role: Option<Role>,
    /// The place in the deployment; members have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operator: Option<OperatorRole>,
}

impl Site {
    pub fn may(&self, permission: Permission) -> bool {
        let Some(viewer) = &self.viewer else { return false };
        let may = viewer.role.is_some_and(|role| role.may(permission))
            || viewer.operator.is_some_and(|role| role.may(permission));
        may && permission.module().is_none_or(|module| self.has(module))
    }

    pub fn has(&self, module: Module) -> bool {
        self.organisation.as_ref().is_some_and(|organisation| organisation.modules.contains(&module))
    }

    pub fn currency(&self) -> Currency {
        self.organisation.as_ref().map(|organisation| organisation.currency).unwrap_or_default()
    }

    /// What the organisation shows of its brand; the product has nothing to add.
    pub fn look(&self) -> Look {
        self.organisation.as_ref().map(|organisation| organisation.look.clone()).unwrap_or_default()
    }

    /// The organisation's name, or the product's.
    pub fn name(&self) -> String {
        self.organisation.as_ref().map_or_else(|| "Tenantry".to_owned(), |organisation| organisation.name.clone())
    }
}

/// A page's own facts; they don't change while it is open.
pub fn use_site() -> StoredValue<Site> {
    expect_context::<StoredValue<Site>>()
}

/// Whether the reader may, so that nothing is offered which would be refused.
pub fn use_may(permission: Permission) -> bool {
    use_site().with_value(|site| site.may(permission))
}

pub fn use_locale() -> Locale {
    use_site().with_value(|site| site.locale)
}

/// Called once, at the root.
pub fn provide_site() -> StoredValue<Site> {
    #[cfg(feature = "ssr")]
    let site = SharedValue::new(crate::server::site);
    #[cfg(not(feature = "ssr"))]
    let site: SharedValue<Site> =
        SharedValue::new(|| unreachable!("the server renders the site's facts into every page"));
    let site = StoredValue::new(site.into_inner());
    provide_context(site);
    site
}
