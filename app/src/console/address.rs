//! The list's address: search, status, order, columns and place are all in it, so that back, reload and a bookmark keep them.

use super::columns::{ListColumn, columns_of, columns_value};
use crate::{
    endpoints,
    paths::{self, with_query},
};
use leptos_router::params::ParamsMap;
use tenantry::tenants::{TenantCondition, TenantOrder, TenantQuery, TenantStatus};

/// What an address asks for; a status or an order that doesn't exist is as none.
pub(super) fn query_of(address: &ParamsMap) -> TenantQuery {
    TenantQuery {
        search: address.get("q").unwrap_or_default(),
        status: address.get("status").and_then(|name| name.parse().ok()),
        condition: address.get("health").and_then(|key| TenantCondition::from_key(&key)),
        plan: address.get("plan").unwrap_or_default(),
        place: address.get("place").unwrap_or_default(),
        order: address.get("sort").and_then(|key| TenantOrder::from_key(&key)).unwrap_or_default(),
        after: address.get("after").filter(|cursor| !cursor.is_empty()),
    }
}

/// The list as it is shown: what it is asked for, and its columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ListView {
    pub query: TenantQuery,
    pub columns: Vec<ListColumn>,
}

impl ListView {
    pub(super) fn of(address: &ParamsMap) -> Self {
        Self { query: query_of(address), columns: columns_of(address) }
    }

    /// Those who live on a registered server.
    pub(super) fn of_server(name: &str) -> Self {
        Self { query: TenantQuery::on_server(name), columns: columns_of(&ParamsMap::new()) }
    }

    /// The same list with another query.
    pub(super) fn with(&self, change: impl FnOnce(&mut TenantQuery)) -> Self {
        let mut view = self.clone();
        view.query.after = None;
        change(&mut view.query);
        view
    }

    pub(super) fn address(&self) -> String {
        let [search, status, health, sort, plan, place] = pairs(&self.query);
        let (columns, after) = (columns_value(&self.columns), self.query.after.as_deref().unwrap_or_default());
        with_query(
            paths::CONSOLE_ORGANISATIONS,
            &[search, status, health, sort, plan, place, ("columns", columns.as_str()), ("after", after)],
        )
    }

    /// What of the address a saved filter keeps: all but the place.
    pub(super) fn kept(&self) -> String {
        let address = self.with(|_| ()).address();
        address.split_once('?').map_or_else(String::new, |(_, query)| query.to_owned())
    }
}

/// Where all of the list is a file.
pub(super) fn export_address(query: &TenantQuery) -> String {
    with_query(endpoints::CONSOLE_EXPORT.path, &pairs(query))
}

/// What narrows and orders the list, by the names that it has in the address; empty for what is usual.
pub(super) fn pairs(query: &TenantQuery) -> [(&'static str, &str); 6] {
    [
        ("q", query.search.as_str()),
        ("status", query.status.map_or("", TenantStatus::name)),
        ("health", query.condition.map_or("", TenantCondition::key)),
        ("sort", if query.order == TenantOrder::default() { "" } else { query.order.key() }),
        ("plan", query.plan.as_str()),
        ("place", query.place.as_str()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&'static str, &str)]) -> ListView {
        ListView::of(&pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect())
    }

    #[test]
    fn an_address_keeps_what_a_list_shows() {
        let view = read(&[
            ("q", "Évry"),
            ("status", "suspended"),
            ("health", "behind"),
            ("sort", "last-active"),
            ("plan", "small"),
            ("place", "postgres-schema@north"),
            ("columns", "size,health"),
            ("after", "abc"),
        ]);
        let query = &view.query;
        assert_eq!((query.status, query.order), (Some(TenantStatus::Suspended), TenantOrder::LastActive));
        assert_eq!(query.condition, Some(TenantCondition::Behind));
        assert_eq!(query.placement_and_server(), ("postgres-schema", "north"));
        let kept = "q=%C3%89vry&status=suspended&health=behind&sort=last-active&plan=small&place=postgres-schema%40north\
                    &columns=health%2Csize";
        assert_eq!((view.address(), view.kept()), (format!("/organisations?{kept}&after=abc"), kept.to_owned()));
        assert_eq!(view.with(|query| query.search.clear()).address().matches("after").count(), 0);
    }

    #[test]
    fn the_plain_list_has_a_plain_address() {
        assert_eq!(
            (ListView::default().address(), ListView::default().kept()),
            ("/organisations".into(), String::new())
        );
        let strange = read(&[("status", "x"), ("health", "y"), ("sort", "name"), ("columns", "z"), ("after", "")]);
        assert_eq!((strange.query, strange.columns), (TenantQuery::default(), read(&[]).columns));
    }
}
