//! What an operator may do in the console.

use super::Permission;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// An operator's place in the deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OperatorRole {
    Owner,
    Support,
    ReadOnly,
}

impl OperatorRole {
    pub const ALL: [Self; 3] = [Self::Owner, Self::Support, Self::ReadOnly];

    pub fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Support => "support",
            Self::ReadOnly => "read-only",
        }
    }

    /// The table of permissions of the console. What isn't listed is denied.
    pub fn permissions(self) -> &'static [Permission] {
        use Permission::{
            AnnouncementsManage, ConsoleView, DeploymentManage, FleetManage, OperatorsManage, OrganisationsManage,
            OrganisationsSupport, OrganisationsSupportWrite,
        };
        match self {
            Self::Owner => &[
                ConsoleView,
                OrganisationsSupport,
                OrganisationsSupportWrite,
                OrganisationsManage,
                FleetManage,
                AnnouncementsManage,
                OperatorsManage,
                DeploymentManage,
            ],
            Self::Support => &[ConsoleView, OrganisationsSupport],
            Self::ReadOnly => &[ConsoleView],
        }
    }

    pub fn may(self, permission: Permission) -> bool {
        self.permissions().contains(&permission)
    }
}

impl FromStr for OperatorRole {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let unknown = || format!("no role of operators: {name}; there are owner, support and read-only");
        Self::ALL.into_iter().find(|role| role.name() == name).ok_or_else(unknown)
    }
}

impl fmt::Display for OperatorRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::{OperatorRole, Permission};

    #[test]
    fn who_supports_neither_deletes_nor_moves_nor_appoints() {
        use Permission::{
            DeploymentManage, FleetManage, OperatorsManage, OrganisationsManage, OrganisationsSupport,
            OrganisationsSupportWrite,
        };
        assert!(OperatorRole::Support.may(OrganisationsSupport));
        for permission in
            [OrganisationsManage, OperatorsManage, DeploymentManage, FleetManage, OrganisationsSupportWrite]
        {
            assert!(!OperatorRole::Support.may(permission) && OperatorRole::Owner.may(permission));
        }
        assert_eq!(OperatorRole::ReadOnly.permissions(), [Permission::ConsoleView]);
    }

    #[test]
    fn a_role_is_read_by_its_name() {
        assert!(OperatorRole::ALL.iter().all(|role| role.name().parse() == Ok(*role)));
        assert!("admin".parse::<OperatorRole>().is_err());
    }
}
