use super::{node, rows, usage};
use crate::harness::both_engines;
use jiff::SignedDuration;
use tenantry::{
    access::Role,
    metrics::{self, Period},
};

both_engines! {
    async fn somebody_counts_once_a_day_whichever_node_sees_them(t: Deployment) {
        let paris = t.tenant("paris").await;
        let lyon = t.tenant("lyon").await;
        let (owner, member) = (t.member(&paris, Role::Owner).await.user, t.member(&paris, Role::Member).await.user);
        let other = node(&t).await;
        for platform in [&t.platform, &other] {
            for _ in 0..3 {
                platform.meters.see(paris.id, owner);
                metrics::flush(platform).await.unwrap();
            }
        }
        other.meters.see(paris.id, member);
        other.meters.see(lyon.id, member);
        metrics::flush(&other).await.unwrap();
        t.clock.advance(SignedDuration::from_mins(3));
        metrics::add_up(&t.platform).await.unwrap();
        assert_eq!(usage(&t, "paris", Period::Day).await.active_users, 2);
        assert_eq!(usage(&t, "lyon", Period::Day).await.active_users, 1);
        assert_eq!(metrics::usage_of_all(&t.platform, Period::Day).await.unwrap().active_users, 3, "places, not people");

        t.clock.advance(SignedDuration::from_hours(24));
        metrics::flush(&t.platform).await.unwrap();
        t.platform.meters.see(paris.id, owner);
        metrics::flush(&t.platform).await.unwrap();
        t.clock.advance(SignedDuration::from_mins(3));
        metrics::add_up(&t.platform).await.unwrap();
        let month = usage(&t, "paris", Period::Month).await;
        let days: Vec<_> = month.points[28..].iter().map(|point| point.active_users).collect();
        assert_eq!((days, month.active_users), (vec![Some(2), Some(1)], 2));
    }

    async fn who_was_seen_is_forgotten_when_the_day_is_over(t: Deployment) {
        let paris = t.tenant("paris").await;
        let owner = t.member(&paris, Role::Owner).await.user;
        t.platform.meters.see(paris.id, owner);
        metrics::flush(&t.platform).await.unwrap();
        metrics::purge(&t.platform).await.unwrap();
        assert_eq!(rows(&t, "active_user").await, 1);
        t.clock.advance(SignedDuration::from_hours(48));
        metrics::purge(&t.platform).await.unwrap();
        assert_eq!(rows(&t, "active_user").await, 0);
    }
}
