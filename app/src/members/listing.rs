//! The list as its address names it: what is searched for, and the order.

use crate::{endpoints, paths, ui::Sorting};
use leptos_router::params::ParamsMap;
use tenantry::memberships::Member;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Listing {
    pub search: String,
    pub order: Order,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    #[default]
    Name,
    Role,
    Newest,
}

impl Order {
    const ALL: [Self; 3] = [Self::Name, Self::Role, Self::Newest];

    /// As the address names it; the first order needs no name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Name => "",
            Self::Role => "role",
            Self::Newest => "newest",
        }
    }

    fn sorting(self) -> Sorting {
        if self == Self::Newest { Sorting::Descending } else { Sorting::Ascending }
    }
}

impl Listing {
    pub fn of(query: &ParamsMap) -> Self {
        let order = query.get("sort").unwrap_or_default();
        Self {
            search: query.get("q").unwrap_or_default().trim().to_owned(),
            order: Order::ALL.into_iter().find(|known| known.key() == order).unwrap_or_default(),
        }
    }

    /// The members that are asked for, in order. They come sorted by name.
    pub fn of_members(&self, members: Vec<Member>) -> Vec<Member> {
        let wanted = self.search.to_lowercase();
        let found = |member: &Member| {
            member.name.to_lowercase().contains(&wanted) || member.email.to_lowercase().contains(&wanted)
        };
        let mut members: Vec<Member> = members.into_iter().filter(found).collect();
        match self.order {
            Order::Name => {}
            Order::Role => members.sort_by_key(rank),
            Order::Newest => members.sort_by_key(|member| std::cmp::Reverse(member.since)),
        }
        members
    }

    /// Where all of the list is a file.
    pub fn export_address(&self) -> String {
        paths::with_query(endpoints::MEMBERS_EXPORT.path, &[("q", &self.search), ("sort", self.order.key())])
    }

    /// The address of the list in another order, and how it is sorted now.
    pub fn sorted_by(&self, order: Order) -> (String, Sorting) {
        let href = paths::with_query(paths::MEMBERS, &[("q", &self.search), ("sort", order.key())]);
        (href, if self.order == order { order.sorting() } else { Sorting::None })
    }
}

/// Owners first.
fn rank(member: &Member) -> Option<usize> {
    tenantry::access::Role::ALL.iter().position(|role| *role == member.role)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenantry::access::Role;

    fn member(name: &str, role: Role, day: i8) -> Member {
        let id = "0198c0de-0000-7000-8000-000000000000".parse().unwrap();
        let since = jiff::civil::date(2026, 3, day);
        Member { id, name: name.into(), email: format!("{name}@example.org"), role, since, expires: None }
    }

    fn names(listing: &Listing) -> Vec<String> {
        let members =
            vec![member("Anne", Role::Member, 1), member("Élie", Role::Owner, 3), member("Zoé", Role::Admin, 2)];
        listing.of_members(members).into_iter().map(|member| member.name).collect()
    }

    #[test]
    fn the_address_names_the_order() {
        let listing = |order| Listing { order, ..Listing::default() };
        assert_eq!(names(&listing(Order::Name)), ["Anne", "Élie", "Zoé"]);
        assert_eq!(names(&listing(Order::Role)), ["Élie", "Zoé", "Anne"]);
        assert_eq!(names(&listing(Order::Newest)), ["Élie", "Zoé", "Anne"]);
    }

    #[test]
    fn a_search_finds_names_and_addresses_in_any_case() {
        let listing = |search: &str| Listing { search: search.into(), ..Listing::default() };
        assert_eq!(names(&listing("ÉLI")), ["Élie"]);
        assert_eq!(names(&listing("zoé@")), ["Zoé"]);
        assert!(names(&listing("nobody")).is_empty());
    }
}
