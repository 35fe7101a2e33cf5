//! Traces of jobs and mails, and a collector that is away, slow or not named. Requests are the product's tests'.

pub(crate) mod collector;

use crate::{
    db::on_either,
    harness::{Deployment, both_engines},
    log,
};
use collector::{Collector, Manner, attribute, trace_of};
use jiff::SignedDuration;
use std::time::{Duration, Instant};
use tenantry::{
    access::Role,
    cli::doctor::{self, Verdict},
    config::Config,
    mail, metrics,
};

/// The same deployment, whose traces go somewhere.
async fn traced(t: Deployment, change: impl FnOnce(&mut Config)) -> Deployment {
    let t_engine = t.engine;
    t.platform.shut_down().await;
    Deployment::start_with(t_engine, change).await
}

async fn check(t: &Deployment) -> doctor::Check {
    let checks = doctor::examine(&t.platform.config).await;
    checks.into_iter().find(|check| check.name == "traces").unwrap()
}

both_engines! {
    async fn a_job_is_a_trace_of_its_own_with_its_statements(t: Deployment) {
        let collector = Collector::start(Manner::Takes).await;
        let t = traced(t, |config| collector.of(config)).await;
        let paris = t.tenant("paris").await;
        t.platform.traces.flush().await;
        let before = collector.spans().len();
        assert_eq!(metrics::sample(&t.platform).await.unwrap(), 1);
        t.platform.traces.flush().await;
        let job = collector.one("job figures");
        assert!(job.parent_span_id.is_empty() && job.links.is_empty(), "{job:?}");
        assert_eq!(attribute(&job, "tenantry.tenant").as_deref(), Some(paris.slug.as_str()));
        let parts: Vec<_> = collector.spans().split_off(before).into_iter().filter(|span| span.trace_id == job.trace_id).collect();
        let statement = parts.iter().find(|span| span.name.starts_with("tenantry::metrics::samples:")).unwrap();
        assert_eq!(statement.parent_span_id, job.span_id);
        let system = if t.engine == crate::harness::Engine::Sqlite { "sqlite" } else { "postgresql" };
        assert_eq!(attribute(statement, "db.system.name").as_deref(), Some(system));
        assert!(attribute(statement, "db.query.text").is_none() && !collector.has_bytes("select"), "{statement:?}");
        assert_eq!(collector.resource("service.name").as_deref(), Some("tenantry"));
        t.platform.shut_down().await;
    }

    async fn a_job_that_fails_says_so_without_its_reason(t: Deployment) {
        let collector = Collector::start(Manner::Takes).await;
        let t = traced(t, |config| collector.of(config)).await;
        t.tenant("paris").await;
        let mut tx = t.platform.central.begin().await.unwrap();
        let text = "update tenant set database_name = 't_aaaaaaaaaaaaaaaaaaaaaaaaaa'";
        on_either!(&mut tx, c => sqlx::query(text).execute(c).await.map(drop)).unwrap();
        tx.commit().await.unwrap();
        t.platform.directory.forget();
        t.platform.fleet.close(t.tenant("paris").await.id).await;
        metrics::sample(&t.platform).await.unwrap();
        t.platform.traces.flush().await;
        let job = collector.one("job figures");
        assert_eq!((attribute(&job, "error.type").as_deref(), job.status.unwrap().message.as_str()), (Some("failed"), ""));
        t.platform.shut_down().await;
    }

    async fn a_mail_is_a_trace_that_does_not_name_who_gets_it(t: Deployment) {
        let collector = Collector::start(Manner::Takes).await;
        let t = crate::mail::start(t.engine, |config| {
            collector.of(config);
            config.server.public_url = "http://localhost:3000".parse().unwrap();
        })
        .await;
        t.tenant("paris").await;
        assert_eq!(mail::deliver_due(&t.platform).await.unwrap(), 1);
        t.platform.traces.flush().await;
        let sent = collector.one("send mail");
        assert_eq!(attribute(&sent, "tenantry.tenant").as_deref(), Some("paris"));
        assert!(sent.parent_span_id.is_empty() && collector.spans().iter().any(|span| span.parent_span_id == sent.span_id));
        for private in ["rachel", "Rachel", "token="] {
            assert!(!collector.has_bytes(private), "{private}");
        }
        t.platform.shut_down().await;
    }

    async fn nothing_is_sent_where_no_collector_is_named_and_none_of_a_share_of_none(t: Deployment) {
        let collector = Collector::start(Manner::Takes).await;
        t.tenant("paris").await;
        metrics::sample(&t.platform).await.unwrap();
        t.platform.traces.flush().await;
        assert!(!t.platform.prometheus().contains("tenantry_trace_spans_total"));
        let none = traced(t, |config| {
            collector.of(config);
            config.traces.sample = 0.0.try_into().unwrap();
        })
        .await;
        none.tenant("paris").await;
        metrics::sample(&none.platform).await.unwrap();
        none.platform.traces.flush().await;
        assert_eq!(collector.posts(), 0);
        assert!(none.platform.prometheus().contains("tenantry_trace_spans_total{outcome=\"sent\"} 0"));
        none.platform.shut_down().await;
    }

    async fn a_collector_that_is_away_is_told_of_once_and_costs_nothing_but_spans(t: Deployment) {
        log::keep();
        let collector = Collector::start(Manner::Refuses).await;
        let t = traced(t, |config| collector.of(config)).await;
        let ctx = t.ctx("paris", Role::Owner).await;
        for _ in 0..3 {
            t.clock.advance(SignedDuration::from_hours(2));
            t.platform.activity.note(ctx.tenant.id, &t.clock);
            tenantry::tenants::write_activity(&t.platform).await.unwrap();
            metrics::sample(&t.platform).await.unwrap();
            t.platform.traces.flush().await;
        }
        assert_eq!(log::kept().matches("traces could not be sent").count(), 1);
        let line = |platform: &tenantry::platform::Platform, outcome: &str| -> u64 {
            let start = format!("tenantry_trace_spans_total{{outcome=\"{outcome}\"}} ");
            platform.prometheus().lines().find_map(|line| line.strip_prefix(&start)?.parse().ok()).unwrap()
        };
        assert!(line(&t.platform, "dropped") > 0 && line(&t.platform, "sent") == 0);
        collector.behave(Manner::Takes);
        t.clock.advance(SignedDuration::from_hours(2));
        t.platform.activity.note(ctx.tenant.id, &t.clock);
        tenantry::tenants::write_activity(&t.platform).await.unwrap();
        metrics::sample(&t.platform).await.unwrap();
        t.platform.traces.flush().await;
        assert!(line(&t.platform, "sent") > 0);
        assert!(log::kept().contains("takes them again"));
        t.platform.shut_down().await;
    }

    async fn a_collector_that_sleeps_holds_nobody_up(t: Deployment) {
        let collector = Collector::start(Manner::Sleeps).await;
        let t = traced(t, |config| collector.of(config)).await;
        let ctx = t.ctx("paris", Role::Owner).await;
        let started = Instant::now();
        for _ in 0..20 {
            t.clock.advance(SignedDuration::from_hours(2));
            t.platform.activity.note(ctx.tenant.id, &t.clock);
            tenantry::tenants::write_activity(&t.platform).await.unwrap();
            assert_eq!(metrics::sample(&t.platform).await.unwrap(), 1);
        }
        assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
        let started = Instant::now();
        t.platform.shut_down().await;
        assert!(started.elapsed() < Duration::from_secs(20), "it is waited for no longer than a few seconds");
    }

    async fn doctor_says_whether_the_collector_answers_and_a_key_is_sent_and_never_shown(t: Deployment) {
        log::keep();
        assert_eq!(check(&t).await.verdict, Verdict::Ok);
        let collector = Collector::start(Manner::Takes).await;
        let t = traced(t, |config| {
            collector.of(config);
            config.traces.headers = "x-api-key=s3cret-of-the-collector".parse().unwrap();
        })
        .await;
        let answers = check(&t).await;
        assert_eq!((answers.verdict, collector.header("x-api-key").as_deref()), (Verdict::Ok, Some("s3cret-of-the-collector")));
        collector.behave(Manner::Refuses);
        let refused = check(&t).await;
        assert!(refused.verdict == Verdict::Warn && refused.detail.contains("503"), "{refused:?}");
        metrics::sample(&t.platform).await.unwrap();
        t.platform.traces.flush().await;
        let shown = format!("{:?} {answers:?} {refused:?} {:?}", t.platform.config, t.platform.config.report());
        assert!(shown.contains("x-api-key=***") && !shown.contains("s3cret"));
        assert!(!log::kept().contains("s3cret-of-the-collector"));
        t.platform.shut_down().await;
    }
}

/// So that the file is used alike by both crates' tests.
#[test]
fn an_id_is_written_in_hexadecimal() {
    let trace_id = (0..15).chain([255]).collect();
    let span = opentelemetry_proto::tonic::trace::v1::Span { trace_id, ..Default::default() };
    assert_eq!(trace_of(&span), "000102030405060708090a0b0c0d0eff");
}
