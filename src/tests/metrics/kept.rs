use super::{count, rows};
use crate::harness::both_engines;
use jiff::SignedDuration;
use tenantry::metrics::{self, Measure};

both_engines! {
    async fn each_resolution_is_kept_for_its_own_time(t: Deployment) {
        let paris = t.tenant("paris").await.id;
        count(&t.platform, paris, Measure::Requests, 1);
        metrics::flush(&t.platform).await.unwrap();
        let settings = t.platform.config.metrics.clone();
        let of = async |span: &'static str| {
            let both = match span {
                "minute" => ["tenant_usage where span = 60", "plane_usage where span = 60"],
                "hour" => ["tenant_usage where span = 3600", "plane_usage where span = 3600"],
                _ => ["tenant_usage where span = 86400", "plane_usage where span = 86400"],
            };
            (rows(&t, both[0]).await, rows(&t, both[1]).await)
        };
        t.clock.advance(SignedDuration::from_hours(i64::from(settings.keep_minutes_hours) + 1));
        metrics::purge(&t.platform).await.unwrap();
        assert_eq!(of("minute").await, (1, 1), "it isn't added up yet");
        metrics::add_up(&t.platform).await.unwrap();
        assert_eq!(metrics::purge(&t.platform).await.unwrap(), 2);
        assert_eq!((of("minute").await, of("hour").await, of("day").await), ((0, 0), (1, 1), (1, 1)));
        t.clock.advance(SignedDuration::from_hours(24 * i64::from(settings.keep_hours_days)));
        metrics::purge(&t.platform).await.unwrap();
        assert_eq!((of("hour").await, of("day").await), ((0, 0), (1, 1)));
        t.clock.advance(SignedDuration::from_hours(24 * i64::from(settings.keep_days_days)));
        metrics::purge(&t.platform).await.unwrap();
        assert_eq!(of("day").await, (0, 0));
    }
}
