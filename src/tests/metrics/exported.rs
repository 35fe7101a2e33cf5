//! What Prometheus is told, by names of which there are no more than the settings allow.

use super::{count, rows};
use crate::harness::{both_engines, run_with};
use jiff::SignedDuration;
use tenantry::{
    access::Role,
    metrics::{self, Measure},
    platform::Platform,
};

/// The number in the line of an organisation.
fn told(platform: &Platform, figure: &str, organisation: &str, rest: &str) -> Option<i64> {
    let start = format!("tenantry_organisation_{figure}{{organisation=\"{organisation}\"{rest}}} ");
    platform.prometheus().lines().find_map(|line| line.strip_prefix(&start)?.parse().ok())
}

/// What happens each few seconds and each minute.
async fn a_minute_later(t: &crate::harness::Deployment) {
    metrics::flush(&t.platform).await.unwrap();
    t.clock.advance(SignedDuration::from_mins(3));
    metrics::add_up(&t.platform).await.unwrap();
    metrics::choose_named(&t.platform).await.unwrap();
}

both_engines! {
    async fn mails_people_and_sizes_are_told_of_each_that_is_named(t: Deployment) {
        let (paris, lyon) = (t.tenant("paris").await, t.tenant("lyon").await);
        count(&t.platform, paris.id, Measure::Requests, 5);
        count(&t.platform, lyon.id, Measure::Requests, 2);
        a_minute_later(&t).await;
        count(&t.platform, paris.id, Measure::Mails, 3);
        count(&t.platform, paris.id, Measure::FailedMails, 1);
        for role in [Role::Owner, Role::Member] {
            t.platform.meters.see(paris.id, t.member(&paris, role).await.user);
        }
        t.platform.meters.see(lyon.id, t.member(&lyon, Role::Owner).await.user);
        assert_eq!(metrics::sample(&t.platform).await.unwrap(), 2);
        a_minute_later(&t).await;
        let of = |figure, organisation| told(&t.platform, figure, organisation, "");
        let mails = |outcome: &str| told(&t.platform, "mails_total", "paris", &format!(",outcome=\"{outcome}\""));
        assert_eq!((mails("sent"), mails("failed")), (Some(3), Some(1)));
        assert!(t.platform.prometheus().contains("tenantry_mails_total{plane=\"tenant\",outcome=\"failed\"} 1"));
        let people = ["paris", "lyon", "other"].map(|name| of("active_users", name));
        assert_eq!(people, [Some(2), Some(1), Some(0)]);
        assert!(of("database_bytes", "paris") > Some(0) && of("storage_bytes", "paris") == Some(0), "{}", t.platform.prometheus());
        assert_eq!(of("database_bytes", "other"), Some(0), "both are named");

        // Another day begins with nobody.
        t.clock.advance(SignedDuration::from_hours(24));
        metrics::choose_named(&t.platform).await.unwrap();
        assert_eq!(told(&t.platform, "active_users", "paris", ""), Some(0));
        assert_eq!(rows(&t, "tenant").await, 2);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_others_are_told_of_together() {
    run_with(
        |config| config.metrics.named_organisations = 1,
        async |t| {
            let all = [t.tenant("paris").await, t.tenant("lyon").await, t.tenant("metz").await];
            for (times, tenant) in (1..).zip(&all) {
                count(&t.platform, tenant.id, Measure::Requests, times);
                count(&t.platform, tenant.id, Measure::Mails, times);
                t.platform.meters.see(tenant.id, t.member(tenant, Role::Owner).await.user);
            }
            assert_eq!(metrics::sample(&t.platform).await.unwrap(), 3);
            a_minute_later(&t).await;
            let text = t.platform.prometheus();
            for figure in ["active_users", "database_bytes", "storage_bytes"] {
                let start = format!("tenantry_organisation_{figure}{{");
                assert_eq!(text.lines().filter(|line| line.starts_with(&start)).count(), 2, "{text}");
            }
            assert_eq!(told(&t.platform, "active_users", "metz", ""), Some(1), "it is the busiest");
            assert_eq!(told(&t.platform, "active_users", "other", ""), Some(2));
            assert!(told(&t.platform, "database_bytes", "other", "") > told(&t.platform, "database_bytes", "metz", ""));
            assert_eq!(
                told(&t.platform, "mails_total", "other", ",outcome=\"sent\""),
                Some(6),
                "counted before it was named"
            );
        },
    )
    .await;
}
