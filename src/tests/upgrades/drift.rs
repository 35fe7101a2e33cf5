use super::{by_hand, every_way, fleet, next_version};
use tenantry::{servers::Placement, upgrades};

/// On SQLite a definition is changed in the text that the engine keeps of it: there is no statement for it.
macro_rules! written {
    ($here:literal, $then:literal) => {
        written!($here, $then; "pragma writable_schema = on; update sqlite_schema set sql = replace(sql, '",
                 "') where name = 'setting'; pragma writable_schema = reset")
    };
    ($here:literal, $then:literal; $begin:literal, $end:literal) => {
        (concat!($begin, $here, "', '", $then, $end), concat!($begin, $then, "', '", $here, $end))
    };
}

const ON_SQLITE: &[(&str, &str)] = &[
    written!("value text not null", "value text not null default ''x''"),
    written!("value text not null", "value text"),
    written!("value text not null", "value text not null check (value <> '''')"),
    written!("value text not null", "value text not null references setting (key)"),
    written!("value text not null", "value text not null collate nocase"),
    ("create trigger mine after insert on setting begin select 1; end", "drop trigger mine"),
];

const ON_POSTGRES: &[(&str, &str)] = &[
    ("alter table setting alter value set default 'x'", "alter table setting alter value drop default"),
    ("alter table setting alter value drop not null", "alter table setting alter value set not null"),
    ("alter table setting add constraint mine check (value <> '')", "alter table setting drop constraint mine"),
    (
        "alter table loan_event add constraint mine foreign key (id) references loan (id)",
        "alter table loan_event drop constraint mine",
    ),
    (
        "alter table setting alter value type text collate \"C\"",
        "alter table setting alter value type text collate \"default\"",
    ),
    (
        "create trigger mine before update on setting for each row execute function suppress_redundant_updates_trigger()",
        "drop trigger mine on setting",
    ),
    // The references are kept by triggers, which an administrator can switch off.
    ("alter table loan_event disable trigger all", "alter table loan_event enable trigger all"),
    ("create function mine() returns integer language sql as 'select 1'", "drop function mine()"),
    ("create rule mine as on delete to setting do instead nothing", "drop rule mine on setting"),
    ("alter table setting set unlogged", "alter table setting set logged"),
    ("alter table setting enable row level security", "alter table setting disable row level security"),
    ("alter table setting force row level security", "alter table setting no force row level security"),
    ("create policy mine on setting using (true)", "drop policy mine on setting"),
    ("create domain mine as text", "drop domain mine"),
];

every_way! {
    async fn what_somebody_changed_by_hand_is_found_and_named(t: Deployment) {
        let tenants = fleet(&t, 3).await;
        let read = upgrades::drift(&t.platform, 2, || {}).await.unwrap();
        assert_eq!((read.read, read.behind, read.drifted.len()), (3, 0, 0));

        by_hand(&t, &tenants[1], "create index mine_idx on setting (value)").await;
        let read = upgrades::drift(&t.platform, 2, || {}).await.unwrap();
        let found: Vec<_> = read.drifted.iter().map(|of| (of.slug.as_str(), of.differences.clone())).collect();
        assert_eq!(found, [("house-001", vec!["index mine_idx is not part of a clean install".to_owned()])]);
        let plan = upgrades::plan(&t.platform).await.unwrap();
        assert_eq!((plan.drifted, plan.behind), (vec!["house-001".to_owned()], 0));

        by_hand(&t, &tenants[1], "drop index mine_idx").await;
        assert_eq!(upgrades::drift(&t.platform, 2, || {}).await.unwrap().drifted, []);
        assert_eq!(upgrades::plan(&t.platform).await.unwrap().drifted, Vec::<String>::new());
    }

    async fn every_kind_of_change_is_drift(t: Deployment) {
        let tenants = fleet(&t, 1).await;
        let of_the_engine = if t.placement() == Placement::Sqlite { ON_SQLITE } else { ON_POSTGRES };
        let everywhere = [
            ("create table mine (id text)", "drop table mine"),
            ("alter table setting add column mine text", "alter table setting drop column mine"),
            ("create view mine as select key from setting", "drop view mine"),
            ("create unique index mine on setting (value, key)", "drop index mine"),
            ("drop index loan_event_loan_id_idx", "create index loan_event_loan_id_idx on loan_event (loan_id, id)"),
        ];
        for (change, back) in everywhere.iter().chain(of_the_engine) {
            by_hand(&t, &tenants[0], change).await;
            assert_eq!(upgrades::drift(&t.platform, 1, || {}).await.unwrap().drifted.len(), 1, "{change}");
            by_hand(&t, &tenants[0], back).await;
            assert_eq!(upgrades::drift(&t.platform, 1, || {}).await.unwrap().drifted, [], "{back}");
        }
    }

    async fn who_is_behind_differs_rightly(t: Deployment) {
        fleet(&t, 2).await;
        let next = next_version(&t).await;
        let read = upgrades::drift(&next.platform, 2, || {}).await.unwrap();
        assert_eq!((read.read, read.behind, read.drifted.len()), (2, 2, 0));
    }

    async fn who_cant_be_read_is_named(t: Deployment) {
        let tenants = fleet(&t, 2).await;
        t.platform.lifecycle.drop(tenants[0].home()).await.unwrap();
        let read = upgrades::drift(&t.platform, 2, || {}).await.unwrap();
        assert_eq!((read.read, read.unreadable.len()), (1, 1));
        assert_eq!(read.unreadable[0].slug, "house-000");
    }
}
