use super::{by_hand, every_way, fleet, next_version};
use tenantry::upgrades;

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
        for (change, back) in [
            ("create table mine (id text)", "drop table mine"),
            ("alter table setting add column mine text", "alter table setting drop column mine"),
            ("create view mine as select key from setting", "drop view mine"),
            ("create unique index mine on setting (value, key)", "drop index mine"),
            ("drop index loan_event_loan_id_idx", "create index loan_event_loan_id_idx on loan_event (loan_id, id)"),
        ] {
            by_hand(&t, &tenants[0], change).await;
            assert_eq!(upgrades::drift(&t.platform, 1, || {}).await.unwrap().drifted.len(), 1, "{change}");
            by_hand(&t, &tenants[0], back).await;
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
