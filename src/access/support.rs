//! What an operator may do inside an organisation that let them in: an administrator's eyes, and few of their hands.

use super::{Permission, Role};

/// Whether support may look at what needs the permission. What is a person's own, and what owners decide, isn't shown.
pub fn support_sees(permission: Permission) -> bool {
    Role::Admin.may(permission) && !matches!(permission, Permission::ProfileManage | Permission::OwnersManage)
}

/// Whether support may change what needs the permission, where an owner has allowed changes. Whatever isn't named is denied:
/// people, their roles and invitations, their passwords, and whatever decides who may come in.
pub fn support_changes(permission: Permission) -> bool {
    matches!(permission, Permission::LoansManage | Permission::BrandManage | Permission::SettingsManage)
}

/// Whether the permission is one to look at something and nothing else.
pub fn only_looks(permission: Permission) -> bool {
    use Permission::{HomeView, LoansView, MembersView, SupportView};
    matches!(permission, HomeView | LoansView | MembersView | SupportView)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn support_touches_nobody_and_decides_nothing() {
        for permission in
            [Permission::MembersManage, Permission::OwnersManage, Permission::ProfileManage, Permission::DomainsManage]
        {
            assert!(!support_changes(permission), "{permission:?}");
        }
        assert!(!support_sees(Permission::OwnersManage) && !support_sees(Permission::ProfileManage));
        assert!(support_sees(Permission::MembersView) && support_sees(Permission::SettingsManage));
    }

    #[test]
    fn what_only_looks_changes_nothing() {
        let all = Role::Owner.permissions();
        assert!(all.iter().all(|permission| !(only_looks(*permission) && support_changes(*permission))));
        assert!(all.iter().all(|permission| !support_changes(*permission) || support_sees(*permission)));
    }
}
