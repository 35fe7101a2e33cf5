use super::{Steps, broken_off_at, central, fleet, next_version, one_by_one, options, queue, unobserved, visit};
use crate::harness::both_engines;
use tenantry::{
    context::Author,
    upgrades::{self, Step},
};

both_engines! {
    async fn who_is_visited_while_it_waits_goes_first(t: Deployment) {
        let tenants = fleet(&t, 12).await;
        let next = next_version(&t).await;
        broken_off_at(&next, Step::Begun, options()).await;
        let order = queue(&next).await;
        let last = tenants.iter().find(|tenant| tenant.slug == order[11]).unwrap();

        next.platform.directory.follow(&next.platform).await.unwrap();
        visit(&next, last).await;
        next.platform.directory.follow(&next.platform).await.unwrap();
        let steps = Steps::default();
        upgrades::resume(&next.platform, one_by_one(), &Author::CommandLine, &steps.observer()).await.unwrap().unwrap();
        let claimed = steps.at(Step::Claimed);
        assert_eq!(claimed[..2], [order[0].clone(), last.slug.clone()], "after the canary, before all others");
        assert_eq!(claimed.len(), 12, "and once");
    }

    async fn without_a_run_nothing_is_noted(t: Deployment) {
        let tenants = fleet(&t, 2).await;
        t.platform.directory.follow(&t.platform).await.unwrap();
        visit(&t, &tenants[0]).await;
        let next = next_version(&t).await;
        broken_off_at(&next, Step::Begun, options()).await;
        t.platform.directory.follow(&t.platform).await.unwrap();
        assert_eq!(central(&t, "select count(*) from upgrade_task where visited_at is not null").await, 0);
        visit(&t, &tenants[0]).await;
        t.platform.directory.follow(&t.platform).await.unwrap();
        assert_eq!(central(&t, "select count(*) from upgrade_task where visited_at is not null").await, 1);
        upgrades::resume(&next.platform, one_by_one(), &Author::CommandLine, &unobserved()).await.unwrap().unwrap();
        t.platform.directory.follow(&t.platform).await.unwrap();
        visit(&t, &tenants[1]).await;
        t.platform.directory.follow(&t.platform).await.unwrap();
        assert_eq!(central(&t, "select count(*) from upgrade_task where visited_at is not null").await, 1);
    }
}
