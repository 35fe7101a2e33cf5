//! Words of the search. Those of its answer stand where it is made, on the server.

use crate::site::Site;
use tenantry::access::{Permission, Plane};

crate::words! {
    hint_loans: "A page, a borrower, a loan number, a member", "Une page, un emprunteur, un n° de prêt, un membre";
    hint_members: "A page or a member", "Une page ou un membre";
    hint_console: "A page, an action, an organisation, a plan, an operator", "Une page, une action, une organisation, une formule, un opérateur";
}

/// What this reader can search for.
pub(super) fn hint(site: &Site) -> &'static str {
    if site.plane == Plane::Console {
        hint_console(site.locale)
    } else if site.may(Permission::LoansView) {
        hint_loans(site.locale)
    } else {
        hint_members(site.locale)
    }
}
