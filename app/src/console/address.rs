//! The list's address: search, status, order and place are all in it, so that back, reload and a bookmark keep them.

use crate::{
    endpoints,
    paths::{self, with_query},
};
use leptos_router::params::ParamsMap;
use tenantry::tenants::{TenantOrder, TenantQuery, TenantStatus};

/// What an address asks for; a status or an order that doesn't exist is as none.
pub(super) fn query_of(address: &ParamsMap) -> TenantQuery {
    TenantQuery {
        search: address.get("q").unwrap_or_default(),
        status: address.get("status").and_then(|name| name.parse().ok()),
        order: address.get("sort").and_then(|key| TenantOrder::from_key(&key)).unwrap_or_default(),
        after: address.get("after").filter(|cursor| !cursor.is_empty()),
    }
}

pub(super) fn list_address(query: &TenantQuery) -> String {
    let [search, status, sort] = pairs(query);
    with_query(paths::HOME, &[search, status, sort, ("after", query.after.as_deref().unwrap_or_default())])
}

/// Where all of the list is a file.
pub(super) fn export_address(query: &TenantQuery) -> String {
    with_query(endpoints::CONSOLE_EXPORT.path, &pairs(query))
}

fn pairs(query: &TenantQuery) -> [(&str, &str); 3] {
    [("q", query.search.as_str()), ("status", status_value(query)), ("sort", sort_value(query))]
}

/// As it stands in the address: nothing for all of them.
pub(super) fn status_value(query: &TenantQuery) -> &'static str {
    query.status.map_or("", TenantStatus::name)
}

/// As it stands in the address: nothing for the usual order.
pub(super) fn sort_value(query: &TenantQuery) -> &'static str {
    if query.order == TenantOrder::default() { "" } else { query.order.key() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&'static str, &str)]) -> TenantQuery {
        query_of(&pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect())
    }

    #[test]
    fn an_address_keeps_what_a_list_shows() {
        let query = read(&[("q", "Évry"), ("status", "suspended"), ("sort", "last-active"), ("after", "abc")]);
        assert_eq!((query.status, query.order), (Some(TenantStatus::Suspended), TenantOrder::LastActive));
        assert_eq!(list_address(&query), "/?q=%C3%89vry&status=suspended&sort=last-active&after=abc");
    }

    #[test]
    fn the_plain_list_has_a_plain_address() {
        assert_eq!(list_address(&TenantQuery::default()), "/");
        assert_eq!(read(&[("status", "x"), ("sort", "name"), ("after", "")]), TenantQuery::default());
    }
}
