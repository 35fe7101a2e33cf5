//! What the search offers within an organisation.

use super::{
    Hit,
    places::{navigation, permitted, place},
};
use crate::{i18n::words as common, members, navigation, paths, settings, site::Site, support};
use tenantry::access::Permission;

/// The navigation, and the pages that one reaches from those.
pub(super) fn places(site: &Site) -> Vec<Hit> {
    let locale = site.locale;
    let further = [
        (Permission::BrandManage, words::brand_history(locale), paths::SETTINGS_BRAND_HISTORY),
        (Permission::SupportView, support::words::trail(locale), paths::SUPPORT_TRAIL),
        (Permission::ProfileManage, common::profile(locale), paths::PROFILE),
    ];
    let further = further.into_iter().filter(|(permission, ..)| site.sees(*permission));
    navigation(navigation::tenant_nav(site)).chain(further.map(|(_, name, href)| place(name, href))).collect()
}

/// What one begins, each on the page that says what it does.
pub(super) fn actions(site: &Site) -> Vec<Hit> {
    let locale = site.locale;
    let actions = [
        (Permission::LoansManage, common::new_loan(locale), paths::NEW_LOAN),
        (Permission::MembersManage, members::words::invite(locale), paths::INVITE_MEMBER),
        (Permission::BrandManage, words::change_brand(locale), paths::SETTINGS_BRAND),
        (Permission::DomainsManage, settings::domain::words::add(locale), paths::SETTINGS_DOMAIN),
        (Permission::ProfileManage, settings::words::change_password(locale), paths::PROFILE),
    ];
    permitted(site, actions)
}

mod words {
    crate::words! {
        brand_history: "History of the brand", "Historique de l’identité visuelle";
        change_brand: "Change the brand", "Modifier l’identité visuelle";
    }
}
