//! Who may do what: planes, roles, permissions, and the declaration that every endpoint carries. Denied by default.

mod operators;
mod support;

pub use operators::OperatorRole;
pub use support::{only_looks, support_changes, support_sees};

use crate::modules::Module;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// The kinds of host, and of endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Plane {
    Public,
    Tenant,
    Console,
}

impl Plane {
    pub fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Tenant => "tenant",
            Self::Console => "console",
        }
    }
}

/// A member's place in one organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Owner,
    Admin,
    Member,
}

impl Role {
    pub const ALL: [Self; 3] = [Self::Owner, Self::Admin, Self::Member];

    pub fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Admin => "admin",
            Self::Member => "member",
        }
    }

    /// The table of permissions. What isn't listed is denied.
    pub fn permissions(self) -> &'static [Permission] {
        use Permission::{
            BrandManage, DomainsManage, HomeView, LoansManage, LoansView, MembersManage, MembersView, OwnersManage,
            ProfileManage, SettingsManage, SupportView,
        };
        match self {
            Self::Owner => &[
                HomeView,
                ProfileManage,
                LoansView,
                LoansManage,
                MembersView,
                MembersManage,
                OwnersManage,
                BrandManage,
                SettingsManage,
                DomainsManage,
                SupportView,
            ],
            Self::Admin => &[
                HomeView,
                ProfileManage,
                LoansView,
                LoansManage,
                MembersView,
                MembersManage,
                BrandManage,
                SettingsManage,
                DomainsManage,
                SupportView,
            ],
            Self::Member => &[HomeView, ProfileManage, LoansView, LoansManage, MembersView],
        }
    }

    pub fn may(self, permission: Permission) -> bool {
        self.permissions().contains(&permission)
    }
}

impl FromStr for Role {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|role| role.name() == name).ok_or(())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Permission {
    HomeView,
    ProfileManage,
    LoansView,
    LoansManage,
    MembersView,
    MembersManage,
    /// To make an owner, or to take that away.
    OwnersManage,
    BrandManage,
    SettingsManage,
    /// Hosts of the organisation's own, and which of its hosts is the main one: where its people sign in.
    DomainsManage,
    /// To see when support asked to come in, and what it saw.
    SupportView,
    /// To look at anything in the console, and to keep filters of one's own.
    ConsoleView,
    /// To close an organisation and open it again, to ask owners in, to write notes, to end sessions, to ask for support access.
    OrganisationsSupport,
    /// To ask that support may change something inside an organisation.
    OrganisationsSupportWrite,
    /// To make, rename, move, copy, lock and delete organisations, and to choose what they have.
    OrganisationsManage,
    /// Servers, upgrades and what is made ahead.
    FleetManage,
    AnnouncementsManage,
    /// Who runs the deployment, and what each may do.
    OperatorsManage,
    /// The deployment's settings and plans.
    DeploymentManage,
}

impl Permission {
    /// The module that must be enabled for the permission to mean anything.
    pub fn module(self) -> Option<Module> {
        match self {
            Self::LoansView | Self::LoansManage => Some(Module::Loans),
            _ => None,
        }
    }
}

/// Who may call an endpoint on its plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Nobody needs to be signed in.
    Anyone,
    /// Signed in on this host, with the permission.
    Needs(Permission),
}

/// How an endpoint is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// A server function.
    Post,
    /// What a plain link leads to; it changes nothing that people work with.
    Get,
}

/// What a call does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It reads, and changes nothing that people work with.
    Read,
    /// It concerns the caller's own browser alone: cookies, and the session.
    Own,
    /// It may change anything. What declares nothing else is this.
    Change,
}

/// What every server function and API route declares. `planes` lists where it exists at all: elsewhere it is 404.
#[derive(Clone, Copy, Debug)]
pub struct Endpoint {
    pub path: &'static str,
    pub planes: &'static [Plane],
    pub access: Access,
    pub verb: Verb,
    pub effect: Effect,
}

impl Endpoint {
    pub const fn anyone(path: &'static str, planes: &'static [Plane]) -> Self {
        Self { path, planes, access: Access::Anyone, verb: Verb::Post, effect: Effect::Change }
    }

    pub const fn tenant(path: &'static str, permission: Permission) -> Self {
        Self { planes: &[Plane::Tenant], access: Access::Needs(permission), ..Self::anyone(path, &[]) }
    }

    pub const fn console(path: &'static str, permission: Permission) -> Self {
        Self { planes: &[Plane::Console], access: Access::Needs(permission), ..Self::anyone(path, &[]) }
    }

    /// A list of an organisation as a file.
    pub const fn tenant_file(path: &'static str, permission: Permission) -> Self {
        Self { verb: Verb::Get, ..Self::tenant(path, permission).reads() }
    }

    /// A file for whom a link names.
    pub const fn anyone_file(path: &'static str, planes: &'static [Plane]) -> Self {
        Self { verb: Verb::Get, ..Self::anyone(path, planes).reads() }
    }

    /// A file of the console: a list, a picture.
    pub const fn console_file(path: &'static str, permission: Permission) -> Self {
        Self { verb: Verb::Get, ..Self::console(path, permission).reads() }
    }

    /// The same, which changes nothing that people work with.
    #[must_use]
    pub const fn reads(self) -> Self {
        Self { effect: Effect::Read, ..self }
    }

    /// The same, which concerns the caller's own browser alone.
    #[must_use]
    pub const fn for_oneself(self) -> Self {
        Self { effect: Effect::Own, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::{OperatorRole, Permission, Role};

    #[test]
    fn no_role_of_an_organisation_operates_the_deployment() {
        let of_operators = OperatorRole::Owner.permissions();
        assert!(Role::ALL.iter().all(|role| of_operators.iter().all(|permission| !role.may(*permission))));
    }

    #[test]
    fn a_member_manages_nobody_and_no_brand() {
        for permission in [Permission::MembersManage, Permission::BrandManage, Permission::SettingsManage] {
            assert!(!Role::Member.may(permission));
            assert!(Role::Admin.may(permission));
        }
        assert!(!Role::Admin.may(Permission::OwnersManage));
    }
}
