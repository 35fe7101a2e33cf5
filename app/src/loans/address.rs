//! The list's address: search, status, order and place are all in it, so that back, reload and a bookmark keep them.

use crate::{
    endpoints,
    paths::{self, with_query},
};
use leptos_router::params::ParamsMap;
use tenantry::loans::{LoanOrder, LoanQuery};

/// What an address asks for; a status or an order that doesn't exist is as none.
pub(super) fn query_of(address: &ParamsMap) -> LoanQuery {
    LoanQuery {
        search: address.get("q").unwrap_or_default(),
        status: address.get("status").and_then(|name| name.parse().ok()),
        order: address.get("sort").and_then(|key| LoanOrder::from_key(&key)).unwrap_or_default(),
        after: address.get("after").filter(|cursor| !cursor.is_empty()),
    }
}

pub fn list_address(query: &LoanQuery) -> String {
    let [search, status, sort] = pairs(query);
    with_query(paths::LOANS, &[search, status, sort, ("after", query.after.as_deref().unwrap_or_default())])
}

/// Where all of the list is a file.
pub(super) fn export_address(query: &LoanQuery) -> String {
    with_query(endpoints::LOANS_EXPORT.path, &pairs(query))
}

fn pairs(query: &LoanQuery) -> [(&str, &str); 3] {
    [("q", query.search.as_str()), ("status", status_value(query)), ("sort", sort_value(query))]
}

/// As it stands in the address: nothing for all of them.
pub(super) fn status_value(query: &LoanQuery) -> &'static str {
    query.status.map_or("", |status| status.name())
}

/// As it stands in the address: nothing for the usual order.
pub(super) fn sort_value(query: &LoanQuery) -> &'static str {
    if query.order == LoanOrder::default() { "" } else { query.order.key() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenantry::loans::LoanStatus;

    fn read(pairs: &[(&'static str, &str)]) -> LoanQuery {
        query_of(&pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect())
    }

    #[test]
    fn an_address_keeps_what_a_list_shows() {
        let query = read(&[("q", "Lévy"), ("status", "late"), ("sort", "due-first"), ("after", "abc")]);
        assert_eq!(query.status, Some(LoanStatus::Late));
        assert_eq!(query.order, LoanOrder::DueFirst);
        assert_eq!(list_address(&query), "/loans?q=L%C3%A9vy&status=late&sort=due-first&after=abc");
    }

    #[test]
    fn the_plain_list_has_a_plain_address() {
        assert_eq!(list_address(&LoanQuery::default()), "/loans");
        assert_eq!(read(&[("status", "x"), ("sort", "newest"), ("after", "")]), LoanQuery::default());
    }
}
