//! Orders that fail: what is kept and told of them, when they are tried again, and the budget.

use super::{Served, add_domain, count, execute};
use crate::{
    cli::{document, error, text},
    harness::both_engines,
    jobs,
};
use jiff::SignedDuration;
use tenantry::{
    cli::doctor::{self, Verdict as Told},
    jobs::JobKind,
    overview::{self, CertificateHealth, Check, Concern, Detail, Verdict},
    tls::{self, CertificateState, Tended},
};

fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

both_engines! {
    async fn a_failure_is_kept_told_and_tried_again_later(t: Deployment) {
        let mut s = Served::start(t.engine, |_| {}).await;
        add_domain(&s.t, "paris", "paris.example", true).await;
        tls::tend(&s.t.platform).await.unwrap();
        let platform = &s.t.platform.clone();
        assert_eq!(overview::overview(platform).await.unwrap().attention, []);
        assert_eq!(jobs::told(&s.t, JobKind::Certificate), (4, 0));
        let health = overview::health_of(platform, "paris").await.unwrap();
        assert_eq!(health.verdict(Check::Certificate), Verdict::Well);
        s.stop_answering().await;
        s.t.clock.advance(SignedDuration::from_hours(24 * 61));
        let all_failed = Tended { failed: 4, ..Tended::default() };
        assert_eq!(tls::tend(platform).await.unwrap(), all_failed);
        assert_eq!(jobs::told(&s.t, JobKind::Certificate), (4, 4));
        let attention = overview::overview(platform).await.unwrap().attention;
        assert_eq!((attention.len(), attention[0].concern, attention[0].count), (1, Concern::CertificateFailed, 4));
        let paris = attention[0].named.iter().find(|named| named.name == "paris.example").unwrap();
        assert_eq!(paris.key, "paris");
        let first_failed = s.t.clock.now().to_string();
        assert_eq!(paris.since.as_deref(), Some(first_failed.as_str()));
        assert!(matches!(&paris.detail, Detail::Reason(reason) if reason.contains("refused")), "{paris:?}");
        let health = overview::health_of(platform, "paris").await.unwrap();
        assert!(matches!(&health.certificate, CertificateHealth::Failing { host, .. } if host == "paris.example"), "{health:?}");
        assert_eq!(health.overall(), Verdict::Watch);
        assert!(s.certificate_of("paris.example").await.is_some(), "the one that is there serves on");

        assert_eq!(tls::tend(platform).await.unwrap(), Tended::default(), "not at once");
        s.t.clock.advance(minutes(6));
        assert_eq!(tls::tend(platform).await.unwrap(), all_failed);
        s.t.clock.advance(minutes(6));
        assert_eq!(tls::tend(platform).await.unwrap(), Tended::default(), "twice as long after the second");
        s.t.clock.advance(minutes(6));
        assert_eq!(tls::tend(platform).await.unwrap(), all_failed, "{:?}", tls::list(platform).await);
        let listed = tls::list(platform).await.unwrap();
        assert!(listed.iter().all(|of| of.failures == 3 && of.state == CertificateState::Failing), "{listed:?}");
        let attention = overview::overview(platform).await.unwrap().attention;
        assert!(attention[0].named.iter().all(|of| of.since.as_deref() == Some(first_failed.as_str())), "the first in a row");
        s.t.clock.advance(SignedDuration::from_hours(24 * 30));
        assert!(s.certificate_of("paris.example").await.is_none(), "it is over");
        let health = overview::health_of(platform, "paris").await.unwrap();
        assert_eq!(health.verdict(Check::Certificate), Verdict::Bad, "{health:?}");
        s.end().await;
    }

    async fn the_command_line_lists_and_orders_anew(t: Deployment) {
        let s = Served::start(t.engine, |_| {}).await;
        s.t.tenant("paris").await;
        s.certificate_of("paris.tenantry.test").await.unwrap();
        let listed = document(&s.t, &["certificate", "list"]).await;
        assert_eq!((listed[0]["host"].as_str(), listed[0]["state"].as_str()), (Some("paris.tenantry.test"), Some("valid")));
        assert!(text(&s.t, &["certificate", "list"]).await.contains("paris.tenantry.test  paris         valid"));
        tls::tend(&s.t.platform).await.unwrap();
        let checks = doctor::examine(&s.t.platform.config).await;
        let told: Vec<_> = checks.iter().filter(|check| check.name == "certificates").collect();
        assert!(told.iter().any(|check| check.verdict == Told::Ok && check.detail == "4 hosts, 4 valid"), "{told:?}");
        let key = s.t.platform.config.database.key_file();
        let aside = key.path().with_extension("aside");
        std::fs::rename(key.path(), &aside).unwrap();
        let checks = doctor::examine(&s.t.platform.config).await;
        let told = checks.iter().find(|check| check.name == "certificates").unwrap();
        assert!(told.verdict == Told::Fail && told.detail.contains("is gone"), "{told:?}");
        std::fs::rename(aside, key.path()).unwrap();
        let orders = s.pebble.orders();
        assert_eq!(tls::tend(&s.t.platform).await.unwrap().issued, 0);
        assert!(text(&s.t, &["certificate", "renew", "paris.tenantry.test"]).await.contains("within seconds"));
        assert_eq!(tls::tend(&s.t.platform).await.unwrap().issued, 1);
        assert_eq!(s.pebble.orders(), orders + 1);
        for nobody in ["nobody.tenantry.test", "not a host"] {
            assert!(error(&s.t, &["certificate", "renew", nobody]).await.contains("no certificate is ordered"), "{nobody}");
        }
        s.end().await;
    }

    async fn the_budget_puts_orders_off(t: Deployment) {
        let mut s = Served::start(t.engine, |config| {
            config.tls.orders_per_organisation_per_week = 2;
            config.tls.subdomains_per_week = 4;
            config.tls.failures_per_host_per_hour = 1;
        }).await;
        for host in ["a.example", "b.example", "c.example"] {
            add_domain(&s.t, "paris", host, true).await;
        }
        s.t.tenant("lyon").await;
        s.t.tenant("metz").await;
        // Of an organisation: the third waits. The deployment's own three are below its host as well.
        let tended = tls::tend(&s.t.platform).await.unwrap();
        assert_eq!(tended, Tended { issued: 5, put_off: 1, ..Tended::default() });
        let put_off = tls::list(&s.t.platform).await.unwrap().into_iter().find(|of| of.error.is_some()).unwrap();
        assert!(put_off.error.unwrap().contains("the budget of 2 orders of this organisation in a week is spent"));
        // Of hosts below the deployment's own: the fifth waits, and its visitor gets no handshake.
        assert!(s.certificate_of("lyon.tenantry.test").await.is_some());
        assert!(s.certificate_of("metz.tenantry.test").await.is_none());
        let orders = s.pebble.orders();
        assert_eq!((orders, count(&s.t, "select count(*) from acme_order").await), (6, 6));
        s.t.clock.advance(SignedDuration::from_hours(24 * 7 + 1));
        s.t.platform.certificates.follow(&s.t.platform).await.unwrap();
        assert_eq!(tls::tend(&s.t.platform).await.unwrap().issued, 2);
        // Of failures of one host within an hour.
        s.stop_answering().await;
        execute(&s.t, "update certificate set due_at = created_at where host = 'a.example'").await;
        assert_eq!(tls::tend(&s.t.platform).await.unwrap().failed, 1);
        s.t.clock.advance(minutes(6));
        assert_eq!(tls::tend(&s.t.platform).await.unwrap().put_off, 1);
        s.t.clock.advance(minutes(60));
        assert_eq!(tls::tend(&s.t.platform).await.unwrap().failed, 1);
        s.end().await;
    }

    async fn a_host_gets_so_many_certificates_a_week_and_no_more(t: Deployment) {
        let s = Served::start(t.engine, |config| config.tls.certificates_per_host_per_week = 2).await;
        let platform = &s.t.platform;
        add_domain(&s.t, "paris", "paris.example", true).await;
        let began = s.t.clock.now();
        assert_eq!(tls::tend(platform).await.unwrap().issued, 4);
        tls::renew(platform, "paris.example").await.unwrap();
        assert_eq!(tls::tend(platform).await.unwrap(), Tended { issued: 1, ..Tended::default() });
        s.t.clock.advance(SignedDuration::from_hours(24));
        let orders = s.pebble.orders();
        tls::renew(platform, "paris.example").await.unwrap();
        assert_eq!(tls::tend(platform).await.unwrap(), Tended { put_off: 1, ..Tended::default() });
        assert_eq!(s.pebble.orders(), orders);
        let listed = tls::list(platform).await.unwrap();
        let paris = listed.iter().find(|of| of.host == "paris.example").unwrap();
        assert!(paris.error.as_ref().unwrap().contains("the budget of 2 certificates of this host in a week is spent"), "{paris:?}");
        assert_eq!(paris.due_at, (began + SignedDuration::from_hours(24 * 7)).to_string());
        assert!(s.certificate_of("paris.example").await.is_some(), "the one that is there serves on");
        s.t.clock.advance(SignedDuration::from_hours(24 * 6));
        assert_eq!(tls::tend(platform).await.unwrap(), Tended { issued: 1, ..Tended::default() });
        s.end().await;
    }

    async fn hosts_of_one_registered_domain_are_counted_together_whosever_they_are(t: Deployment) {
        let s = Served::start(t.engine, |config| config.tls.hosts_per_registered_domain_per_week = 2).await;
        for (slug, host) in [
            ("paris", "a.gmah.example"),
            ("lyon", "gmah.example"),
            ("metz", "c.gmah.example"),
            // Nobody has registered `co.uk`.
            ("paris", "a.co.uk"),
            ("lyon", "b.co.uk"),
            ("metz", "c.co.uk"),
            ("metz", "notgmah.example"),
        ] {
            add_domain(&s.t, slug, host, true).await;
        }
        let tended = tls::tend(&s.t.platform).await.unwrap();
        assert_eq!(tended, Tended { issued: 9, put_off: 1, ..Tended::default() });
        let put_off = tls::list(&s.t.platform).await.unwrap().into_iter().find(|of| of.error.is_some()).unwrap();
        assert!(put_off.host.ends_with("gmah.example"), "{put_off:?}");
        assert!(put_off.error.unwrap().contains("the budget of 2 new hosts of this registered domain in a week is spent"));
        s.t.clock.advance(SignedDuration::from_hours(24 * 7));
        assert_eq!(tls::tend(&s.t.platform).await.unwrap(), Tended { issued: 1, ..Tended::default() });
        s.end().await;
    }
}
