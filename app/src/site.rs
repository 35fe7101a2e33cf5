//! What every page knows of where it is and who reads it. The server takes it from the request; the browser finds it in
//! the page.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use tenantry::{
    access::{OperatorRole, Permission, Plane, Role, only_looks, support_changes, support_sees},
    announcements::Shown,
    brand::Look,
    domains::FailingDomain,
    locale::{Languages, Locale},
    memberships::OwnOrganisation,
    modules::Module,
    money::Currency,
    plans::PlanNotice,
    support::SupportNotice,
};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Site {
    pub plane: Plane,
    pub locale: Locale,
    /// `light`, `dark`, or nothing: as the system has it.
    pub theme: Option<String>,
    /// Whether single letters go through lists.
    pub list_keys: bool,
    /// The base domain, as in `localhost` of `paris.localhost`.
    pub base_host: String,
    /// The public site's address.
    pub public_origin: String,
    pub sign_up_open: bool,
    /// Whether mails reach anybody.
    pub sends_mails: bool,
    /// The languages that are offered here.
    pub languages: Languages,
    pub organisation: Option<Organisation>,
    pub viewer: Option<Viewer>,
    /// What operators announce here, in the reader's language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub announcements: Vec<Shown>,
    /// Own domains whose records are gone, for who can mend them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub failing: Vec<FailingDomain>,
    /// What an administrator should know of the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan_notice: Option<PlanNotice>,
    /// The viewer's further organisations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<OwnOrganisation>,
    /// What owners are told of support.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub support: Vec<SupportNotice>,
}

/// The organisation whose host this is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Organisation {
    pub name: String,
    pub currency: Currency,
    pub modules: Vec<Module>,
    pub look: Look,
    /// Its doors say what they are made with: its plan has no white label.
    pub names_product: bool,
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
    /// They are an operator who was let in, with the role of an administrator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inside: Option<Inside>,
}

/// An operator inside an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inside {
    pub reason: String,
    /// The time of day where the organisation is.
    pub until: String,
    pub may_write: bool,
}

impl Site {
    /// Whether the reader may do what needs the permission.
    pub fn may(&self, permission: Permission) -> bool {
        let Some(viewer) = &self.viewer else { return false };
        if let Some(inside) = &viewer.inside
            && !(only_looks(permission) || (inside.may_write && support_changes(permission)))
        {
            return false;
        }
        let may = viewer.role.is_some_and(|role| role.may(permission))
            || viewer.operator.is_some_and(|role| role.may(permission));
        may && permission.module().is_none_or(|module| self.has(module))
    }

    /// Whether the reader may open the page of what needs the permission: support looks at more than it may do.
    pub fn sees(&self, permission: Permission) -> bool {
        let is_inside = self.viewer.as_ref().is_some_and(|viewer| viewer.inside.is_some());
        self.may(permission) || (is_inside && support_sees(permission))
    }

    /// Whether the reader is support that may change nothing.
    pub fn is_read_only(&self) -> bool {
        let inside = self.viewer.as_ref().and_then(|viewer| viewer.inside.as_ref());
        inside.is_some_and(|inside| !inside.may_write)
    }

    /// Whether the address is the reader's own.
    pub fn is_viewer(&self, email: &str) -> bool {
        self.viewer.as_ref().is_some_and(|viewer| viewer.email == email)
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

    /// Whether the doors say what they are made with.
    pub fn names_product(&self) -> bool {
        self.organisation.as_ref().is_some_and(|organisation| organisation.names_product)
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
