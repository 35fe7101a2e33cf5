use super::{count, many, node, rows, usage};
use crate::harness::both_engines;
use jiff::SignedDuration;
use tenantry::{
    context::Author,
    deletions::{self, Export, NewDeletion, Pace},
    fault::Kind,
    metrics::{self, Measure, Period},
};

both_engines! {
    async fn only_what_has_changed_is_written_and_counts_of_two_nodes_add_up(t: Deployment) {
        let paris = t.tenant("paris").await.id;
        let lyon = t.tenant("lyon").await.id;
        t.tenant("martin").await;
        let other = node(&t).await;
        count(&t.platform, paris, Measure::Requests, 3);
        count(&t.platform, lyon, Measure::Mails, 1);
        assert_eq!(metrics::flush(&t.platform).await.unwrap(), 3, "two organisations and their plane");
        assert_eq!(metrics::flush(&t.platform).await.unwrap(), 0, "nothing was counted since");
        count(&other, paris, Measure::Requests, 4);
        count(&other, paris, Measure::ServerErrors, 1);
        assert_eq!(metrics::flush(&other).await.unwrap(), 2);
        assert_eq!(rows(&t, "tenant_usage where span = 60").await, 2, "both nodes wrote the same bucket");
        assert_eq!(rows(&t, "tenant_usage where span = 60 and requests = 7 and server_errors = 1 and mails = 0").await, 1);
        assert_eq!(rows(&t, "tenant_usage where requests = 0 and mails = 1").await, 1);
        assert_eq!(rows(&t, "plane_usage where plane = 'tenant' and requests = 7 and mails = 1").await, 1);
        t.clock.advance(SignedDuration::from_secs(60));
        count(&t.platform, paris, Measure::Requests, 1);
        metrics::flush(&t.platform).await.unwrap();
        assert_eq!(rows(&t, "tenant_usage where span = 60").await, 3, "the next minute has a row of its own");
        other.shut_down().await;
    }

    async fn minutes_are_added_up_once_however_many_nodes_do_it(t: Deployment) {
        let paris = t.tenant("paris").await.id;
        let other = node(&t).await;
        count(&t.platform, paris, Measure::Requests, 5);
        count(&t.platform, paris, Measure::Within20, 5);
        metrics::flush(&t.platform).await.unwrap();
        metrics::add_up(&t.platform).await.unwrap();
        assert_eq!(usage(&t, "paris", Period::Day).await.total.requests, 0, "the minute isn't over");
        t.clock.advance(SignedDuration::from_mins(3));
        for platform in [&t.platform, &other] {
            metrics::add_up(platform).await.unwrap();
            metrics::add_up(platform).await.unwrap();
        }
        let day = usage(&t, "paris", Period::Day).await;
        assert_eq!((day.points.len(), day.total.requests, day.points[23].counts.requests), (24, 5, 5));
        let p95 = day.total.p95_micros.unwrap();
        assert!((10_000..=20_000).contains(&p95), "{p95}");
        t.clock.advance(SignedDuration::from_hours(1));
        count(&other, paris, Measure::Requests, 2);
        metrics::flush(&other).await.unwrap();
        t.clock.advance(SignedDuration::from_mins(3));
        let (one, two) = tokio::join!(metrics::add_up(&t.platform), metrics::add_up(&other));
        one.and(two).unwrap();
        let day = usage(&t, "paris", Period::Day).await;
        let last: Vec<i64> = day.points[22..].iter().map(|point| point.counts.requests).collect();
        assert_eq!(last, [5, 2]);
        for period in [Period::Month, Period::Year] {
            let usage = usage(&t, "paris", period).await;
            assert_eq!((usage.total.requests, usage.points.last().unwrap().counts.requests), (7, 7), "{period:?}");
        }
        let all = metrics::usage_of_all(&t.platform, Period::Month).await.unwrap();
        assert_eq!((all.points.len(), all.total.requests), (30, 7));
        other.shut_down().await;
    }

    async fn what_is_counted_is_written_at_the_end(t: Deployment) {
        let paris = t.tenant("paris").await.id;
        let other = node(&t).await;
        count(&other, paris, Measure::Requests, 3);
        other.shut_down().await;
        assert_eq!(rows(&t, "tenant_usage where requests = 3").await, 1);
    }

    async fn an_organisation_that_was_erased_keeps_nobody_else_from_being_written(t: Deployment) {
        let paris = t.tenant("paris").await.id;
        let lyon = t.tenant("lyon").await.id;
        count(&t.platform, paris, Measure::Requests, 3);
        metrics::flush(&t.platform).await.unwrap();
        let author = Author::CommandLine;
        let gone_now = NewDeletion { grace: Some(SignedDuration::ZERO), export: Export::None, ..NewDeletion::default() };
        deletions::delete(&t.platform, "paris", &gone_now, &author).await.unwrap();
        t.clock.advance(SignedDuration::from_hours(24 * 400));
        deletions::attend_all(&t.platform, &author, Pace::default()).await.unwrap();
        assert_eq!(rows(&t, "tenant").await, 1, "paris is gone");
        assert_eq!(rows(&t, "tenant_usage").await, 0, "with its figures");
        count(&t.platform, paris, Measure::Requests, 1);
        count(&t.platform, lyon, Measure::Requests, 2);
        metrics::flush(&t.platform).await.unwrap();
        assert_eq!(rows(&t, "tenant_usage").await, 1);
        assert_eq!(rows(&t, "tenant_usage where requests = 2").await, 1);
    }

    async fn many_organisations_fit_into_one_transaction(t: Deployment) {
        // More than one statement takes.
        let all = many(&t, 900).await;
        for times in 1..=2 {
            for tenant in &all {
                t.platform.meters.count_for(*tenant, Measure::Requests);
            }
            assert_eq!(metrics::flush(&t.platform).await.unwrap(), 901);
            assert_eq!(rows(&t, "tenant_usage").await, 900);
            let sums = if times == 1 { "plane_usage where requests = 900" } else { "plane_usage where requests = 1800" };
            assert_eq!(rows(&t, sums).await, 1);
        }
        assert_eq!(rows(&t, "tenant_usage where requests = 2").await, 900);
    }

    async fn nothing_is_counted_where_the_settings_say_so(t: Deployment) {
        let paris = t.tenant("paris").await.id;
        let mut config = t.platform.config.clone();
        config.metrics.on = false;
        let off = tenantry::metrics::Meters::new(&config.metrics);
        off.count_for(paris, Measure::Requests);
        assert_eq!(format!("{off:?}").matches("TenantId").count(), 0, "there is no meter");
        assert!(usage(&t, "paris", Period::Day).await.is_counted);
        let unknown = metrics::usage_of(&t.platform, "nobody", Period::Day).await.unwrap_err();
        assert_eq!(unknown.kind(), Kind::NotFound);
    }
}
