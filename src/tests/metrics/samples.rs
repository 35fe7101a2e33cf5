use super::{node, rows, usage};
use crate::{harness::both_engines, lending::three_instalments};
use jiff::SignedDuration;
use tenantry::{
    access::Role,
    loans,
    metrics::{self, Period},
    tenants,
};

both_engines! {
    async fn how_much_there_is_is_looked_at_where_somebody_has_worked(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        t.tenant_with("martin", &[]).await;
        let form = three_instalments("Ruth");
        loans::create(&ctx, form.clone()).await.unwrap();
        assert_eq!(metrics::sample(&t.platform).await.unwrap(), 2, "nobody has looked yet");
        assert_eq!(metrics::sample(&t.platform).await.unwrap(), 0);
        let day = usage(&t, "paris", Period::Day).await;
        let size = day.points[23].size.unwrap();
        assert!(size.database_bytes > 0, "{size:?}");
        assert_eq!(day.points[22].size, None, "before that nobody knew");
        let before = day.module_rows["loans"];
        assert!(before >= 3, "a borrower, a loan, an event: {before}");
        assert!(usage(&t, "martin", Period::Day).await.module_rows.is_empty());
        let all = metrics::usage_of_all(&t.platform, Period::Day).await.unwrap();
        assert!(all.points[23].size.unwrap().database_bytes > size.database_bytes, "of both");

        t.clock.advance(SignedDuration::from_hours(2));
        assert_eq!(metrics::sample(&t.platform).await.unwrap(), 0, "nobody has worked since");
        t.platform.activity.note(ctx.tenant.id, &t.clock);
        tenants::write_activity(&t.platform).await.unwrap();
        loans::create(&ctx, form).await.unwrap();
        let other = node(&t).await;
        let (one, two) = (metrics::sample(&t.platform), metrics::sample(&other));
        let (one, two) = tokio::join!(one, two);
        assert_eq!(one.unwrap() + two.unwrap(), 1, "one of the nodes looks");
        let day = usage(&t, "paris", Period::Day).await;
        assert!(day.module_rows["loans"] > before);
        assert_eq!(day.points[22].size, Some(size), "in between it was as before");
        assert_eq!(rows(&t, "tenant_sample where span = 3600").await, 3);
        other.shut_down().await;
    }

    async fn who_could_not_be_looked_at_is_tried_again_an_hour_later(t: Deployment) {
        let paris = t.tenant("paris").await;
        t.platform.fleet.close(paris.id).await;
        t.platform.lifecycle.drop(paris.home()).await.unwrap();
        for tried in ["job_failure where times = 1", "job_failure where times = 2", "job_failure where times = 3"] {
            assert_eq!(metrics::sample(&t.platform).await.unwrap(), 0);
            assert_eq!(metrics::sample(&t.platform).await.unwrap(), 0, "and not at once");
            assert_eq!(rows(&t, tried).await, 1, "{tried}");
            t.clock.advance(SignedDuration::from_mins(61));
        }
    }

    async fn the_last_look_outlives_its_time(t: Deployment) {
        t.tenant("paris").await;
        metrics::sample(&t.platform).await.unwrap();
        t.clock.advance(SignedDuration::from_hours(24 * 30));
        metrics::purge(&t.platform).await.unwrap();
        let day = usage(&t, "paris", Period::Day).await;
        assert!(day.points.iter().all(|point| point.size.is_some()), "it is as large as then");
        let ctx = t.ctx("paris", Role::Owner).await;
        t.platform.activity.note(ctx.tenant.id, &t.clock);
        tenants::write_activity(&t.platform).await.unwrap();
        metrics::sample(&t.platform).await.unwrap();
        metrics::purge(&t.platform).await.unwrap();
        assert_eq!(rows(&t, "tenant_sample where span = 3600").await, 2, "what was before the period is known still");
        t.clock.advance(SignedDuration::from_hours(24 * 30));
        metrics::purge(&t.platform).await.unwrap();
        assert_eq!(rows(&t, "tenant_sample where span = 3600").await, 1);
    }
}
